#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqFiles
package import SandyqValidation

/// What a signature time-stamp asserts, read and not judged: whether it holds is in the report.
package struct StampedTime: Sendable {
    /// Lower-case hexadecimal.
    package let serialNumber: String
    package let time: Date
    package let policy: OID
    /// Nil when the algorithm is unknown to this build.
    package let digest: DigestAlgorithm?
    package let imprint: [UInt8]

    /// The first signature time-stamp (RFC 3161 appendix A) of each signer of a CMS file, in the order of its SignerInfos; nil
    /// for a signer without one that can be read.
    ///
    /// - Throws: What the system said when the file could not be read.
    package static func first(
        ofSignersIn file: FileBytes,
        limits: Limits = Limits()
    ) throws(FileError) -> [StampedTime?] {
        guard case .signed(let parts, _) = try FormatDetection(limits: limits).outcome(for: file) else { return [] }
        var times: [StampedTime?] = []
        for part in parts {
            guard case .message(let message) = try? SignedStructure(part) else { continue }
            times += message.signers.map(Self.init)
        }
        return times
    }

    private init?(_ signer: SignerInfo) {
        let attribute = signer.unsignedAttributes.first { $0.type == .signatureTimestamp }
        guard let value = attribute?.values.first, let info = try? TimestampToken(value).info else { return nil }
        serialNumber = info.serialNumber
        time = info.time
        policy = info.policy
        digest = info.digest
        imprint = Array(info.imprint)
    }
}
