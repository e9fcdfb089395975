#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import SandyqSignatures

/// The one way records are written: keys sorted, no spaces, UTF-8, times in RFC 3339, absent values left out.
///
/// For the values records hold this is RFC 8785, so one record has one SHA-256 whoever writes it.
enum CanonicalJSON {
    static func bytes(of record: some Encodable) throws(VaultError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.roundedToMilliseconds.rfc3339)
        }
        do { return [UInt8](try encoder.encode(record)) } catch { throw .recordDamaged("\(error)") }
    }

    static func record<Record: Decodable>(_ type: Record.Type, from bytes: [UInt8]) throws(VaultError) -> Record {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
            guard let date = try? style.parse(text) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time of RFC 3339")
            }
            return date.roundedToMilliseconds
        }
        do { return try decoder.decode(type, from: Data(bytes)) } catch { throw .recordDamaged("\(error)") }
    }
}

extension Date {
    /// Records keep milliseconds.
    package var roundedToMilliseconds: Date {
        Date(timeIntervalSince1970: (timeIntervalSince1970 * 1_000).rounded() / 1_000)
    }
}
