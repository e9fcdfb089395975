import SandyqSignatures
import SandyqValidation
import Testing

@Suite("A CMS file somebody tampered with")
struct HostileTests {
    private static let files = ["attached-ec.cms", "detached-rsa.cms", "stamped-ec-by-ec.cms", "ber-attached-ec.cms"]

    @Test("never holds over other bytes than were signed, whichever bit is turned", arguments: files)
    func turnedBits(file: String) throws {
        let original = Vectors.bytes("cms/\(file)")
        let content = MemoryContent(bytes: Vectors.bytes("cms/content/act.txt"))
        let wanted = Vectors.facts(of: original, content: content)
        #expect(wanted.outcome == .holds)
        let signed = wanted.signatures.map(\.toBeSigned)
        var bytes = original
        for index in bytes.indices {
            // One bit of each octet, another one each time.
            bytes[index] ^= 1 << UInt8(index % 8)
            let facts = Vectors.facts(of: bytes, content: content)
            if facts.outcome == .holds, facts.signatures.count == signed.count {
                #expect(facts.signatures.map(\.toBeSigned) == signed, "octet \(index)")
                #expect(facts.signatures.map(\.signer.identifier) == wanted.signatures.map(\.signer.identifier))
            }
            bytes[index] = original[index]
        }
    }

    @Test("is malformed wherever it breaks off", arguments: files)
    func brokenOff(file: String) {
        let original = Vectors.bytes("cms/\(file)")
        for count in stride(from: 0, to: original.count, by: 7) {
            let facts = Vectors.facts(of: Array(original.prefix(count)))
            #expect(facts.signatures.isEmpty)
            #expect(count < 20 || facts.defect != nil, "\(count) octets")
        }
    }

    @Test(
        "is refused at every bound",
        arguments: [
            "signatures", "certificates", "depth", "signatureBytes", "signatureChecks", "timestamps", "archivedOctets",
        ]
    )
    func bounds(name: String) {
        var bytes = Vectors.bytes("cms/attached-ec.cms")
        var limits = Limits()
        switch name {
        case "signatures": limits.signatures = 0
        case "certificates": limits.certificates = 0
        case "signatureBytes": limits.signatureBytes = 100
        case "signatureChecks": limits.signatureChecks = 0
        case "timestamps", "archivedOctets":
            bytes = Vectors.bytes("cms/lta-ec.cms")
            if name == "timestamps" { limits.timestamps = 1 } else { limits.archivedOctets = 100 }
        default:
            var nested: [UInt8] = []
            for _ in 0..<60 { nested = [0x30, 0x80] + nested + [0, 0] }
            let head: [UInt8] = [0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]
            let facts = Vectors.facts(of: head + nested + [0, 0])
            #expect(facts.defect == .limit("depth", limits.depth))
            return
        }
        guard case .limit(let reached, _) = Vectors.facts(of: bytes, limits: limits).defect else {
            Issue.record("no bound was reached")
            return
        }
        #expect(reached == name)
    }

    @Test("is no signature when it is noise, and never a crash")
    func noise() {
        var generator = SmallGenerator(state: 42)
        let start = Vectors.bytes("cms/attached-ec.cms").prefix(64)
        for round in 0..<120 {
            var bytes = (0..<(round * 9)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Vectors.facts(of: bytes).signatures.isEmpty)
            bytes = start + bytes
            #expect(Vectors.facts(of: bytes).outcome == .unreadable)
        }
    }
}

/// A generator with the same numbers on every run (SplitMix64).
struct SmallGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}
