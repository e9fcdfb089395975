import SandyqSignatures
import SandyqValidation
import Testing

@Suite("Containers from outside")
struct ContainerBoundTests {
    @Test(
        "end at the bound that they reach",
        arguments: [
            ("containerEntries", 3), ("containerNameOctets", 8), ("containerDirectory", 100),
            ("containerMember", 1_000),
            ("containerUnpackedOctets", 5_000), ("containerMembers", 2_000), ("references", 2),
        ]
    )
    func bounds(name: String, value: Int) {
        var limits = Limits()
        switch name {
        case "containerEntries": limits.containerEntries = value
        case "containerNameOctets": limits.containerNameOctets = value
        case "containerDirectory": limits.containerDirectory = value
        case "containerMember": limits.containerMember = value
        case "containerMembers": limits.containerMembers = value
        case "references": limits.references = value
        default: limits.containerUnpackedOctets = value
        }
        let facts = Vectors.facts(of: Vectors.bytes("asic/e-archived.asice"), limits: limits)
        #expect(facts.defect == .limit(name, value))
        #expect(facts.signatures.isEmpty)
    }

    @Test("are never good when they are cut, whatever is left of them")
    func cut() {
        let whole = Vectors.bytes("asic/e-cades.asice")
        for length in stride(from: 0, to: whole.count, by: 97) {
            let facts = Vectors.facts(of: Array(whole.prefix(length)))
            #expect(!facts.signatures.contains { $0.holds }, "cut to \(length)")
        }
    }

    @Test("are never good when an octet of what is signed is changed")
    func changed() throws {
        let whole = Vectors.bytes("asic/e-cades.asice")
        let before = Vectors.facts(of: whole)
        #expect(before.outcome == .holds)
        for place in stride(from: 0, to: whole.count, by: 61) {
            var octets = whole
            octets[place] ^= 1
            let facts = Vectors.facts(of: octets)
            // What changes no signed octet may leave everything as it was.
            guard facts.outcome == .holds else { continue }
            #expect(facts.signatures.map(\.toBeSigned) == before.signatures.map(\.toBeSigned), "octet \(place)")
            #expect(facts.signatures[0].references.map(\.name) == before.signatures[0].references.map(\.name))
        }
    }

    @Test("are recognised by content when their mimetype is missing or octets stand before them")
    func recognised() {
        #expect(Vectors.facts(of: Vectors.bytes("asic/s-without-mimetype.zip")).format == .asicS)
        #expect(Vectors.facts(of: Vectors.bytes("asic/z-octets-before.asice")).format == .asicE)
        #expect(Vectors.facts(of: Vectors.bytes("ncazip/good-rsa.zip")).format == .ncaZIP)
    }

    @Test("are no signatures when nothing in them is signed")
    func unsigned() throws {
        var octets: [UInt8] = [0x50, 0x4b, 5, 6]
        octets += [UInt8](repeating: 0, count: 18)
        let facts = Vectors.facts(of: octets)
        #expect(facts.format == .none && facts.defect == nil && facts.signatures.isEmpty)
    }
}

extension SignatureFacts {
    fileprivate var holds: Bool {
        signatureValue == .valid && !references.isEmpty && references.allSatisfy { $0.state == .intact }
    }
}
