internal import Synchronization

/// Certificates by their encoding: files of one origin carry the same few again and again, and each is read once.
final class CertificateCache: Sendable {
    /// Few, so that what is dropped makes room: where every signer is another, fresh memory for each costs page faults.
    private let known = Mutex(GenerationalCache<Encoding, Certificate>(capacity: 256))

    /// The certificate of an encoding.
    func certificate(_ encoding: ArraySlice<UInt8>) throws(FormatError) -> Certificate {
        if let known = known.withLock({ $0.value(for: Encoding(octets: encoding)) }) { return known }
        let certificate = try Certificate(der: encoding)
        if encoding.count <= Self.sizeLimit {
            known.withLock { $0.keep(certificate, for: Encoding(octets: certificate.der[...])) }
        }
        return certificate
    }

    /// Octets of a certificate worth keeping; honest ones have two thousand.
    private static let sizeLimit = 16 << 10

    /// An encoding, hashed by its length and its end: a signature, which is as good as random.
    private struct Encoding: Hashable {
        let octets: ArraySlice<UInt8>

        func hash(into hasher: inout Hasher) {
            hasher.combine(octets.count)
            hasher.combine(octets.suffix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) })
        }
    }
}
