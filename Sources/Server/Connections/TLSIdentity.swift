internal import NIOCore
internal import NIOSSL
internal import Synchronization

/// The certificate chain and key the service shows, read anew when asked to, without a restart.
///
/// Connections that are open keep what they were opened with.
package final class TLSIdentity: Sendable {
    private let certificatePath: String
    private let keyPath: String
    private let current: Mutex<Pair>

    private struct Pair {
        let chain: [NIOSSLCertificateSource]
        let key: NIOSSLPrivateKeySource
    }

    /// Reads both files.
    ///
    /// - Throws: Why they cannot be used, or that the key is not the certificate's.
    package init(certificate: String, key: String) throws {
        certificatePath = certificate
        keyPath = key
        current = Mutex(try Self.read(certificate, key))
    }

    /// Reads both files anew; when that fails what was there stays.
    package func reload() throws {
        let fresh = try Self.read(certificatePath, keyPath)
        current.withLock { $0 = fresh }
    }

    /// TLS 1.2 and newer, for a server, with whatever pair is current when a client says hello.
    func configuration() -> TLSConfiguration {
        let pair = current.withLock { $0 }
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: pair.chain, privateKey: pair.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { [self] _, promise in
            let pair = current.withLock { $0 }
            var changes = NIOSSLContextConfigurationOverride()
            changes.certificateChain = pair.chain
            changes.privateKey = pair.key
            promise.succeed(changes)
        }
        return configuration
    }

    private static func read(_ certificate: String, _ key: String) throws -> Pair {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
        let secret = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
        // A context checks that the two belong together.
        let configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: secret)
        _ = try NIOSSLContext(configuration: configuration)
        return Pair(chain: chain, key: secret)
    }
}
