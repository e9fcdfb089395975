internal import SandyqSignatures
internal import SandyqVault

/// English.
struct EnglishServerWording: ServerWording {
    func title(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "Nothing is there"
        case .methodNotAllowed: "Not for this method"
        case .requestMalformed: "Not an HTTP request"
        case .headTooLarge: "The head of the request is too large"
        case .bodyTooLarge: "The body is too large"
        case .bodyIncomplete: "The body did not arrive"
        case .bodyMissing: "There is no body"
        case .contentTypeUnsupported: "This content type is not read here"
        case .contentEncodingUnsupported: "Compressed bodies are not read"
        case .multipartMalformed: "The multipart body is malformed"
        case .partMissing: "A part is missing"
        case .partUnexpected: "A part does not belong here"
        case .parameterUnknown: "An unknown parameter"
        case .parameterInvalid: "A parameter's value cannot be taken"
        case .jsonMalformed: "The body is no JSON object"
        case .fieldsInvalid: "Some members cannot be taken"
        case .rateLimited: "Too many requests"
        case .busy: "The service is busy"
        case .signingNotOffered: "Signing is not offered"
        case .signInRequired: "Sign in first"
        case .forbidden: "You may not do this"
        case .agreementRequired: "The terms are not accepted"
        case .cabinetClosed: "The cabinet is closed"
        case .vault(.destroyed): "It was destroyed"
        case .vault: "It contradicts what there is"
        case .headerInvalid: "A header's value cannot be taken"
        case .digestMismatch: "The body is not what its digest says"
        case .rangeUnsatisfiable: "No such octets"
        case .storageUnavailable: "The storage takes nothing more"
        case .internalError: "The service failed"
        }
    }

    func detail(_ problem: Problem) -> Sentence {
        switch problem {
        case .notFound: "There is nothing at this address. /docs lists what there is."
        case .methodNotAllowed(let allowed): "This address answers to: \(allowed)."
        case .requestMalformed: "What arrived cannot be read as HTTP. Look at the client or the proxy before it."
        case .headTooLarge(let limit): "The head of a request may have \(limit) octets. Send fewer or shorter headers."
        case .bodyTooLarge(let limit):
            "A body may have \(limit) octets here. Send a smaller file, or its digest to /v1/check/digest."
        case .bodyIncomplete: "The body ended early or came too slowly. Send it again."
        case .bodyMissing: "The request needs a body that is not empty."
        case .contentTypeUnsupported(let supported): "This address reads: \(supported). Say so in Content-Type."
        case .contentEncodingUnsupported: "Send the body as it is, without Content-Encoding."
        case .multipartMalformed(let place): "The body cannot be divided into its parts (\(place)). Check the client."
        case .partMissing(let name): "The form needs a part “\(name)”."
        case .partUnexpected(let name): "The form may not have the part “\(name)” here, or not once more."
        case .parameterUnknown(let name):
            "There is no parameter “\(name)” here. Look for a spelling mistake: it would have changed nothing."
        case .parameterInvalid(let name, let form): "The parameter “\(name)” must be \(form)."
        case .jsonMalformed: "The body must be one JSON object in UTF-8."
        case .fieldsInvalid: "The list of errors names each member by its JSON pointer."
        case .rateLimited(let seconds): "You have asked too often. Ask again in \(seconds) s."
        case .busy(let seconds): "There is more to do than the service can take on. Ask again in \(seconds) s."
        case .signingNotOffered:
            "The service keeps no private keys and takes none, so it never signs. Sign where the key is, and send the result to be verified."
        case .signInRequired:
            "Show a valid session token: Authorization: Bearer …. Whoever runs the service opens a session for you."
        case .forbidden:
            "You know of this, and your role does not allow it. The cabinet's main user can give you the right."
        case .agreementRequired:
            "The terms of use in force must be accepted before the cabinet can be used: see /v1/revisions, then POST /v1/cabinets/{c}/acceptances."
        case .cabinetClosed:
            "The cabinet is restricted or terminated. What is in it can still be exported by its main user."
        case .vault(let error): Language.en.vaultWording.sentence(error)
        case .headerInvalid(let name, let form): "The header “\(name)” must be \(form)."
        case .digestMismatch: "What arrived has another digest than the header names. Nothing was kept; send it again."
        case .rangeUnsatisfiable(let size): "The document has \(size) octets. Ask for some of those."
        case .storageUnavailable:
            "Nothing can be written at present, and nothing was. Reading goes on. Tell whoever runs the service."
        case .internalError: "The request could not be carried out. Quote the request's id when you ask for help."
        }
    }

    func sentence(_ fault: Problem.Field.Fault) -> Sentence {
        switch fault {
        case .missing: "It is missing."
        case .unknown: "It is not known here."
        case .invalid(let form): "It must be \(form)."
        }
    }
}
