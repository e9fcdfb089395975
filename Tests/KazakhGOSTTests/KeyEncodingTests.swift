import COpenSSL
import Testing

/// An element of DER, from its tag and the contents in pieces.
func der(_ tag: UInt8, _ contents: [UInt8]...) -> [UInt8] {
    let contents = Array(contents.joined())
    let length: [UInt8] = contents.count < 0x80 ? [UInt8(contents.count)] : [0x81, UInt8(contents.count)]
    return [tag] + length + contents
}

/// One kind of key as it should be encoded.
struct KeyForm: Sendable, CustomTestStringConvertible {
    let kind: String
    let group: String?
    let identifier: [UInt8]
    /// Contents of the parameters' object identifiers; nil where the parameters are NULL.
    let curve: [UInt8]?
    let digest: [UInt8]?
    let size: Int

    var testDescription: String { [kind, group].compactMap(\.self).joined(separator: ", ") }

    /// What stands before the point in TumarCSP's keys.
    static let blob = [UInt8](hex: "06020000 3aaa0000 00454331 00020000")

    /// From the contents of object identifiers, in hexadecimal.
    init(_ kind: String, _ group: String? = nil, size: Int, _ identifier: String, curve: String?, digest: String?) {
        (self.kind, self.group, self.size) = (kind, group, size)
        self.identifier = [UInt8](hex: identifier)
        (self.curve, self.digest) = (curve.map { [UInt8](hex: $0) }, digest.map { [UInt8](hex: $0) })
    }

    static let all = [
        KeyForm(
            "KZ-GOST-2015-512",
            size: 64,
            "2a830e030a01010202",
            curve: "2a830e030a0101020201",
            digest: "2a830e030a010303"
        ),
        KeyForm(
            "KZ-GOST-2015-256",
            size: 32,
            "2a830e030a01010201",
            curve: "2a830e030a0101020101",
            digest: "2a830e030a010302"
        ),
        KeyForm(
            "KZ-GOST-2004",
            size: 32,
            "2a830e030a01010101",
            curve: "2a830e030a0101010101",
            digest: "2a830e030a0103010100"
        ),
        KeyForm("TUMAR-GOST-2004", size: 32, "2b06010401b511010508", curve: nil, digest: nil),
        KeyForm(
            "gost2012_512",
            "id-tc26-gost-3410-12-512-paramSetA",
            size: 64,
            "2a85030701010102",
            curve: "2a8503070102010201",
            digest: nil
        ),
        KeyForm(
            "gost2012_256",
            "id-tc26-gost-3410-2012-256-paramSetA",
            size: 32,
            "2a85030701010101",
            curve: "2a8503070102010101",
            digest: nil
        ),
        KeyForm(
            "gost2012_256",
            "id-tc26-gost-3410-2012-256-paramSetB",
            size: 32,
            "2a85030701010101",
            curve: "2a8503070102010102",
            digest: nil
        ),
        KeyForm(
            "gost2012_256",
            "id-GostR3410-2001-CryptoPro-A-ParamSet",
            size: 32,
            "2a85030701010101",
            curve: "2a850302022301",
            digest: "2a85030701010202"
        ),
        KeyForm(
            "gost2012_256",
            "id-GostR3410-2001-CryptoPro-XchA-ParamSet",
            size: 32,
            "2a85030701010101",
            curve: "2a850302022400",
            digest: "2a85030701010202"
        ),
    ]

    var parameters: [UInt8] {
        guard let curve else { return der(0x05) }
        return der(0x30, der(0x06, curve), digest.map { der(0x06, $0) } ?? [])
    }

    var algorithm: [UInt8] { der(0x30, der(0x06, identifier), parameters) }

    func publicKey(_ point: [UInt8]) -> [UInt8] {
        der(0x30, algorithm, der(0x03, [0], curve == nil ? Self.blob + point : der(0x04, point)))
    }

