#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// A checkpoint of the log with a time-stamp over it (RFC 3161): from that time on, the log began with these entries.
package struct StampRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.stamp/1"
    /// Entries it is about.
    package let size: Int
    /// The signed note, octet for octet as it is stamped.
    package let checkpoint: String
    /// The token, a ContentInfo in base64.
    package let token: String
    /// The time the token states.
    package let time: Date

    package init(size: Int, checkpoint: String, token: [UInt8], time: Date) {
        self.size = size
        self.checkpoint = checkpoint
        self.token = Data(token).base64EncodedString()
        self.time = time
    }

    /// The token in DER; empty when it is no base64.
    package var tokenOctets: [UInt8] { Data(base64Encoded: token).map { [UInt8]($0) } ?? [] }
}
