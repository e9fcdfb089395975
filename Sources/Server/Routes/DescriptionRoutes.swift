internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What the service says of itself, made once when it starts.
struct DescriptionRoutes: Sendable {
    private let document: ByteBuffer
    private let page: ByteBuffer
    private let style = ByteBuffer(string: DocumentationPage.style)

    init(_ description: ServiceDescription) throws {
        document = ByteBuffer(bytes: try description.encoded())
        page = ByteBuffer(bytes: DocumentationPage(description.document).bytes)
    }

    func add(to router: Router<ServiceContext>) {
        router.get("/openapi.json") { [document] _, _ in Self.answer(document, "application/json") }
        router.get("/docs") { [page] _, _ in
            Self.answer(page, "text/html; charset=utf-8", policy: DocumentationPage.contentSecurityPolicy)
        }
        router.get("/docs/style.css") { [style] _, _ in Self.answer(style, "text/css; charset=utf-8") }
    }

    private static func answer(_ body: ByteBuffer, _ type: String, policy: String? = nil) -> Response {
        var headers: HTTPFields = [.contentType: type]
        if let policy { headers[.contentSecurityPolicy] = policy }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