    func privateKey(_ secret: [UInt8]) -> [UInt8] {
        let inner = kind.hasPrefix("gost2012") ? secret : der(0x04, secret)
        return der(0x30, der(0x02, [0]), algorithm, der(0x04, inner))
    }
}

@Suite("Key encodings")
struct KeyEncodingTests {
    @Test("A key is written as documented, and read back the same", arguments: KeyForm.all)
    func roundTrip(_ form: KeyForm) throws {
        let key = try Key(generating: form.kind, group: form.group)
        let (point, secret) = try (key.number("pub"), key.number("priv"))
        #expect(try key.publicEncoding == form.publicKey(point))
        #expect(try key.privateEncoding == form.privateKey(secret))
        let (publicKey, privateKey) = try (
            Key(publicKey: form.publicKey(point)), Key(privateKey: form.privateKey(secret))
        )
        for read in try [publicKey, privateKey, Key(directly: form.publicKey(point))] {
            #expect(read.isA(form.kind))
            #expect(read.equals(key))
            #expect(try read.publicEncoding == form.publicKey(point))
        }
        #expect(try privateKey.number("priv") == secret)
        #expect(throws: LibraryError.self) { try publicKey.signature(over: []) }
        #expect(try !Key(generating: form.kind, group: form.group).equals(key))
    }

    @Test(
        "Real keys are read and written unchanged",
        arguments: [
            // The national root certificates of 2022 and 2020, published at pki.gov.kz.
            (
                "KZ-GOST-2015-512",
                """
                3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a010303038184000481802e4844
                618208761f17936701c4e74cb4e7ae1a64af921ceed268aeb71a49763678cb5d09fbb8be3dd24d2687a00380b26691761707
                4c13d439cf27a334fcc1e288a7de9f5ccdc6079487a572e25266382afbd33a2be55d3dd6930f1caf014a8ba446a073e3ba35
                6d37324aa27db8d370207bd58cf9d67ca84e9520c0f49a6ed4
                """
            ),
            (
                "KZ-GOST-2004",
                """
                306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a01030101000343000440ee2e062a
                17fabfd3debc9ea72da23b36dfee81a81268d468ce2450f01fd05b033518108ff2cb136c816bb90a8e1128438b54661b2a40
                989a8bb3017b54c7a60d
                """
            ),
            // An information system's test certificate of 2023, from the national software development kit.
            (
                "TUMAR-GOST-2004",
                """
                3063300e060a2b06010401b5110105080500035100060200003aaa00000045433100020000d65334f0c58c8d74b17d4d0513
                ae6ccff49a302be6aa4bccb1b51db9b17832063ff55d9f6e60b3067690cec0d9676f87094e8bd5bd53b5e136c8797b61fdd5
                1c
                """
            ),
        ]
    )
    func real(_ kind: String, _ hex: String) throws {
        let bytes = [UInt8](hex: hex)
        for key in try [Key(publicKey: bytes), Key(directly: bytes)] {
            #expect(key.isA(kind))
            #expect(try key.publicEncoding == bytes)
        }
    }

    @Test("Nothing is left out of a public key, and no bit of it turned", arguments: KeyForm.all)
    func damaged(_ form: KeyForm) throws {
        let good = try form.publicKey(Key(generating: form.kind, group: form.group).number("pub"))
        for count in 0..<good.count {
            #expect(throws: LibraryError.self, "\(count) bytes") { try Key(publicKey: Array(good[..<count])) }
            #expect(throws: LibraryError.self, "\(count) bytes") { try Key(directly: Array(good[..<count])) }
        }
        for bit in 0..<8 * good.count {
            #expect(throws: LibraryError.self, "bit \(bit)") { try Key(publicKey: good.flippingBit(bit)) }
            #expect(throws: LibraryError.self, "bit \(bit)") { try Key(directly: good.flippingBit(bit)) }
        }
        #expect(throws: LibraryError.self) { try Key(publicKey: good + [0]) }
        #expect(throws: LibraryError.self) { try Key(directly: good + [0]) }
    }

