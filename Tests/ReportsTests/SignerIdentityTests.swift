import SandyqValidation
import Testing

@Suite("The holder of a certificate")
struct SignerIdentityTests {
    @Test(
        "has a number whose control digit is right",
        arguments: ["000740000728", "761231300313", "377835337400", "625851781286", "790328921846"]
    )
    func right(number: String) {
        #expect(SignerIdentity.controlDigitHolds(number))
    }

    @Test(
        "or one whose control digit is not",
        arguments: [
            "123456789011", "123456789021", "000740000729", "", "00074000072", "0007400007280", "00074000072a",
            "٠٠٠٧٤٠٠٠٠٧٢٨",
        ]
    )
    func wrong(number: String) {
        #expect(!SignerIdentity.controlDigitHolds(number))
    }

    @Test("is named by the attributes of Kazakhstan's profile")
    func national() {
        let identity = SignerIdentity(of: Sample.certificate(Sample.person))
        #expect(identity.commonName == "ТЕСТОВ ТЕСТ")
        #expect(identity.surname == "ТЕСТОВ")
        #expect(identity.givenName == "ТЕСТОВИЧ")
        #expect(identity.iin == "123456789011")
        #expect(identity.bin == "123456789021")
        #expect(identity.organization == "АО \"ТЕСТ\"")
        #expect(identity.country == "KZ")
        #expect(identity.email == "info@example.kz")
        #expect(identity.roles == [.organization, .chiefExecutive])
        #expect(identity.keyUse == .sign)
        #expect(identity.policies == ["1.2.398.3.3.2.1"])
    }

    @Test("has its numbers wherever the subject carries them, the right attribute first, and only twelve digits")
    func numbers() {
        func identity(_ attributes: (OID, String)...) -> SignerIdentity {
            let names = attributes.map { [DistinguishedName.Attribute(type: $0.0, value: $0.1)] }
            return SignerIdentity(of: Sample.certificate(DistinguishedName(relativeNames: names)))
        }
        #expect(identity(("2.5.4.12", "IIN000740000728")).iin == "000740000728")
        #expect(identity(("2.5.4.3", "IIN761231300313"), ("2.5.4.5", "IIN000740000728")).iin == "000740000728")
        #expect(identity(("2.5.4.5", "BIN000740000728")).bin == "000740000728")
        #expect(identity(("2.5.4.5", "IIN00074000072")).iin == nil)
        #expect(identity(("2.5.4.5", "IIN0007400007281")).iin == nil)
        #expect(identity(("2.5.4.5", "IIN00074000072x")).iin == nil)
        #expect(identity(("2.5.4.5", "PNOKZ-000740000728")).iin == nil)
    }

    @Test("signs, logs in, or neither, by what the key is for")
    func keyUse() {
        func use(_ usage: CertificateExtensions.KeyUsage?, _ extended: [OID]? = nil) -> KeyUse {
            var extensions = CertificateExtensions()
            extensions.keyUsage = usage
            extensions.extendedKeyUsage = extended
            return KeyUse(of: extensions)
        }
        #expect(use([.digitalSignature, .nonRepudiation]) == .sign)
        #expect(use([.nonRepudiation]) == .sign)
        #expect(use([.nonRepudiation], ["1.3.6.1.5.5.7.3.2"]) == .sign)
        #expect(use([.digitalSignature, .keyEncipherment]) == .auth)
        #expect(use([.digitalSignature], ["1.3.6.1.5.5.7.3.2"]) == .auth)
        #expect(use([.digitalSignature]) == .other)
        #expect(use([.keyEncipherment]) == .other)
        #expect(use(nil) == .other)
    }
}
