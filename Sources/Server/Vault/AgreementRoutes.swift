internal import HTTPTypes
internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// The terms of use: published for everybody, accepted or objected to in a cabinet's name (1.9, 2.3, 2.5).
struct AgreementRoutes: Sendable {
    let room: VaultRoom
    let reading: BodyReading

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/revisions") { request, _ in
            let query = try Query(of: request, knowing: ["kind"])
            let kinds = Revision.Text.allCases.map(\.rawValue)
            let wanted = try query["kind"]?.split(separator: ",").map { word throws(Problem) in
                guard let text = Revision.Text(rawValue: String(word)) else {
                    throw .parameterInvalid(name: "kind", form: kinds.joined(separator: ", "))
                }
                return text
            }
            return try await room.runUnasked { vault in
                let found = try vault.index.revisions().filter { wanted?.contains($0.text) ?? true }
                return Response.list(found, next: nil) { $0.members(of: $1) }
            }
        }
        router.get("/v1/revisions/{revision}/text") { try await words($0, $1) }
        router.get("/v1/cabinets/{cabinet}/acceptances") { request, context in
            _ = try Query(of: request, knowing: [])
            let cabinet = try context.identifier("cabinet")
            return try await room.run(for: request, context) { vault, asker in
                let known = try vault.cabinet(cabinet, knownTo: asker)
                return Response.list(try vault.answers(of: known, by: asker), next: nil) { $0.members(of: $1) }
            }
        }
        router.post("/v1/cabinets/{cabinet}/acceptances") { try await answer($0, $1, isObjection: false) }
        router.post("/v1/cabinets/{cabinet}/objections") { try await answer($0, $1, isObjection: true) }
    }

    private func words(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let id = try context.identifier("revision")
        let query = try Query(of: request, knowing: ["lang"])
        let asked = try query.parsed("lang", form: "kk, ru or en") { Language(rawValue: $0) }
        let language = asked ?? context.language
        return try await room.runUnasked { vault in
            guard let bytes = try vault.words(of: id, in: language.rawValue) else { throw Problem.notFound }
            var response = Response.attachment(bytes, type: "text/plain; charset=utf-8", named: "\(id).\(language).txt")
            response.headers[.contentLanguage] = language.rawValue
            return response
        }
    }

    private func answer(
        _ request: Request,
        _ context: ServiceContext,
        isObjection: Bool
    ) async throws -> Response {
        _ = try Query(of: request, knowing: [])
        let cabinet = try context.identifier("cabinet")
        try await room.admit(request, context)
        var (object, _) = try await reading.json(of: request)
        let revision = object.identifier("revision")
        let language = object.requiredText("language", form: "kk, ru or en").flatMap { Language(rawValue: $0) }
        let objection = isObjection ? object.identifier("document") : nil
        object.refuseTheRest()
        if language == nil, object.faults.isEmpty { object.note("language", .invalid(form: "kk, ru or en")) }
        try object.check()
        guard let revision, let language else { throw Problem.jsonMalformed }
        return try await room.run(for: request, context) { vault, asker in
            let record = try vault.cabinet(cabinet, knownTo: asker)
            let answer = try vault.answer(
                revision,
                for: record,
                objection: objection,
                language: language.rawValue,
                by: asker
            )
            var response = Response.json { $0.members(of: answer) }
            response.status = .created
            return response
        }
    }
}

extension JSONWriter {
    /// The members of a published revision.
    fileprivate mutating func members(of revision: RevisionRecord) {
        member("id", revision.id.description)
        member("kind", revision.text.rawValue)
        member("number", revision.number)
        member("published", revision.published)
        member("effective", revision.effective.description)
        member("texts", each: revision.words.sorted { $0.key < $1.key }) { json, words in
            json.object { json in
                json.member("language", words.key)
                json.member("sha256", words.value)
            }
        }
    }

    /// The members of what was said to a revision.
    fileprivate mutating func members(of answer: AnswerRecord) {
        member("id", answer.id.description)
        member("cabinet", answer.cabinet.description)
        member("revision", answer.revision.description)
        member("user", answer.user.description)
        member("time", answer.time)
        member("objection", answer.objection?.description)
        member("language", answer.language)
        member("sha256", answer.sha256)
        member("origin", answer.origin)
    }
}

extension JSONObject {
    /// Takes an id that must be there.
    mutating func identifier(_ name: String) -> Identifier? {
        guard let text = requiredText(name, form: "an id") else { return nil }
        let id = Identifier(text)
        if id == nil { note(name, .invalid(form: "an id")) }
        return id
    }
}