    @Test("Parameters are checked, not assumed", arguments: KeyForm.all)
    func parameters(_ form: KeyForm) throws {
        let point = try Key(generating: form.kind, group: form.group).number("pub")
        let bits = der(0x03, [0], form.curve == nil ? KeyForm.blob + point : der(0x04, point))
        var wrong: [[UInt8]] = [[], der(0x30), der(0x06, [0x2a, 0x03]), der(0x30, der(0x06, [0x2a, 0x03]))]
        for other in KeyForm.all where other.kind != form.kind { wrong.append(other.parameters) }
        if let curve = form.curve, let digest = form.digest {
            wrong += [
                der(0x05), der(0x30, der(0x06, curve), der(0x06, digest), der(0x05)), der(0x30, der(0x06, digest)),
                der(0x30, der(0x06, digest), der(0x06, curve)), der(0x30, der(0x06, curve), der(0x05)),
                der(0x30, der(0x06, curve), der(0x06, [0x2a, 0x03])), form.parameters + der(0x05),
            ]
            if form.kind.hasPrefix("KZ") { wrong.append(der(0x30, der(0x06, curve))) }
        }
        for parameters in wrong {
            let key = der(0x30, der(0x30, der(0x06, form.identifier), parameters), bits)
            #expect(throws: LibraryError.self, "\(parameters.hex)") { try Key(publicKey: key) }
            #expect(throws: LibraryError.self, "\(parameters.hex)") { try Key(directly: key) }
        }
    }

