#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqValidation

/// Writes DER for tests; what is written may be as wrong as a test wants it.
enum DER {
    typealias Bytes = [UInt8]

    static func element(_ tag: UInt8, _ contents: Bytes) -> Bytes {
        var length: Bytes = []
        if contents.count < 0x80 {
            length = [UInt8(contents.count)]
        } else {
            var rest = contents.count
            while rest > 0 {
                length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
                rest >>= 8
            }
            length.insert(0x80 | UInt8(length.count), at: 0)
        }
        return [tag] + length + contents
    }

    static func sequence(_ parts: Bytes...) -> Bytes { element(0x30, Array(parts.joined())) }
    static func sequence(of parts: [Bytes]) -> Bytes { element(0x30, Array(parts.joined())) }
    static func set(_ parts: Bytes...) -> Bytes { element(0x31, Array(parts.joined())) }
    static func octets(_ contents: Bytes) -> Bytes { element(0x04, contents) }
    static func bits(_ contents: Bytes, unused: UInt8 = 0) -> Bytes { element(0x03, [unused] + contents) }
    static func explicit(_ tag: UInt8, _ inner: Bytes) -> Bytes { element(0xa0 | tag, inner) }
    static func implicit(_ tag: UInt8, _ contents: Bytes) -> Bytes { element(0x80 | tag, contents) }
    static func utf8(_ text: String) -> Bytes { element(0x0c, Array(text.utf8)) }
    static func utcTime(_ text: String) -> Bytes { element(0x17, Array(text.utf8)) }
    static func generalizedTime(_ text: String) -> Bytes { element(0x18, Array(text.utf8)) }
    static func uri(_ text: String) -> Bytes { implicit(6, Array(text.utf8)) }

    static let null: Bytes = [5, 0]
    static let isTrue: Bytes = [1, 1, 0xff]

    static func integer(_ number: Int) -> Bytes {
        var octets = withBigEndian(number)
        while octets.count > 1, octets[0] == 0 && octets[1] < 0x80 || octets[0] == 0xff && octets[1] >= 0x80 {
            octets.removeFirst()
        }
        return element(0x02, octets)
    }

    private static func withBigEndian(_ number: Int) -> Bytes {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func oid(_ oid: OID) -> Bytes { element(0x06, oidContents(oid)) }

    static func oidContents(_ oid: OID) -> Bytes {
        let arcs = oid.rawValue.split(separator: ".").compactMap { UInt64($0) }
        guard arcs.count >= 2 else { return [] }
        return ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { arc -> Bytes in
            var octets: Bytes = [UInt8(arc & 0x7f)]
            var rest = arc >> 7
            while rest > 0 {
                octets.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
                rest >>= 7
            }
            return octets
        }
    }

    /// A name of common name alone.
    static func name(_ commonName: String) -> Bytes { sequence(set(sequence(oid("2.5.4.3"), utf8(commonName)))) }

    static func directoryName(_ commonName: String) -> Bytes { explicit(4, name(commonName)) }

    static func `extension`(_ id: OID, critical: Bool = false, _ value: Bytes) -> Bytes {
        sequence(oid(id), critical ? isTrue : [], octets(value))
    }
}
