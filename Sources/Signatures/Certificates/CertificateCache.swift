internal import Synchronization

/// Certificates by their encoding: files of one origin carry the same few again and again, and each is read once.
final class CertificateCache: Sendable {
    private let generations = Mutex<Generations>(Generations())

    /// The certificate of an encoding.
    func certificate(_ encoding: ArraySlice<UInt8>) throws(FormatError) -> Certificate {
        if let known = generations.withLock({ $0.certificate(encoding) }) { return known }
        let certificate = try Certificate(der: encoding)
        if encoding.count <= Self.sizeLimit { generations.withLock { $0.keep(certificate) } }
        return certificate
    }

    /// Octets of a certificate worth keeping; honest ones have two thousand.
    private static let sizeLimit = 16 << 10

    /// Two generations: what is asked for moves to the younger one, the older one is dropped whole.
    private struct Generations {
        private var young: [ArraySlice<UInt8>: Certificate] = [:]
        private var old: [ArraySlice<UInt8>: Certificate] = [:]

        mutating func certificate(_ encoding: ArraySlice<UInt8>) -> Certificate? {
            if let certificate = young[encoding] { return certificate }
            guard let certificate = old[encoding] else { return nil }
            keep(certificate)
            return certificate
        }

        mutating func keep(_ certificate: Certificate) {
            if young.count >= Self.capacity {
                old = young
                young = [:]
            }
            young[certificate.der[...]] = certificate
        }

        private static let capacity = 2_048
    }
}
