internal import HTTPTypes
internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// Conversations between a cabinet and its outsourcing company (3.7).
struct MessageRoutes: Sendable {
    let room: VaultRoom
    let reading: BodyReading

    /// Documents with one message.
    private static let mostAttachments = 100

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/cabinets/{cabinet}/threads") { request, context in
            _ = try Query(of: request, knowing: [])
            let cabinet = try context.identifier("cabinet")
            return try await room.run(for: request, context) { vault, asker in
                let record = try vault.cabinet(cabinet, knownTo: asker)
                return Response.list(try vault.threads(in: record, by: asker), next: nil) { $0.members(of: $1) }
            }
        }
        router.post("/v1/cabinets/{cabinet}/threads") { try await open($0, $1) }
        router.get("/v1/threads/{thread}/messages") { request, context in
            _ = try Query(of: request, knowing: [])
            let thread = try context.identifier("thread")
            return try await room.run(for: request, context) { vault, asker in
                Response.list(try vault.messages(in: thread, by: asker), next: nil) { $0.members(of: $1) }
            }
        }
        router.post("/v1/threads/{thread}/messages") { try await reply($0, $1) }
        router.post("/v1/messages/{message}/acknowledgement") { request, context in
            _ = try Query(of: request, knowing: [])
            let message = try context.identifier("message")
            return try await room.run(for: request, context) { vault, asker in
                try vault.acknowledge(message, by: asker)
                return Response(status: .noContent)
            }
        }
        router.get("/v1/messages/{message}/receipt") { request, context in
            _ = try Query(of: request, knowing: [])
            let message = try context.identifier("message")
            return try await room.run(for: request, context) { vault, asker in
                let receipt = try vault.receipt(for: message, by: asker)
                return Response.attachment(receipt, type: "application/cms", named: "receipt-\(message).cms")
            }
        }
    }

    private func open(_ request: Request, _ context: ServiceContext) async throws -> Response {
        _ = try Query(of: request, knowing: [])
        let cabinet = try context.identifier("cabinet")
        try await room.admit(request, context)
        var (object, _) = try await reading.json(of: request)
        let subject = object.requiredText("subject")
        if let subject, subject.isEmpty || subject.count > 500 {
            object.note("subject", .invalid(form: "a text of 1 to 500 characters"))
        }
        let content = try content(of: &object)
        guard let subject else { throw Problem.jsonMalformed }
        return try await room.run(for: request, context) { vault, asker in
            let record = try vault.cabinet(cabinet, knownTo: asker)
            return try Self.send(content, .about(subject), in: record, vault, asker)
        }
    }

    private func reply(_ request: Request, _ context: ServiceContext) async throws -> Response {
        _ = try Query(of: request, knowing: [])
        let thread = try context.identifier("thread")
        try await room.admit(request, context)
        var (object, _) = try await reading.json(of: request)
        let content = try content(of: &object)
        return try await room.run(for: request, context) { vault, asker in
            guard let place = try vault.index.thread(thread)?.cabinet else { throw Problem.notFound }
            let record = try vault.cabinet(place, knownTo: asker)
            return try Self.send(content, .thread(thread), in: record, vault, asker)
        }
    }

    private struct Content: Sendable {
        let text: String
        let attachments: [Identifier]
    }

    private func content(of object: inout JSONObject) throws(Problem) -> Content {
        let text = object.requiredText("text")
        let form = "ids of at most \(Self.mostAttachments) documents"
        let names = object.texts("attachments") ?? []
        let attachments = names.compactMap { Identifier($0) }
        if attachments.count != names.count || names.count > Self.mostAttachments {
            object.note("attachments", .invalid(form: form))
        }
        if text?.isEmpty == true { object.note("text", .invalid(form: "a text that is not empty")) }
        object.refuseTheRest()
        try object.check()
        return Content(text: text ?? "", attachments: attachments)
    }

    private static func send(
        _ content: Content,
        _ place: MessageOrder.Place,
        in cabinet: CabinetRecord,
        _ vault: DocumentVault,
        _ asker: Asker
    ) throws(VaultError) -> Response {
        let order = MessageOrder(in: cabinet, place, text: content.text, attachments: content.attachments)
        let message = try vault.send(order, by: asker)
        var response = Response.json { $0.members(of: message) }
        response.status = .created
        response.headers[.location] = "/v1/threads/\(message.record.thread)/messages"
        return response
    }
}

extension JSONWriter {
    fileprivate mutating func members(of thread: ThreadRecord) {
        member("id", thread.id.description)
        member("cabinet", thread.cabinet.description)
        member("subject", thread.subject)
        member("opened", thread.opened)
        member("openedBy", thread.openedBy.description)
    }

    fileprivate mutating func members(of message: MessageState) {
        let record = message.record
        member("id", record.id.description)
        member("thread", record.thread.description)
        member("sender", record.sender.description)
        member("sent", record.sent)
        member("text", record.text)
        member("attachments", each: record.attachments) { json, attachment in
            json.object { json in
                json.member("document", attachment.document.description)
                json.member("version", attachment.version)
                json.member("sha256", attachment.sha256)
            }
        }
        member("sha256", message.digest)
        member("logPosition", message.logPosition)
        member("delivered", message.delivered)
        member("acknowledged", message.acknowledged)
        member("significance", record.significance.state.rawValue)
    }
}
