internal import HTTPTypes

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
        case .busy: .serviceUnavailable
        case .signingNotOffered: .notImplemented
        case .internalError: .internalServerError
        case .requestMalformed, .bodyMissing, .multipartMalformed, .partMissing, .partUnexpected, .parameterUnknown,
            .parameterInvalid, .jsonMalformed, .fieldsInvalid:
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
        default: [:]
        }
    }
}
