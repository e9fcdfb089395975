import Foundation
import SandyqOpenSSL
import Testing

@Suite struct SealTests {
    @Test func opensslVerifiesWhatTheSealSigned() throws {
        let folder = try TemporaryFolder()
        let pair = try SealKey.generate(name: "Test seal", serial: [1, 2, 3], from: 1_780_000_000, years: 10)
        let seal = try SealKey(key: pair.key, certificate: pair.certificate)
        let message = Array("{\"schema\":\"sandyq.receipt/1\"}\n".utf8)
        let signed = folder.path + "/receipt.cms"
        try Data(try seal.sign(message, at: 1_780_000_100)).write(to: URL(filePath: signed))
        let certificate = folder.path + "/seal.pem"
        try Data(pair.certificate).write(to: URL(filePath: certificate))
        let verify = [
            "openssl", "cms", "-verify", "-inform", "DER", "-in", signed, "-CAfile", certificate, "-purpose", "any",
            "-attime", "1780000200",
        ]
        let (status, output) = try Program.run(verify)
        #expect(status == 0)
        #expect(output == Data(message))
        var bytes = try Data(contentsOf: URL(filePath: signed))
        let place = try #require(bytes.range(of: Data("receipt/1".utf8))).lowerBound
        bytes[place] ^= 1
        try bytes.write(to: URL(filePath: signed))
        #expect(try Program.run(verify).status != 0)
    }

    @Test func aNoteKeySignsWhatItsPublicHalfVerifies() throws {
        // RFC 8032 clause 7.1, test 2.
        let seed = try #require([UInt8](hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
        let key = try NoteKey(seed: seed)
        #expect(key.publicKey == [UInt8](hex: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
        let signature = try key.sign([0x72])
        #expect(
            signature
                == [UInt8](
                    hex:
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
                )
        )
        #expect(NoteKey.verify(signature, over: [0x72], by: key.publicKey))
        #expect(!NoteKey.verify(signature, over: [0x73], by: key.publicKey))
        #expect(!NoteKey.verify([], over: [0x72], by: key.publicKey))
    }
}

extension [UInt8] {
    init?(hex text: String) {
        var octets: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let octet = UInt8(rest.prefix(2), radix: 16) else { return nil }
            octets.append(octet)
            rest = rest.dropFirst(2)
        }
        self = octets
    }
}
