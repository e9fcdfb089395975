#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// The entries of a list, found by serial number (RFC 5280 clause 5.3).
///
/// One pass checks every entry's shape and notes where it stands. A hundred thousand entries then cost some
/// ten milliseconds and sixteen octets each; making values of them all would cost a hundred times that, for nothing.
struct RevocationEntries: Sendable {
    private let contents: ArraySlice<UInt8>
    private let isIndirect: Bool
    /// Where each entry stands, from the beginning of `contents`.
    private var offsets: [UInt32] = []
    /// For each slot the last entry in it plus one; zero for none.
    private var slots: [UInt32] = []
    /// For each entry the one before it in its slot plus one.
    private var earlier: [UInt32] = []
    /// Where an indirect list changes to another certificate issuer, in list order.
    private var issuers: [(from: Int, name: DistinguishedName)] = []

    var count: Int { offsets.count }

    init(_ contents: ArraySlice<UInt8>, isIndirect: Bool) throws(FormatError) {
        self.contents = contents
        self.isIndirect = isIndirect
        guard contents.count < UInt32.max else { throw FormatError("revokedCertificates: too long") }
        var hashes: [Int] = []
        // Most entries have 35 octets or more.
        offsets.reserveCapacity(contents.count / 35)
        hashes.reserveCapacity(contents.count / 35)
        let octets = contents.span
        var position = 0
        while position < octets.count {
            guard let entry = EntryBounds(octets, at: position) else {
                throw FormatError("revokedCertificates: entry \(offsets.count + 1) cannot be read")
            }
            if isIndirect, entry.hasExtensions, let name = certificateIssuer(at: position) {
                issuers.append((offsets.count, name))
            }
            offsets.append(UInt32(position))
            hashes.append(entry.hash)
            position = entry.end
        }
        index(hashes)
    }

    /// Chains the entries by the hash of their serial numbers.
    private mutating func index(_ hashes: [Int]) {
        guard !hashes.isEmpty else { return }
        slots = [UInt32](repeating: 0, count: 1 << (Int.bitWidth - hashes.count.leadingZeroBitCount))
        earlier = [UInt32](repeating: 0, count: hashes.count)
        for number in hashes.indices {
            let slot = hashes[number] & (slots.count - 1)
            earlier[number] = slots[slot]
            slots[slot] = UInt32(number + 1)
        }
    }

    private func entry(_ number: Int) throws(FormatError) -> Entry { try entry(at: Int(offsets[number])) }

    private func entry(at position: Int) throws(FormatError) -> Entry {
        var cursor = ElementCursor(contents[(contents.startIndex + position)...])
        return try Entry(cursor.next("revokedCertificates", tag: 0x30).contents)
    }

    /// The entries for these serial numbers, in list order.
    func entries(for serialNumbers: some Sequence<ArraySlice<UInt8>>) -> [RevocationListFacts.Entry] {
        guard !offsets.isEmpty else { return [] }
        var numbers: Set<Int> = []
        for serialNumber in serialNumbers {
            let hash = EntryBounds.hash(of: serialNumber.span, from: 0, to: serialNumber.count)
            var next = slots[hash & (slots.count - 1)]
            while next != 0 {
                let number = Int(next) - 1
                if let entry = try? entry(number), entry.serialNumber == serialNumber { numbers.insert(number) }
                next = earlier[number]
            }
        }
        return numbers.sorted().compactMap { number in
            (try? entry(number))?.facts(certificateIssuer: issuer(of: number), isIndirect: isIndirect)
        }
    }

    /// Every entry, in list order: made one at a time, since there may be very many.
    var all: some Sequence<RevocationListFacts.Entry> {
        offsets.indices.lazy.compactMap { number in
            (try? entry(number))?.facts(certificateIssuer: issuer(of: number), isIndirect: isIndirect)
        }
    }

