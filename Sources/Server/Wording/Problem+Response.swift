internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SandyqSignatures

extension Problem {
    /// The answer that says so (RFC 9457 clause 3).
    func response(in language: Language, requestID: String) -> Response {
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.contentLanguage] = language.rawValue
        let body = document(in: language, requestID: requestID)
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The document alone.
    func document(in language: Language, requestID: String) -> [UInt8] {
        let wording = language.serverWording
        var writer = JSONWriter(capacity: 512)
        writer.object { json in
            json.member("type", "urn:sandyq:problem:\(code)")
            json.member("code", code)
            json.member("title", wording.title(self).text)
            json.member("status", status.code)
            json.member("detail", wording.detail(self).text)
            json.member("requestId", requestID)
            json.member("errors", each: fields) { json, field in
                json.object { json in
                    json.member("pointer", field.pointer)
                    json.member("detail", wording.sentence(field.fault).text)
                }
            }
        }
        writer.endLine()
        return writer.bytes
    }

    private var fields: [Field] {
        if case .fieldsInvalid(let fields) = self { return fields }
        return []
    }
}
