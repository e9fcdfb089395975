internal import HTTPTypes
internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// Documents: listed, shown, and why they count.
struct DocumentRoutes: Sendable {
    let room: VaultRoom

    /// Documents on one page.
    private static let (usualPage, largestPage) = (50, 500)

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/cabinets/{cabinet}/documents") { try await list($0, $1) }
        router.get("/v1/documents/{document}") { request, context in
            try await show(request, context) { versions, vault, _ in
                guard let newest = versions.last else { throw Problem.notFound }
                let later = try vault.index.examinations(of: newest.manifest.document)
                var response = Response.json { json in
                    json.members(of: newest)
                    json.member("examinations", each: later.filter { $0.record.version == newest.manifest.version }) {
                        json,
                        one in json.object { $0.members(of: one) }
                    }
                }
                response.headers[.eTag] = "\"\(newest.digest)\""
                return response
            }
        }
        router.get("/v1/documents/{document}/versions") { request, context in
            try await show(request, context) { versions, _, _ in
                Response.list(versions, next: nil) { $0.members(of: $1) }
            }
        }
        router.get("/v1/documents/{document}/significance") { request, context in
            try await show(request, context) { versions, vault, language in
                guard let manifest = versions.last?.manifest else { throw Problem.notFound }
                let later = try vault.index.examinations(of: manifest.document).last {
                    $0.record.version == manifest.version
                }
                let argument = later?.record.significance ?? manifest.significance
                return Response.json { json in
                    json.member("document", manifest.document.description)
                    json.member("version", manifest.version)
                    json.members(of: argument, in: language.vaultWording)
                }
            }
        }
        router.get("/v1/documents/{document}/receipt") { request, context in
            try await show(request, context) { versions, vault, _ in
                guard let newest = versions.last else { throw Problem.notFound }
                return Response.attachment(
                    try vault.receipt(for: newest),
                    type: "application/cms",
                    named: "receipt-\(newest.manifest.document).cms"
                )
            }
        }
    }

    private func list(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let cabinet = try context.identifier("cabinet")
        let query = try Query(of: request, knowing: ["kind", "q", "limit", "cursor"])
        let kinds = DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")
        let kind = try query.parsed("kind", form: kinds) { DocumentKind(rawValue: $0) }
        let limit = try query.parsed("limit", form: "a number from 1 to \(Self.largestPage)") { text in
            Int(text).flatMap { (1...Self.largestPage).contains($0) ? $0 : nil }
        }
        let cursor = try query.parsed("cursor", form: "“next” of the page before") { Identifier($0) }
        let words = query["q"]?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        let question = DocumentQuery(
            cabinet: cabinet,
            kind: kind,
            words: words,
            before: cursor,
            limit: limit ?? Self.usualPage
        )
        return try await room.run(for: request, context) { vault, asker in
            let found = try vault.list(question, by: asker)
            let next = found.count == question.limit ? found.last?.manifest.document.description : nil
            return Response.list(found, next: next) { $0.members(of: $1) }
        }
    }

    private func show(
        _ request: Request,
        _ context: ServiceContext,
        _ answer: @escaping @Sendable ([DocumentVersion], DocumentVault, Language) throws -> Response
    ) async throws -> Response {
        _ = try Query(of: request, knowing: [])
        let document = try context.identifier("document")
        let language = context.language
        return try await room.run(for: request, context) { vault, asker in
            var response = try answer(try vault.show(document, by: asker), vault, language)
            response.headers[.contentLanguage] = language.rawValue
            return response
        }
    }
}