    /// An entry without certificateIssuer has that of the entry before it (clause 5.3.3).
    private func issuer(of number: Int) -> DistinguishedName? {
        var (low, high) = (0, issuers.count)
        while low < high {
            let middle = (low + high) / 2
            if issuers[middle].from <= number { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : issuers[low - 1].name
    }

    private func certificateIssuer(at position: Int) -> DistinguishedName? {
        guard let entry = try? entry(at: position),
            let node = try? ASN1Node(reading: entry.extensions, "crlEntryExtensions"),
            let items = try? ExtensionItem.list(node, "crlEntryExtensions")
        else { return nil }
        for item in items where item.oid == "2.5.29.29" {
            return item.directoryName
        }
        return nil
    }
}

extension ExtensionItem {
    /// The directory name among the GeneralNames of certificateIssuer.
    fileprivate var directoryName: DistinguishedName? {
        guard let names = try? GeneralName.list(value(), "certificateIssuer") else { return nil }
        for case .directory(let name) in names { return name }
        return nil
    }
}

/// Where one entry ends, its shape checked without making anything for it.
private struct EntryBounds {
    let end: Int
    let hash: Int
    let hasExtensions: Bool

    /// Checks the entry at a position; nil when it is none (RFC 5280 clause 5.1.2.6).
    init?(_ octets: Span<UInt8>, at position: Int) {
        guard let entry = Self.element(octets, at: position, until: octets.count), entry.tag == 0x30,
            let number = Self.element(octets, at: entry.start, until: entry.end), number.tag == 0x02,
            let time = Self.element(octets, at: number.end, until: entry.end), time.tag == 0x17 || time.tag == 0x18,
            Date.read(octets.extracting(time.start..<time.end), yearDigits: time.tag == 0x17 ? 2 : 4) != nil,
            number.start < number.end
        else { return nil }
        hasExtensions = time.end < entry.end
        if hasExtensions {
            guard let extensions = Self.element(octets, at: time.end, until: entry.end), extensions.tag == 0x30,
                extensions.end == entry.end
            else { return nil }
        }
        end = entry.end
        hash = Self.hash(of: octets, from: number.start, to: number.end)
    }

    /// The hash of an INTEGER's contents, whatever its padding.
    ///
    /// Swift's hash is seeded afresh in every process: nobody can make a list whose entries all fall into one slot.
    static func hash(of octets: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var start = start
        while end - start > 1,
            octets[start] == 0 && octets[start + 1] < 0x80 || octets[start] == 0xff && octets[start + 1] >= 0x80
        {
            start += 1
        }
        var hasher = Hasher()
        var word: UInt64 = 0
        for index in start..<end {
            word = word << 8 | UInt64(octets[index])
            if (index - start) % 8 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        return hasher.finalize()
    }

    private static func element(
        _ octets: Span<UInt8>,
        at position: Int,
        until end: Int
    ) -> (tag: UInt8, start: Int, end: Int)? {
        guard end - position >= 2, octets[position] & 0x1f != 0x1f else { return nil }
        var start = position + 2
        var length = Int(octets[position + 1])
        if length >= 0x80 {
            let count = length & 0x7f
            guard (1...4).contains(count), end - start >= count else { return nil }
            length = 0
            for index in start..<start + count { length = length << 8 | Int(octets[index]) }
            start += count
        }
        return end - start >= length ? (octets[position], start, start + length) : nil
    }
}

/// One entry, taken apart but not read.
private struct Entry {
    let serialNumber: ArraySlice<UInt8>
    let revocationDate: Date
    /// crlEntryExtensions with tag and length; empty when absent.
    let extensions: ArraySlice<UInt8>

    init(_ contents: ArraySlice<UInt8>) throws(FormatError) {
        let what = "revokedCertificates"
        var fields = ElementCursor(contents)
        serialNumber = Certificate.minimal(try fields.next(what, tag: 0x02).contents)
        let time = try fields.next(what)
        guard !serialNumber.isEmpty, time.tag == 0x17 || time.tag == 0x18 else {
            throw FormatError("\(what): an entry without serial number or time")
        }
        revocationDate = try Date(timeDigits: time.contents, yearDigits: time.tag == 0x17 ? 2 : 4, what)
        extensions = try fields.optional(what, tag: 0x30)?.encoding ?? []
        guard fields.isAtEnd else { throw FormatError("\(what): an element too many") }
    }

    /// What the entry says; extensions that cannot be read count as critical and unknown.
    func facts(certificateIssuer: DistinguishedName?, isIndirect: Bool) -> RevocationListFacts.Entry? {
        guard let number = try? ASN1Node.hexadecimalInteger(serialNumber, "serialNumber") else { return nil }
        var reason: RevocationReason?
        var invalidityDate: Date?
        var unknown: [OID] = []
        if !extensions.isEmpty {
            do {
                let node = try ASN1Node(reading: extensions, "crlEntryExtensions")
                for item in try ExtensionItem.list(node, "crlEntryExtensions") {
                    switch item.oid {
                    case "2.5.29.21":
                        reason = (try? item.value().smallInteger("reasonCode", as: .enumerated))
                            .map(RevocationReason.init(code:))
                        if reason == nil { unknown.append(item.oid) }
                    case "2.5.29.24": invalidityDate = try? item.value().time("invalidityDate")
                    // Read beforehand, in list order; only an indirect list may have it.
                    case "2.5.29.29": if !isIndirect || item.directoryName == nil { unknown.append(item.oid) }
                    default: if item.isCritical { unknown.append(item.oid) }
                    }
                }
            } catch {
                unknown.append("2.5.29.21")
            }
        }
        return RevocationListFacts.Entry(
            serialNumber: number,
            revocationDate: revocationDate,
            reason: reason,
            invalidityDate: invalidityDate,
            certificateIssuer: certificateIssuer,
            unknownCritical: unknown
        )
    }
}

extension RevocationReason {
    /// CRLReason (RFC 5280 clause 5.3.1); a code it does not have says no more than that the certificate is revoked.
    init(code: Int) {
        self =
            switch code {
            case 1: .keyCompromise
            case 2: .cACompromise
            case 3: .affiliationChanged
            case 4: .superseded
            case 5: .cessationOfOperation
            case 6: .certificateHold
            case 8: .removeFromCRL
            case 9: .privilegeWithdrawn
            case 10: .aACompromise
            default: .unspecified
            }
    }
}
