#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation
internal import SwiftASN1

/// The entries of a list, found by serial number (RFC 5280 clause 5.3).
///
/// One pass checks every entry's shape and notes where it stands. A hundred thousand entries then cost some
/// milliseconds and eight octets each; making values of them all would cost a hundred times that, for nothing.
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
        // An entry has 22 octets or more: serial number, time and their headers.
        offsets.reserveCapacity(contents.count / 32)
        var cursor = ElementCursor(contents)
        while !cursor.isAtEnd {
            let element = try cursor.next("revokedCertificates", tag: 0x30)
            offsets.append(UInt32(element.encoding.startIndex - contents.startIndex))
            let entry = try Entry(element.contents)
            if isIndirect, let name = Self.certificateIssuer(of: entry) { issuers.append((offsets.count - 1, name)) }
        }
        index()
    }

    /// Chains the entries by the hash of their serial numbers.
    private mutating func index() {
        guard !offsets.isEmpty else { return }
        slots = [UInt32](repeating: 0, count: 1 << (Int.bitWidth - offsets.count.leadingZeroBitCount))
        earlier = [UInt32](repeating: 0, count: offsets.count)
        for number in offsets.indices {
            guard let serialNumber = try? entry(number).serialNumber else { continue }
            let slot = slot(of: serialNumber)
            earlier[number] = slots[slot]
            slots[slot] = UInt32(number + 1)
        }
    }

    /// Swift's hash is seeded afresh in every process: nobody can make a list whose entries all fall into one slot.
    private func slot(of serialNumber: ArraySlice<UInt8>) -> Int {
        var hasher = Hasher()
        var word: UInt64 = 0
        for (place, octet) in serialNumber.enumerated() {
            word = word << 8 | UInt64(octet)
            if place % 8 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        return hasher.finalize() & (slots.count - 1)
    }

    private func entry(_ number: Int) throws(FormatError) -> Entry {
        var cursor = ElementCursor(contents[(contents.startIndex + Int(offsets[number]))...])
        return try Entry(cursor.next("revokedCertificates", tag: 0x30).contents)
    }

    /// The entries for these serial numbers, in list order.
    func entries(for serialNumbers: some Sequence<ArraySlice<UInt8>>) -> [RevocationListFacts.Entry] {
        guard !offsets.isEmpty else { return [] }
        var numbers: Set<Int> = []
        for serialNumber in serialNumbers {
            var next = slots[slot(of: serialNumber)]
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

    /// An entry without certificateIssuer has that of the entry before it (clause 5.3.3).
    private func issuer(of number: Int) -> DistinguishedName? {
        var (low, high) = (0, issuers.count)
        while low < high {
            let middle = (low + high) / 2
            if issuers[middle].from <= number { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : issuers[low - 1].name
    }

    private static func certificateIssuer(of entry: Entry) -> DistinguishedName? {
        guard !entry.extensions.isEmpty,
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
