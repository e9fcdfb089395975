#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import HTTPTypes
internal import Hummingbird
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqValidation

/// Verification for anybody, without login: a file, or a signature and digests.
struct CheckRoutes: Sendable {
    let checker: Checker
    let reading: BodyReading
    /// When a request names none.
    let policy: String

    /// Pieces of detached data in one form.
    private static let mostContents = 16
    /// Digests in one request.
    private static let mostDigests = 1_000

    func add(to group: RouterGroup<ServiceContext>) {
        group.post("/v1/check") { request, context in try await checkFile(request, context) }
        group.post("/v1/check/digest") { request, context in try await checkDigests(request, context) }
    }

    private func checkFile(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let query = try Query(of: request, knowing: ["policy", "at", "name"])
        let policy = try query.policy(default: policy)
        let moment = try query.moment(default: checker.ambient.moment())
        let signature: UploadedContent.Piece
        var contents: [UploadedContent.Piece] = []
        switch BodyReading.mediaType(of: request) {
        case "multipart/form-data":
            guard let boundary = MultipartReader.boundary(in: request.headers[.contentType] ?? "") else {
                throw Problem.multipartMalformed(place: "the boundary in Content-Type")
            }
            let fields = ["file": 1, "content": Self.mostContents]
            let form = try await reading.form(of: request, boundary: boundary, fields: fields)
            guard let file = form.parts.first(where: { $0.header.name == "file" }) else {
                throw Problem.partMissing(name: "file")
            }
            let name = query["name"] ?? file.header.fileName ?? "-"
            signature = UploadedContent.Piece(name: name, upload: file.upload)
            contents = form.parts.filter { $0.header.name == "content" }.map {
                UploadedContent.Piece(name: $0.header.fileName ?? "content", upload: $0.upload)
            }
        case let type where type.hasPrefix("multipart/"):
            throw Problem.contentTypeUnsupported(supported: ["application/octet-stream", "multipart/form-data"])
        default:
            let upload = try await reading.file(of: request)
            signature = UploadedContent.Piece(name: query["name"] ?? "-", upload: upload)
        }
        let content = UploadedContent(contents, signature: signature.name)
        let question = Checker.Question(
            name: signature.name,
            file: signature.upload.file,
            content: content,
            policy: policy,
            moment: moment
        )
        return try await answer(to: question, in: context.language, keeping: [signature] + contents)
    }

    /// Judges a signature over data that stays where it is; only its digests are sent.
    private func checkDigests(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let query = try Query(of: request, knowing: ["policy", "at", "name"])
        let policy = try query.policy(default: policy)
        let moment = try query.moment(default: checker.ambient.moment())
        var (object, share) = try await reading.json(of: request)
        let form = "a signature: base64, PEM or a data: address"
        let text = object.requiredText("signature", form: form)
        let digests = object.objects("digests", atMost: Self.mostDigests, Self.digest)
        object.refuseTheRest()
        let signature = text.flatMap(SignatureText.octets)
        if text != nil, signature == nil { object.note("signature", .invalid(form: form)) }
        try object.check()
        let question = Checker.Question(
            name: query["name"] ?? "-",
            file: FileBytes(signature ?? []),
            content: ContentSources(digests),
            policy: policy,
            moment: moment
        )
        let upload = UploadedContent.Piece(name: question.name, upload: Upload([], paidBy: share))
        return try await answer(to: question, in: context.language, keeping: [upload])
    }

    private static func digest(_ object: inout JSONObject) -> DigestContent? {
        let name = object.text("name")
        let spelling = object.requiredText("algorithm", form: "a digest algorithm as sha256")
        let value = object.requiredText("value", form: "hexadecimal digits")
        object.refuseTheRest()
        guard let spelling, let value else { return nil }
        guard let algorithm = DigestAlgorithm(spelling: spelling) else {
            object.note("algorithm", .invalid(form: "a digest algorithm as sha256"))
            return nil
        }
        guard let digest = [UInt8](hexadecimal: value), digest.count == algorithm.size else {
            object.note("value", .invalid(form: "\(algorithm.size * 2) hexadecimal digits"))
            return nil
        }
        return DigestContent(name: name, algorithm: algorithm, digest: digest)
    }

    /// Judges, and words the report on the same thread.
    private func answer(
        to question: Checker.Question,
        in language: Language,
        keeping uploads: [UploadedContent.Piece]
    ) async throws -> Response {
        let line = try await checker.pool.run {
            try withExtendedLifetime(uploads) {
                JSONReport(language: language).line(for: try checker.answer(to: question).report)
            }
        }
        return Response.json(line, in: language)
    }
}
