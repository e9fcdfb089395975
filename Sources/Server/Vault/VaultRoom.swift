internal import HTTPTypes
internal import Hummingbird
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqVault

/// The vault as routes reach it: for somebody who is signed in, on threads that may block.
struct VaultRoom: Sendable {
    let vault: DocumentVault
    let pool: BlockingPool

    /// Whose request it is is found out on the same thread that carries it out.
    ///
    /// - Parameters:
    ///   - request: Its credential says who asks.
    ///   - context: Where it comes from.
    ///   - work: What is done for them.
    /// - Returns: What the work gives.
    /// - Throws: `Problem.signInRequired`, or what the vault refused, as a problem.
    func run<Result: Sendable>(
        for request: Request,
        _ context: ServiceContext,
        _ work: @escaping @Sendable (DocumentVault, Asker) throws -> Result
    ) async throws -> Result {
        guard let credential = Credential(of: request) else { throw Problem.signInRequired }
        let origin = context.origin
        return try await runUnasked { vault in
            guard let session = try vault.session(bearing: credential.token, from: origin) else {
                throw Problem.signInRequired
            }
            return try work(vault, session.asker(from: origin))
        }
    }

    /// Turns away whoever is not signed in, before a body of theirs is taken in.
    func admit(_ request: Request, _ context: ServiceContext) async throws {
        try await run(for: request, context) { _, _ in }
    }

    /// Work for nobody in particular.
    func runUnasked<Result: Sendable>(
        _ work: @escaping @Sendable (DocumentVault) throws -> Result
    ) async throws -> Result {
        let vault = vault
        return try await pool.run {
            do { return try work(vault) } catch let error as VaultError { throw Problem(of: error) }
        }
    }
}

/// What a request shows to say whose it is.
struct Credential: Sendable {
    /// A secret; never written anywhere.
    let token: String

    /// Octets of a token at most.
    private static let longest = 256

    /// Reads a bearer token (RFC 6750 clause 2.1); nil: there is none, or none that could be one.
    init?(of request: Request) {
        guard let field = request.headers[.authorization] else { return nil }
        let words = field.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].utf8.count <= Self.longest else {
            return nil
        }
        token = String(words[1])
    }
}

extension ServiceContext {
    /// The client as the audit log names it.
    var origin: String { client?.description ?? "local" }
}

extension Problem {
    /// What the vault could not do, as a client is told it.
    init(of error: VaultError) {
        self =
            switch error {
            case .unknown, .noCabinet, .refused(.hidden): .notFound
            case .refused(.forbidden): .forbidden
            case .refused(.closed): .cabinetClosed
            case .refused(.agreementRequired): .agreementRequired
            case .destroyed, .conflict: .vault(error)
            case .index(.full), .index(.readOnly): .storageUnavailable
            default: .internalError
            }
    }
}
