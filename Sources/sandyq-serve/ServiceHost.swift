internal import CoreMetrics
internal import Logging
internal import SandyqServer
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault
internal import ServiceLifecycle
internal import UnixSignals

/// The process around a service: its log, its figures, its signals, and what it reads from disk.
struct ServiceHost {
    private let settings: Settings
    private let service: SandyqServer.Service
    private let logger: Logger

    /// Reads everything the settings name.
    init(settings: Settings) throws {
        self.settings = settings
        let ambient = SandyqServer.Ambient(
            moment: { SandyqTerminal.Ambient.now },
            chance: { SandyqTerminal.Ambient.octets($0) }
        )
        let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        LoggingSystem.bootstrap { JSONLines(label: $0, level: level, ambient: ambient) }
        logger = Logger(label: "sandyq")
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        do {
            service = try SandyqServer.Service(
                settings: settings,
                cores: SandyqTerminal.Ambient.cores,
                basis: try Self.basis(settings),
                vault: try Self.vault(settings),
                ambient: ambient,
                registry: registry,
                logger: logger
            )
        } catch let complaint as Complaint {
            throw complaint
        } catch {
            throw Complaint("tlsCertificate, tlsKey: \(error)")
        }
    }

    /// Serves until a signal asks to end.
    func run() async throws {
        if service.trustsNobody { logger.warning("No trust anchor: nothing can pass; see docs/trust.md") }
        let reloading = Reloading(service: service, settings: settings, logger: logger)
        let application = try service.application()
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: application), .init(service: reloading)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(settings.bounds.endSeconds)
        do { try await ServiceGroup(configuration: configuration).run() } catch {
            throw Complaint("\(settings.listen): \(error)")
        }
        try await service.end()
        logger.info("The service has ended")
    }

    /// Opens the vault, which nobody else writes to as long as the service runs.
    private static func vault(_ settings: Settings) throws -> DocumentVault? {
        guard let path = settings.vault else { return nil }
        let ambient = SandyqVault.Ambient(
            moment: { SandyqTerminal.Ambient.now },
            chance: { SandyqTerminal.Ambient.octets($0) }
        )
        do throws(VaultError) {
            let keys = try VaultKeys(environment: { SandyqTerminal.Ambient.variable($0) })
            return try DocumentVault(at: path, keys: keys, ambient: ambient)
        } catch {
            throw Complaint("vault: \(Language.ofLocale.vaultWording.sentence(error).text)")
        }
    }

    /// Reads certificates and revocation data anew.
    static func basis(_ settings: Settings) throws -> Checker.Basis {
        var options = EvidenceOptions()
        options.trust = settings.trust
        options.certificates = settings.certificates
        options.revocationLists = settings.revocationLists
        options.ocspResponses = settings.ocspResponses
        let evidence = try EvidenceFiles(options).evidence
        guard settings.online else { return Checker.Basis(evidence: evidence) }
        return Checker.Basis(evidence: evidence) {
            Checker.OnlineAccess(evidence: NetworkOptions.online(), mayGoOn: NetworkOptions.patience())
        }
    }
}

/// Takes new evidence, certificate and key when SIGHUP comes, without a restart.
private struct Reloading: ServiceLifecycle.Service {
    let service: SandyqServer.Service
    let settings: Settings
    let logger: Logger

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                try service.reload(try ServiceHost.basis(settings))
                logger.info("Evidence, certificate and key were read anew")
            } catch {
                logger.error("What was to be read anew cannot be used; the old stays", metadata: ["reason": "\(error)"])
            }
        }
    }
}
