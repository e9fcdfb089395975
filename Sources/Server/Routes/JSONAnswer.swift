internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SandyqSignatures

extension Response {
    /// An answer in JSON.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, in language: Language? = nil) -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let language { headers[.contentLanguage] = language.rawValue }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// An answer in JSON, whose members the body writes.
    static func json(_ write: (inout JSONWriter) -> Void) -> Response {
        var writer = JSONWriter()
        writer.object(write)
        writer.endLine()
        return json(writer.bytes)
    }
}
