import SandyqSignatures
import SwiftASN1
import Testing

/// Elements are read as SwiftASN1 reads them: the same octets under the same tags, and the same encodings refused.
@Suite("Elements of an encoding")
struct ASN1PeerTests {
    @Test(
        "are those SwiftASN1 finds, damaged or not",
        arguments: ["cms/attached-rsa.cms", "cms/ber-attached-ec.cms", "pki/root-rsa.cer"]
    )
    func damaged(_ path: String) throws {
        let sound = Vectors.bytes(path)
        try #require(!sound.isEmpty)
        #expect(Self.outline(sound) != nil)
        var generator = SmallGenerator(state: 1)
        var read = 0
        for _ in 0..<4_000 {
            let bytes = Self.damaged(sound, using: &generator)
            let outline = Self.outline(bytes)
            #expect(outline == Self.peerOutline(bytes))
            if outline != nil { read += 1 }
        }
        #expect(read > 200)
    }

    @Test("have distinguished lengths where SwiftASN1's DER parser reads them")
    func lengths() {
        var generator = SmallGenerator(state: 2)
        let sound = Vectors.bytes("cms/attached-rsa.cms")
        for _ in 0..<4_000 {
            let bytes = Self.damaged(sound, using: &generator)
            guard let node = try? SandyqSignatures.ASN1Node(reading: bytes[...], "test") else { continue }
            #expect(node.hasDistinguishedLengths == ((try? SwiftASN1.DER.parse(bytes)) != nil))
        }
    }

    /// Flips bits, puts in octets that mean much in headers, and lengthens lengths.
    private static func damaged(_ sound: [UInt8], using generator: inout SmallGenerator) -> [UInt8] {
        var bytes = sound
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            // The beginning is made of headers.
            let place = Int.random(
                in: 0..<(Bool.random(using: &generator) ? min(64, bytes.count) : bytes.count),
                using: &generator
            )
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1:
                bytes[place] =
                    [0, 0x80, 0x81, 0x82, 0x88, 0x89, 0xff, 0x1f, 0x3f, 0x30, 0x24].randomElement(using: &generator)
                    ?? 0
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 3: bytes.remove(at: place)
            default:
                guard place + 4 < bytes.count, bytes[place] & 0x20 != 0, bytes[place + 1] == 0x82 else { continue }
                bytes[place + 1] = 0x83
                bytes.insert(0, at: place + 2)
            }
        }
        return bytes
    }

    /// Every element's tag, octets and contents, those inside it after it; nil when the encoding is refused.
    private static func outline(_ bytes: [UInt8]) -> [[Int]]? {
        guard let root = try? SandyqSignatures.ASN1Node(reading: bytes[...], "test") else { return nil }
        var lines: [[Int]] = []
        func describe(_ node: SandyqSignatures.ASN1Node) {
            let head = [
                Int(node.identifier.tagClass.rawValue), Int(node.identifier.tagNumber), node.isConstructed ? 1 : 0,
            ]
            lines.append(head + [node.encodedBytes.startIndex, node.encodedBytes.endIndex])
            if !node.isConstructed { lines.append(node.contents.map(Int.init)) }
            for child in node.children { describe(child) }
        }
        describe(root)
        return lines
    }

    private static func peerOutline(_ bytes: [UInt8]) -> [[Int]]? {
        guard let root = try? BER.parse(bytes) else { return nil }
        var lines: [[Int]] = []
        func describe(_ node: SwiftASN1.ASN1Node) {
            let group =
                switch node.identifier.tagClass {
                case .universal: 0
                case .application: 1
                case .contextSpecific: 2
                case .private: 3
                }
            var children: [SwiftASN1.ASN1Node] = []
            var contents: [Int]?
            switch node.content {
            case .primitive(let octets): contents = octets.map(Int.init)
            case .constructed(let nodes): children = Array(nodes)
            }
            let head = [group, Int(node.identifier.tagNumber), contents == nil ? 1 : 0]
            lines.append(head + [node.encodedBytes.startIndex, node.encodedBytes.endIndex])
            if let contents { lines.append(contents) }
            for child in children { describe(child) }
        }
        describe(root)
        return lines
    }
}
