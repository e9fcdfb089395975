import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SandyqServer
import SandyqSignatures
import SandyqVault
import Testing

/// The router alone, and a server that listens: the same bodies run against both.
enum Depth: CaseIterable {
    case router
    case live

    /// Runs a test against a service.
    func run(
        _ settings: SandyqServer.Settings = SandyqServer.Settings(),
        trusting anchors: [Certificate] = [],
        at moment: Date? = nil,
        vault: DocumentVault? = nil,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        var evidence = Evidence()
        evidence.anchors = anchors
        var settings = settings
        settings.listen = ListeningAddress(host: "127.0.0.1", port: 0)
        let ambient = SandyqServer.Ambient(
            moment: { moment ?? Date() },
            chance: { count in (0..<count).map { _ in .random(in: 0...255) } }
        )
        let service = try Service(
            settings: settings,
            cores: 2,
            basis: Checker.Basis(evidence: evidence),
            vault: vault,
            ambient: ambient,
            registry: MetricsRegistry(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let application = try service.application()
        try await application.test(self == .router ? .router : .live) { try await body($0) }
        try await service.end()
    }
}

/// A file of the test data.
func testFile(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: ServerProcess.testdata.appending(path: path)))
}
