internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// The session a token opens, and its end.
struct SessionRoutes: Sendable {
    let room: VaultRoom

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/session") { [room] request, context in
            let session = try await own(request, context)
            return try await room.run(for: request, context) { _, _ in
                Response.json { json in
                    json.member("id", session.id.description)
                    json.member("user", session.user.description)
                    json.member("factors", session.factors.map(\.rawValue).sorted())
                    json.member("started", session.started)
                    json.member("ends", min(session.expires, session.idleExpiry))
                }
            }
        }
        router.delete("/v1/session") { [room] request, context in
            let session = try await own(request, context)
            return try await room.run(for: request, context) { vault, asker in
                try vault.endSession(session.id, by: asker)
                return Response(status: .noContent)
            }
        }
    }

    private func own(_ request: Request, _ context: ServiceContext) async throws -> Session {
        let token = Credential(of: request)?.token ?? ""
        let origin = context.origin
        return try await room.run(for: request, context) { vault, _ in
            guard let session = try vault.session(bearing: token, from: origin) else { throw Problem.signInRequired }
            return session
        }
    }
}
