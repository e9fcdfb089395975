internal import HTTPTypes
internal import SandyqVault

/// Why a request was not carried out (RFC 9457); it says nothing of signatures, which are judged in reports.
enum Problem: Error, Hashable, Sendable {
    /// Nothing is there.
    case notFound
    /// There is something, for other methods.
    case methodNotAllowed(allowed: [String])
    /// What came is not HTTP.
    case requestMalformed
    /// The head is larger than the service reads.
    case headTooLarge(limit: Int)
    /// The body is larger than the service takes.
    case bodyTooLarge(limit: Int)
    /// The body ended early or came too slowly.
    case bodyIncomplete
    /// There is no body, or an empty one.
    case bodyMissing
    /// The body is encoded as nothing this route reads.
    case contentTypeUnsupported(supported: [String])
    /// The body is compressed.
    case contentEncodingUnsupported
    /// The multipart body breaks its own rules; where, in English, without quoting content.
    case multipartMalformed(place: String)
    /// A part that must be there is not.
    case partMissing(name: String)
    /// A part that this route does not know, or one too many.
    case partUnexpected(name: String)
    /// A query parameter that this route does not know.
    case parameterUnknown(name: String)
    /// A query parameter whose value cannot be taken.
    case parameterInvalid(name: String, form: String)
    /// The body is not JSON, or not an object.
    case jsonMalformed
    /// Members that cannot be taken, each with its JSON pointer (RFC 6901).
    case fieldsInvalid([Field])
    /// The client has asked too often.
    case rateLimited(seconds: Int)
    /// Everybody has asked too often.
    case busy(seconds: Int)
    /// The service keeps no signing keys.
    case signingNotOffered
    /// Nobody is signed in, or no longer.
    case signInRequired
    /// Whoever asks may know of it, and not do this.
    case forbidden
    /// The terms of use in force are not accepted (1.9).
    case agreementRequired
    /// The cabinet is restricted or terminated (5.6).
    case cabinetClosed
    /// What was asked for contradicts what there is, in the vault's own words.
    case vault(VaultError)
    /// A header whose value cannot be taken.
    case headerInvalid(name: String, form: String)
    /// The body is not what its digest says (RFC 9530).
    case digestMismatch
    /// None of the octets asked for is there.
    case rangeUnsatisfiable(size: Int)
    /// The disk is full, or cannot be written to.
    case storageUnavailable
    /// The service failed.
    case internalError

    /// A member that cannot be taken.
    struct Field: Hashable, Sendable {
        let pointer: String
        let fault: Fault

        enum Fault: Hashable, Sendable {
            case missing
            case unknown
            /// What it must be.
            case invalid(form: String)
        }
    }

    /// What clients tell problems apart by; never changes.
    var code: String {
        switch self {
        case .notFound: "not-found"
        case .methodNotAllowed: "method-not-allowed"
        case .requestMalformed: "request-malformed"
        case .headTooLarge: "head-too-large"
        case .bodyTooLarge: "body-too-large"
        case .bodyIncomplete: "body-incomplete"
        case .bodyMissing: "body-missing"
        case .contentTypeUnsupported: "content-type-unsupported"
        case .contentEncodingUnsupported: "content-encoding-unsupported"
        case .multipartMalformed: "multipart-malformed"
        case .partMissing: "part-missing"
        case .partUnexpected: "part-unexpected"
        case .parameterUnknown: "parameter-unknown"
        case .parameterInvalid: "parameter-invalid"
        case .jsonMalformed: "json-malformed"
        case .fieldsInvalid: "fields-invalid"
        case .rateLimited: "rate-limited"
        case .busy: "busy"
        case .signingNotOffered: "signing-not-offered"
        case .signInRequired: "sign-in-required"
        case .forbidden: "forbidden"
        case .agreementRequired: "agreement_required"
        case .cabinetClosed: "cabinet-closed"
        case .vault(.destroyed): "destroyed"
        case .vault: "conflict"
        case .headerInvalid: "header-invalid"
        case .digestMismatch: "digest-mismatch"
        case .rangeUnsatisfiable: "range-unsatisfiable"
        case .storageUnavailable: "storage-unavailable"
        case .internalError: "internal-error"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .headTooLarge: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .bodyIncomplete: .requestTimeout
        case .contentTypeUnsupported, .contentEncodingUnsupported: .unsupportedMediaType
        case .rateLimited: .tooManyRequests
        case .busy, .storageUnavailable: .serviceUnavailable
        case .signInRequired: .unauthorized
        case .forbidden, .agreementRequired, .cabinetClosed: .forbidden
        case .vault(.destroyed): .gone
        case .vault: .conflict
        case .rangeUnsatisfiable: .rangeNotSatisfiable
        case .signingNotOffered: .notImplemented
        case .internalError: .internalServerError
        case .requestMalformed, .bodyMissing, .multipartMalformed, .partMissing, .partUnexpected, .parameterUnknown,
            .parameterInvalid, .jsonMalformed, .fieldsInvalid, .headerInvalid, .digestMismatch:
            .badRequest
        }
    }

    /// Headers that the status calls for.
    var headers: HTTPFields {
        switch self {
        case .methodNotAllowed(let allowed): [.allow: allowed.joined(separator: ", ")]
        case .contentTypeUnsupported(let supported): [.accept: supported.joined(separator: ", ")]
        case .contentEncodingUnsupported: [.acceptEncoding: "identity"]
        case .rateLimited(let seconds), .busy(let seconds): [.retryAfter: String(seconds)]
        case .signInRequired: [.wwwAuthenticate: "Bearer"]
        case .rangeUnsatisfiable(let size): [.contentRange: "bytes */\(size)"]
        default: [:]
        }
    }
}
