internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SandyqSignatures
internal import SandyqValidation

/// What operators ask of the service, and what anybody may know of it.
struct ServiceRoutes: Sendable {
    let checker: Checker
    let space: UploadSpace
    let metrics: MetricsRegistry
    let metricsReaders: [NetworkPrefix]

    func add(to router: Router<ServiceContext>) {
        router.get("/healthz") { _, _ in Response.json { $0.member("status", "ok") } }
        router.get("/readyz") { _, _ in try ready() }
        router.get("/metrics") { _, context in try figures(for: context.client) }
        router.get("/v1/trust") { _, _ in trust() }
    }

    /// Whether a verification that is asked for now would be taken on.
    private func ready() throws(Problem) -> Response {
        guard !checker.pool.isFull else { throw .busy(seconds: 1) }
        return Response.json { $0.member("status", "ready") }
    }

    private func figures(for client: NetworkAddress?) throws(Problem) -> Response {
        guard let client, metricsReaders.contains(where: { $0.contains(client) }) else { throw .notFound }
        let type = "text/plain; version=0.0.4; charset=utf-8"
        return Response(
            status: .ok,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text()))
        )
    }

    /// The anchors that judgements rest on, in the order of their fingerprints.
    private func trust() -> Response {
        let anchors = checker.evidence.anchors.map(\.facts).sorted { $0.fingerprint < $1.fingerprint }
        return Response.json { json in
            json.member("items", each: anchors) { json, anchor in
                json.object { json in
                    json.member("subject", anchor.subject.description)
                    json.member("sha256", anchor.fingerprint)
                    json.member("serialNumber", anchor.serialNumber)
                    json.member("notBefore", anchor.notBefore)
                    json.member("notAfter", anchor.notAfter)
                }
            }
            json.member("next", nil as String?)
        }
    }
}
