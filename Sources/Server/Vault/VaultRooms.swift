internal import Hummingbird
internal import SandyqSignatures
internal import SandyqValidation
internal import SandyqVault

/// Everything the service does with a vault, and the threads it does it on.
final class VaultRooms: Sendable {
    private let room: VaultRoom
    private let filing: FilingRoutes

    init(
        _ vault: DocumentVault,
        _ settings: Settings,
        checker: Checker,
        reading: BodyReading,
        metrics: ServiceMetrics
    ) throws {
        let bounds = settings.bounds
        let pool = BlockingPool(threads: bounds.vaultThreads, waiting: bounds.waiting) { metrics.vaultWorks($0) }
        room = VaultRoom(vault: vault, pool: pool)
        filing = FilingRoutes(
            room: room,
            reading: reading,
            checker: checker,
            queue: FilingQueue(vault),
            policy: try checker.policy(settings.policy)
        )
    }

    func add(to router: Router<ServiceContext>) {
        SessionRoutes(room: room).add(to: router)
        CabinetRoutes(room: room).add(to: router)
        DocumentRoutes(room: room).add(to: router)
        ContentRoutes(room: room).add(to: router)
        AgreementRoutes(room: room, reading: filing.reading).add(to: router)
        MessageRoutes(room: room, reading: filing.reading).add(to: router)
        filing.add(to: router)
    }

    /// Ends the threads once what they do is done.
    func end() async throws {
        try await filing.queue.end()
        try await room.pool.end()
    }
}
