#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import HTTPTypes
internal import Hummingbird
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqOpenSSL
internal import SandyqSignatures
internal import SandyqValidation
internal import SandyqVault

/// Filing: a document or a detached signature comes in, and is acknowledged once it is on the disk.
struct FilingRoutes: Sendable {
    let room: VaultRoom
    let reading: BodyReading
    let checker: Checker
    let queue: FilingQueue
    let policy: Policy

    func add(to router: Router<ServiceContext>) {
        router.post("/v1/cabinets/{cabinet}/documents") { try await file($0, $1) }
        router.post("/v1/documents/{document}/signatures") { try await sign($0, $1) }
    }

    /// A file on its way in, under its name, and what is said of it.
    private struct Incoming: Sendable {
        let name: String
        let upload: Upload
        let fields: DocumentFields
    }

    private func file(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let cabinet = try context.identifier("cabinet")
        try await room.admit(request, context)
        let incoming = try await incoming(request)
        let previous = try incoming.fields.previous()
        let verification = FilingVerification(policy: policy, evidence: checker.evidence)
        let received = try await room.run(for: request, context) { vault, asker -> Received in
            let record = try vault.cabinet(cabinet, knownTo: asker)
            let earlier = try previous.map { try vault.show($0, by: asker) }?.last
            guard earlier?.manifest.cabinet ?? cabinet == cabinet else { throw Problem.notFound }
            let order = FilingOrder(
                incoming.upload.file,
                named: incoming.name,
                cabinet: record,
                description: try incoming.fields.description(
                    ofFile: incoming.name,
                    after: earlier?.manifest.description
                ),
                previous: earlier,
                by: asker,
                id: nil
            )
            return try vault.receive(order, verifying: verification)
        }
        switch received {
        case .document(let filing):
            let version = try await queue.commit(filing)
            return Self.created("/v1/documents/\(version.manifest.document)") { $0.members(of: version) }
        case .signature(let examination): return try await keep(examination)
        }
    }

    private func sign(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let document = try context.identifier("document")
        try await room.admit(request, context)
        let incoming = try await incoming(request)
        let verification = FilingVerification(policy: policy, evidence: checker.evidence)
        let received = try await room.run(for: request, context) { vault, asker -> Received in
            guard let version = try vault.show(document, by: asker).last,
                let cabinet = try vault.index.cabinet(version.manifest.cabinet)
            else { throw Problem.notFound }
            let order = FilingOrder(
                incoming.upload.file,
                named: incoming.name,
                cabinet: cabinet,
                description: version.manifest.description,
                by: asker,
                id: nil
            )
            return try vault.receive(order, signing: document, verifying: verification)
        }
        guard case .signature(let examination) = received else { throw Problem.internalError }
        return try await keep(examination)
    }

    private func keep(_ examination: PreparedExamination) async throws -> Response {
        let kept = try await room.runUnasked { try $0.commit([examination]) }
        guard let kept = kept.first else { throw Problem.internalError }
        let document = kept.record.document
        return Self.created("/v1/documents/\(document)/signatures") { json in
            json.member("signs", document.description)
            json.members(of: kept)
        }
    }

    private static func created(_ path: String, _ write: (inout JSONWriter) -> Void) -> Response {
        var response = Response.json(write)
        response.status = .created
        response.headers[.location] = path
        return response
    }

    /// Takes the body in: the file itself with its fields as parameters, or a form.
    private func incoming(_ request: Request) async throws -> Incoming {
        let names = Set(DocumentFields.names)
        guard BodyReading.mediaType(of: request) == "multipart/form-data" else {
            let query = try Query(of: request, knowing: names.union(["name"]))
            guard let name = query["name"], !name.isEmpty else {
                throw Problem.parameterInvalid(name: "name", form: "the file's name")
            }
            let upload = try await reading.file(of: request)
            try check(request, upload)
            return Incoming(name: name, upload: upload, fields: DocumentFields(query.values(of: names)))
        }
        _ = try Query(of: request, knowing: [])
        guard let boundary = MultipartReader.boundary(in: request.headers[.contentType] ?? "") else {
            throw Problem.multipartMalformed(place: "the boundary in Content-Type")
        }
        var fields = Dictionary(uniqueKeysWithValues: names.map { ($0, 1) })
        fields["file"] = 1
        let form = try await reading.form(of: request, boundary: boundary, fields: fields)
        guard let file = form.parts.first(where: { $0.header.name == "file" }) else {
            throw Problem.partMissing(name: "file")
        }
        var values: [String: String] = [:]
        for part in form.parts where part.header.name != "file" {
            let name = part.header.name
            guard part.upload.file.count <= 4_096,
                let text = String(validating: try part.upload.file.all(), as: UTF8.self)
            else { throw Problem.parameterInvalid(name: name, form: "a short text in UTF-8") }
            values[name] = text
        }
        return Incoming(name: file.header.fileName ?? "-", upload: file.upload, fields: DocumentFields(values))
    }

    /// Compares a body with the digest that came along (RFC 9530); another algorithm than SHA-256 says nothing here.
    private func check(_ request: Request, _ upload: Upload) throws {
        for name in [HTTPField.Name.contentDigest, .reprDigest] {
            guard let field = request.headers[name] else { continue }
            let form = "as sha-256=:base64:"
            guard let said = field.firstMatch(of: /(?:^|[,\s])sha-256=:([A-Za-z0-9+\/=]+):/) else {
                if field.contains("sha-256") { throw Problem.headerInvalid(name: name.rawName, form: form) }
                continue
            }
            guard let expected = Data(base64Encoded: String(said.1)), expected.count == 32 else {
                throw Problem.headerInvalid(name: name.rawName, form: form)
            }
            var digest = try MessageDigest("SHA256")
            try upload.file.read(0..<upload.file.count) { (piece: Span<UInt8>) in digest.update(piece) }
            guard digest.finish() == [UInt8](expected) else { throw Problem.digestMismatch }
        }
    }
}
