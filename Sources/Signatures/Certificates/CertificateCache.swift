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
        private var young: [Encoding: Certificate] = [:]
        private var old: [Encoding: Certificate] = [:]

        mutating func certificate(_ encoding: ArraySlice<UInt8>) -> Certificate? {
            let key = Encoding(octets: encoding)
            if let certificate = young[key] { return certificate }
            guard let certificate = old[key] else { return nil }
            keep(certificate)
            return certificate
        }

        mutating func keep(_ certificate: Certificate) {
            if young.count >= Self.capacity {
                old = young
                young = [:]
            }
            young[Encoding(octets: certificate.der[...])] = certificate
        }

        private static let capacity = 2_048
    }

    /// An encoding, hashed by its length and its end: a signature, which is as good as random.
    private struct Encoding: Hashable {
        let octets: ArraySlice<UInt8>

        func hash(into hasher: inout Hasher) {
            hasher.combine(octets.count)
            hasher.combine(octets.suffix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
        }
    }
}
