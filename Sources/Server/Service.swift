internal import CoreMetrics
internal import HTTPTypes
package import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import SandyqSignatures
internal import SandyqValidation
package import SandyqVault

/// The service: what it answers with, and how it listens.
package struct Service: Sendable {
    private let settings: Settings
    private let ambient: Ambient
    private let logger: Logger
    private let checker: Checker
    private let pool: BlockingPool
    private let vaultRooms: VaultRooms?
    private let responder: ServiceResponder
    private let identity: TLSIdentity?
    /// Methods that each path answers to, `HEAD` aside.
    package let methods: [String: [String]]

    /// Puts the service together; nothing listens yet.
    ///
    /// - Parameters:
    ///   - settings: What the operator decided.
    ///   - cores: Of this machine.
    ///   - basis: What judgements rest on.
    ///   - vault: Whose documents are served; nil: only what needs no login is.
    ///   - ambient: Clock and chance.
    ///   - registry: Where figures are kept.
    ///   - logger: Where lines go.
    /// - Throws: That the certificate or its key cannot be used.
    package init(
        settings: Settings,
        cores: Int,
        basis: Checker.Basis,
        vault: DocumentVault? = nil,
        ambient: Ambient,
        registry: MetricsRegistry,
        logger: Logger
    ) throws {
        self.settings = settings
        let metrics = ServiceMetrics(factory: registry)
        let bounds = settings.bounds
        pool = BlockingPool(
            threads: bounds.verifications ?? cores,
            waiting: bounds.waiting
        ) { metrics.verifying($0) }
        checker = try Checker(basis: basis, pool: pool, ambient: ambient, metrics: metrics)
        if let certificate = settings.tlsCertificate, let key = settings.tlsKey {
            identity = try TLSIdentity(certificate: certificate, key: key)
        } else {
            identity = nil
        }
        let space = UploadSpace(bounds)
        let router = Self.router(settings, checker: checker, space: space, registry: registry, ambient: ambient)
        let reading = BodyReading(bounds: bounds, space: space)
        vaultRooms = try vault.map { [checker] vault in
            try VaultRooms(vault, settings, checker: checker, reading: reading, metrics: metrics)
        }
        vaultRooms?.add(to: router)
        try DescriptionRoutes(try ServiceDescription(ncanode: settings.ncanode, vault: vault != nil)).add(to: router)
        methods = Self.methods(of: router)
        responder = ServiceResponder(
            router: router.buildResponder(),
            methods: methods,
            identification: ClientIdentification(trustedProxies: settings.trustedProxies),
            ambient: ambient,
            metrics: metrics,
            admission: Admission(most: bounds.requests, metrics: metrics),
            logger: logger
        )
        self.ambient = ambient
        self.logger = logger
    }

    private static func router(
        _ settings: Settings,
        checker: Checker,
        space: UploadSpace,
        registry: MetricsRegistry,
        ambient: Ambient
    ) -> Router<ServiceContext> {
        let router = Router(context: ServiceContext.self, options: [.autoGenerateHeadEndpoints])
        ServiceRoutes(
            checker: checker,
            space: space,
            metrics: registry,
            metricsReaders: settings.metricsReaders
        ).add(to: router)
        let limiter = RateLimiter(perMinute: settings.bounds.checksPerMinute, seconds: ambient.seconds)
        let limited = router.group().add(middleware: CheckLimit(limiter: limiter))
        let reading = BodyReading(bounds: settings.bounds, space: space)
        CheckRoutes(checker: checker, reading: reading, policy: settings.policy).add(to: limited)
        if let prefix = settings.ncanode {
            let base = RouterPath(prefix)
            NCANodeRoutes(
                checker: checker,
                reading: reading,
                policy: settings.policy,
                isStrict: settings.ncanodeStrict
            ).add(to: limited.group(base))
            NCANodeRoutes.addHealth(to: router.group(base))
        }
        return router
    }

    private static func methods(of router: Router<ServiceContext>) -> [String: [String]] {
        var methods: [String: [String]] = [:]
        for route in router.routes { methods[route.path.description, default: []].append(route.method.rawValue) }
        return methods
    }

    /// The application to run.
    ///
    /// - Parameter onListening: Told the port once connections are taken.
    /// - Returns: The application, which listens once it runs.
    /// - Throws: That TLS cannot be set up.
    package func application(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<ServiceResponder> {
        let bounds = settings.bounds
        let responder = responder
        let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
            maxHeaderFieldSize: bounds.headBytes,
            maxHeaderListSize: bounds.headBytes,
            maxHeaderFieldCount: 100
        )
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(bounds: bounds, refusal: { responder.noteRefusal($0) })],
                httpDecoderConfiguration: decoder
            )
        )
        return Application(
            responder: responder,
            server: try identity.map { try .tls(plain, tlsConfiguration: $0.configuration()) } ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname(settings.listen.host, port: settings.listen.port),
                availableConnectionsDelegate: MaximumAvailableConnections(bounds.connections, logger: logger)
            ),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
    }

    /// Whether no signature can pass for want of anchors.
    package var trustsNobody: Bool { checker.evidence.anchors.isEmpty }

    /// Takes new evidence, and reads certificate and key anew; what cannot be read leaves what was there.
    package func reload(_ basis: Checker.Basis) throws {
        checker.replace(basis)
        try identity?.reload()
    }

    /// Ends the threads; the application must have ended before.
    package func end() async throws {
        try await vaultRooms?.end()
        try await pool.end()
    }
}
