public import SandyqValidation

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The moment at which every test asks.
let noon = Date(timeIntervalSince1970: 1_780_000_000)

/// A certificate made by hand: version 3, valid around noon, with nothing in it that a test did not ask for.
struct Sample {
    var subject: DistinguishedName
    var issuer: DistinguishedName
    /// Equal labels are equal keys; the subject's name when nil.
    var key: String?
    /// Tells certificates apart whose other labels are equal.
    var serialNumber = "1"
    var version = 3
    var years: ClosedRange<Double> = -1...1
    var defects: [CertificateFacts.Defect] = []
    /// The digest its issuer signed.
    var digest = DigestAlgorithm.sha256
    var extensions = CertificateExtensions()

    /// Names a certificate and its issuer.
    init(_ subject: DistinguishedName, by issuer: DistinguishedName) {
        self.subject = subject
        self.issuer = issuer
    }

    /// An authority's certificate.
    static func authority(
        _ subject: DistinguishedName,
        by issuer: DistinguishedName,
        _ change: (inout Sample) -> Void = { _ in }
    ) -> CertificateFacts {
        var sample = Sample(subject, by: issuer)
        sample.extensions.basicConstraints = .init(isAuthority: true, pathLength: nil)
        sample.extensions.keyUsage = [.keyCertSign, .cRLSign]
        change(&sample)
        return sample.facts
    }

    /// A person's certificate.
    static func person(
        _ subject: DistinguishedName,
        by issuer: DistinguishedName,
        _ change: (inout Sample) -> Void = { _ in }
    ) -> CertificateFacts {
        var sample = Sample(subject, by: issuer)
        change(&sample)
        return sample.facts
    }

    /// The facts a reader would have made.
    var facts: CertificateFacts {
        let keyLabel = key ?? subject.description
        let year = 365.25 * 86400
        return CertificateFacts(
            fingerprint: Fingerprint(label: "\(subject)|\(issuer)|\(keyLabel)|\(serialNumber)"),
            version: version,
            serialNumber: serialNumber,
            issuer: issuer,
            subject: subject,
            notBefore: noon.addingTimeInterval(years.lowerBound * year),
            notAfter: noon.addingTimeInterval(years.upperBound * year),
            key: PublicKeyFacts(
                algorithm: "1.2.840.113549.1.1.1",
                scheme: .rsa,
                curve: nil,
                bits: 2048,
                fingerprint: Fingerprint(label: keyLabel)
            ),
            signatureAlgorithm: SignatureAlgorithm(
                oid: "1.2.840.113549.1.1.11",
                scheme: .rsa,
                digest: digest,
                keyBits: nil
            ),
            extensions: extensions,
            defects: defects
        )
    }
}

extension DistinguishedName: ExpressibleByStringLiteral {
    /// Reads `C=KZ, O=Org, CN=Name`, most significant first; `+` joins attributes of one relative name.
    public init(stringLiteral text: String) {
        let types: [String: OID] = [
            "C": "2.5.4.6", "O": "2.5.4.10", "OU": "2.5.4.11", "CN": "2.5.4.3", "E": "1.2.840.113549.1.9.1",
        ]
        self.init(
            relativeNames: text.split(separator: ", ").map { relative in
                relative.split(separator: "+").map { attribute in
                    let parts = attribute.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    return Attribute(type: types[String(parts[0])] ?? "2.5.4.3", value: String(parts.last ?? ""))
                }
            }
        )
    }
}

extension Fingerprint {
    /// Stands in for the SHA-256 of what the label describes.
    init(label: String) {
        var bytes: [UInt8] = []
        for seed in 0..<4 as Range<UInt64> {
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
            for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for shift in 0..<8 as Range<UInt64> { bytes.append(UInt8(truncatingIfNeeded: hash >> (8 * shift))) }
        }
        guard let value = Fingerprint(bytes) else { preconditionFailure("32 bytes make a fingerprint") }
        self = value
    }
}

/// A path under the anchor `CN=Root`: one link for each certificate, from the anchor down to the leaf.
struct SamplePath {
    /// What one certificate says.
    struct Link {
        /// A name made from its place when nil; ignored when self-issued.
        var subject: DistinguishedName?
        var isSelfIssued = false
        var change: (inout Sample) -> Void = { _ in }

        /// A certificate that differs from its neighbours only in what `change` does.
        init(
            _ subject: DistinguishedName? = nil,
            isSelfIssued: Bool = false,
            _ change: @escaping (inout Sample) -> Void = { _ in }
        ) {
            self.subject = subject
            self.isSelfIssued = isSelfIssued
            self.change = change
        }
    }

    /// Leaf first, the anchor last.
    let certificates: [CertificateFacts]

    /// Makes a path; all but the last link are authorities.
    init(_ links: [Link]) {
        var certificates = [Sample.authority("CN=Root", by: "CN=Root")]
        for (place, link) in links.enumerated() {
            let issuer = certificates[0].subject
            let subject = link.isSelfIssued ? issuer : link.subject ?? DistinguishedName(stringLiteral: "CN=\(place)")
            let change: (inout Sample) -> Void = {
                $0.key = "key of \(place)"
                link.change(&$0)
            }
            certificates.insert(
                place == links.count - 1
                    ? Sample.person(subject, by: issuer, change) : Sample.authority(subject, by: issuer, change),
                at: 0
            )
        }
        self.certificates = certificates
    }

    /// Validates the path.
    func outcome(_ options: PathOptions = PathOptions()) -> PathOutcome {
        PathValidation.outcome(of: certificates, options: options)
    }

    /// The rule it breaks; nil when it holds.
    var breach: PathBreach? { outcome().failure?.breach }
}