    @Test(
        "A public key is a point of the curve, of coordinates below p, in the bytes it should have",
        arguments: KeyForm.all
    )
    func points(_ form: KeyForm) throws {
        let point = try Key(generating: form.kind, group: form.group).number("pub")
        let zero = [UInt8](repeating: 0, count: 2 * form.size)
        let ones = [UInt8](repeating: 0xff, count: 2 * form.size)
        let swapped = Array(point[form.size...] + point[..<form.size])
        for bad in [[], zero, ones, swapped, Array(point.dropLast()), point + [0], Array(point[..<form.size])] {
            #expect(throws: LibraryError.self, "\(bad.hex)") { try Key(publicKey: form.publicKey(bad)) }
            #expect(throws: LibraryError.self, "\(bad.hex)") { try Key(directly: form.publicKey(bad)) }
        }
        let unused = der(0x30, form.algorithm, der(0x03, [1], der(0x04, point)))
        let bare = der(0x30, form.algorithm, der(0x03, [0], point))
        let empty = der(0x30, form.algorithm, der(0x03))
        for bad in [unused, bare, empty] { #expect(throws: LibraryError.self) { try Key(publicKey: bad) } }
    }

    @Test("A coordinate that is another plus p is refused")
    func reducedCoordinate() throws {
        // The base point of RFC 7836 appendix A.1 has x = 3.
        let base = try Key(
            kind: "KZ-GOST-2015-512",
            secret: [1] + [UInt8](repeating: 0, count: 63)
        ).number("pub")
        #expect(Array(base[..<64]) == [3] + [UInt8](repeating: 0, count: 63))
        // 3 + p = 2^512 - 566.
        let raised = [0xca, 0xfd] + [UInt8](repeating: 0xff, count: 62) + base[64...]
        #expect(throws: LibraryError.self) { try Key(publicKey: KeyForm.all[0].publicKey(raised)) }
    }

    @Test(
        "Points of the curve outside the group of the base point do no harm and fail the full check",
        arguments: [
            // On curve tc26-256-A, which has four times as many points: of order 4q, 4 and 2, by a model in Python.
            "457c769f39d8644199c0e5bdbcfbc85b37ce91cbde1fc1b0ea6b44f130436dd7"
                + "69f30f8f5be37a1e8a12a016d0de353fbd22e277e6dc98a568dad0a9eefe2efa",
            "77592f8c11c5e7acc09d6af3d1805dbc5393c3955d5ab43875003505c6807f7f"
                + "caee715bcbb048f9bd26c0258a7de7ca0446b53ee7f0e255a0fe60f0ad7d8181",
            "aa4aa1e7dc7530a67ec42a195cfe448758d978d4444b978e15ff95f573fe0001"
                + "0000000000000000000000000000000000000000000000000000000000000000",
        ]
    )
    func otherOrders(_ point: String) throws {
        let key = try Key(kind: "KZ-GOST-2015-256", point: [UInt8](hex: point))
        let vector = try #require(Vector.all.first { $0.kind == "KZ-GOST-2015-256" })
        for _ in 0..<3 { #expect(try !key.verifies(vector.signature, digest: vector.digest)) }
        let context = unsafe try made(EVP_PKEY_CTX_new(key.pointer, nil))
        defer { unsafe EVP_PKEY_CTX_free(context) }
        #expect(unsafe EVP_PKEY_public_check(context) == 0)
        #expect(try vector.key().verifies(vector.signature, digest: vector.digest))
    }

    @Test("A private key is a number below q in one of two forms", arguments: KeyForm.all)
    func privateKeys(_ form: KeyForm) throws {
        let secret = try Key(generating: form.kind, group: form.group).number("priv")
        func info(_ inner: [UInt8], version: UInt8 = 0, more: [UInt8] = []) -> [UInt8] {
            der(0x30, der(0x02, [version]), form.algorithm, der(0x04, inner), more)
        }
        // RFC 5208 clause 5: attributes may follow.
        for good in [info(secret), info(der(0x04, secret)), info(secret, more: der(0xa0))] {
            #expect(try Key(privateKey: good).number("priv") == secret)
        }
        let zero = [UInt8](repeating: 0, count: form.size)
        let ones = [UInt8](repeating: 0xff, count: form.size)
        let bad = [
            info(zero), info(ones), info(der(0x04, zero)), info([]), info(der(0x04)), info(secret + [0]),
            info(Array(secret.dropLast())), info(der(0x04, secret + [0])), info(der(0x04, secret) + [0]),
            info(der(0x02, secret)), info(secret, version: 2), info(secret, more: [0]), info(secret, more: der(0x05)),
        ]
        for (index, bytes) in bad.enumerated() {
            #expect(throws: LibraryError.self, "\(index)") { try Key(privateKey: bytes) }
        }
    }

    @Test("Halves that do not belong together make no key")
    func halves() throws {
        let (one, two) = try (Key(generating: "KZ-GOST-2004"), Key(generating: "KZ-GOST-2004"))
        let (point, secret) = try (one.number("pub"), two.number("priv"))
        #expect(throws: LibraryError.self) { try Key(kind: "KZ-GOST-2004", point: point, secret: secret) }
        #expect(throws: LibraryError.self) { try Key(kind: "KZ-GOST-2004") }
        #expect(throws: LibraryError.self) { try Key(kind: "KZ-GOST-2004", group: "nonsense", point: point) }
        let whole = try Key(kind: "KZ-GOST-2004", point: two.number("pub"), secret: secret)
        #expect(whole.equals(two))
        #expect(try whole.isValid)
    }

    @Test("A private key goes through PEM and a password", arguments: KeyForm.all)
    func encrypted(_ form: KeyForm) throws {
        let key = try Key(generating: form.kind, group: form.group)
        var password = Array("pass".utf8CString)
        for isEncrypted in [false, true] {
            let bio = unsafe try made(BIO_new(BIO_s_mem()))
            defer { unsafe BIO_free(bio) }
            let cipher = unsafe isEncrypted ? EVP_aes_256_cbc() : nil
            unsafe try check(PEM_write_bio_PKCS8PrivateKey(bio, key.pointer, cipher, password, 4, nil, nil))
            let read = unsafe try made(PEM_read_bio_PrivateKey(bio, nil, nil, &password))
            defer { unsafe EVP_PKEY_free(read) }
            #expect(unsafe EVP_PKEY_eq(read, key.pointer) == 1)
        }
    }
}
