import Testing

/// A public key, a digest and a signature that belong together.
struct Vector: Sendable, CustomTestStringConvertible {
    let kind: String
    let source: String
    let group: String?
    /// `x || y`, little-endian.
    let point: [UInt8]
    let digest: [UInt8]
    let signature: [UInt8]

    var testDescription: String { "\(kind), \(source)" }

    init(_ kind: String, _ source: String, point: String, digest: String, signature: String, group: String? = nil) {
        (self.kind, self.source, self.group) = (kind, source, group)
        (self.point, self.digest) = ([UInt8](hex: point), [UInt8](hex: digest))
        self.signature = [UInt8](hex: signature)
    }

    func key() throws -> Key { try Key(kind: kind, group: group, point: point) }

    static let all = [
        Vector(
            "KZ-GOST-2015-512",
            "the national root certificate of 2022, https://pki.gov.kz/cert/root_gost_2022.cer",
            point: """
                2e4844618208761f17936701c4e74cb4e7ae1a64af921ceed268aeb71a49763678cb5d09fbb8be3dd24d2687a00380b26691
                7617074c13d439cf27a334fcc1e288a7de9f5ccdc6079487a572e25266382afbd33a2be55d3dd6930f1caf014a8ba446a073
                e3ba356d37324aa27db8d370207bd58cf9d67ca84e9520c0f49a6ed4
                """,
            digest: """
                f7e1e029d4dad297b4bff777b4006b3be08d7ab7c9b06db0192953ee57711fb4f4cacb3a57120ea239c72cb1a3c6eba51cd3
                bc7c27a34532701a7d4b72a2cc21
                """,
            signature: """
                352b84fc51c42ed783f604d3fb4d3eb2adf9582dfee698cc05e9dcd9f55a90376dfb7839ec982d95162cee136f520580926b
                785a05bd2c21a9ce02a95e48ebb7a5f4361b45cff3ceaacf780b0732064c71f7ed5822f1606ca441151b21f7a2b330cc6f68
                246f2e6dbe2722999da35a4cf63a7ec9dd96be48309864e07f84b3d5
                """
        ),
        Vector(
            "KZ-GOST-2015-512",
            "KalkanCrypt; github.com/fedor35/ncalayer-rs, tests/fixtures/test_gost512.vectors",
            point: """
                fa922af18959f9fc80840848b03ab13812397a02f2724ef31a6705e45149d1c43b95ec1937ba4c848abfd1c1356905afb98f
                948f07cc90c8001860dffff1c928041232ad0868ea9215710313ac845761cac2a0de1fe287f8c74b4d11ba107ba6c607575e
                a806c7d90151ddf90b65299409d9c9bc0a5f3ae3cb010a171eb5e545
                """,
            digest: """
                7d2b8e1c32c116aba0e4c14a021d459206b6174d201cddfed0b256da91729cf169199a9ff12d6026c29e6acabe19c4d19195
                4823f54fb7b2661b3b4b5cfe2179
                """,
            signature: """
                8d6c6a698664478e092159fb3570b0e93641b8eeb52e1735581099c8221c0d144415b08e27ebc77579ee65f70bd53f7932a7
                e9b885debd71e6be0e8018600364d47013472a66eebceeb1efc9d2309981b4fc1f5d45d7d8b0ab1490574cee5e38b9754913
                36c312db35b6cf666e695f6bba90806d1dda19726218554cad2f1666
                """
        ),
        Vector(
            "KZ-GOST-2004",
            "the national root certificate of 2020, published at pki.gov.kz",
            point: """
                ee2e062a17fabfd3debc9ea72da23b36dfee81a81268d468ce2450f01fd05b033518108ff2cb136c816bb90a8e1128438b54
                661b2a40989a8bb3017b54c7a60d
                """,
            digest: "0b48052e700668d422f061cbce78ee863ed1976bc08460c52a7afa61e7fdf931",
            signature: """
                f015eba75c741da65e38c9a035fd621318d35cfd1e209c7299a14fb581db4ff7b69e1712f9d4633ea8f4851611cc4d15991e
                6fba1cd482cef6d612e9312c12d1
                """
        ),
        Vector(
            "TUMAR-GOST-2004",
            "a certificate request made by TumarCSP in 2009: s and r big-endian",
            point: """
                ede92c64a279caf7a1f6a1a8476e3cb65c8727703f0e28715ff60d6015966ac7e09b1d87a55a36f09790a161cd46946aa198
                36aea6ab05bd9b1eece516379a70
                """,
            digest: "283d34eeb83b4c239ed84699e48b16670a2d1ef6ff138544dcc7feaf3157a5c6",
            signature: """
                60a5414aa44b56cee93fc1c58e11c5c966a8ec0a1628157b8939269b0c74f3ce64d933164866304e9eee3ff8b67d33f4c7c4
                39b7697efc534982fb0994756fc6
                """
        ),
        Vector(
            "TUMAR-GOST-2004",
            "the same, r and s little-endian",
            point: """
                ede92c64a279caf7a1f6a1a8476e3cb65c8727703f0e28715ff60d6015966ac7e09b1d87a55a36f09790a161cd46946aa198
                36aea6ab05bd9b1eece516379a70
                """,
            digest: "283d34eeb83b4c239ed84699e48b16670a2d1ef6ff138544dcc7feaf3157a5c6",
            signature: """
                c66f759409fb824953fc7e69b739c4c7f4337db6f83fee9e4e3066481633d964cef3740c9b2639897b1528160aeca866c9c5
                118ec5c13fe9ce564ba44a41a560
                """
        ),
        Vector(
            "KZ-GOST-2015-256",
            "a big-integer model in Python",
            point: """
                416d46139e791e87fc0ff4d0daaeeebe2b3f26d90611068dd7d202fe9ffeca7c6ac4531436d4c66420fed1d5543ae9d780a1
                a5f96d2195b66550dfb55a9f76df
                """,
            digest: "8ef6ab8d03261e4c097791c25b0b3eac3ce55eeaf9dccc64c78bc443db4f312f",
            signature: """
                d103b2cc0dd0427661b0ab1456f0bb9751a7aa6ab13e168d9b1658cb2840e709ba0b4d8ad23c37aed6d4fba72bd0df393a86
                e1cb290c4ffcd186d00b23c5b42b
                """
        ),
        Vector(
            "gost2012_512",
            "made by gost-engine 3.0.1 with -pkeyopt paramset:A",
            point: """
                f13b529c42674b90a28b47be7ab41af6fd89e06f8fe4d0f60aad1f9afb7993fb284a15b4a2f97447ea87c61de02e00f78abc
                f74b9acb1fdb74f781586a525d3f991258153dc1e4f546d4def3adda58cd97e28d0385c47371b5bd6a1dad6bc16205080d5c
                ef3808638966114b50ae9180e6745757be7909c61003c5d087faa6a4
                """,
            digest: """
                d5fe8637b9d16922928a9ef378907797fafe7605c7945f42e4fa4bafa04b4ec27d56f25767c7c13774f2fe3c0b74bdc92f9b
                56b5778fd32573206dd7fc40f28e
                """,
            signature: """
                3d3e204270f933b48273780c50714941a9e9d4d33108830e090e62cc8baad0adbd263e3fb1a974a339fd649cf46a7561ace0
                58749aad03e6ee47f3223ee75aeb1395c39cc234850f20eb4104bb658ce91913491668a40dd4273770f09acaf708a8ec9bf3
                e303e44873fee6db9029a62c4ea125e6b701a93afa4b7873875ddbcc
                """
        ),
        Vector(
            "gost2012_256",
            "made by gost-engine 3.0.1 with -pkeyopt paramset:TCA",
            point: """
                a5e7ef31a7505ad5fc93a9e446f7131008a3bdd72da80fc6bded0265717aa39f82a607915afefd0b07b6c48376418298fa69
                0a2d2ad83f5431849ab0f69c17e0
                """,
            digest: "72b3edb772e85909e64e1dad862c1cf51f99aeb0c73f82522ac37b26a0e65171",
            signature: """
                391fe94de4c0938669e4f038ab07666422e874b16f0a9e6cce55968fe0affd0f10f666ddf1a85e9c170f23dbf4dfa77385bf
                f882f4ae5244ad14fb0afc6169c7
                """
        ),
        Vector(
            "gost2012_256",
            "made by gost-engine 3.0.1 with -pkeyopt paramset:A",
            point: """
                cb0d496b6a8dfb067066305375f5b24b0ec92692d3687ee79f1ced5618521a775e3f95d8ce6624ed56c9b583462a3f20f3db
                5528ae6ffc3b8ad1c470e0a39663
                """,
            digest: "49fc1f44e94cc50b4006aad8ef867705f7e613abb826fccf80228cdbe0769c44",
            signature: """
                f601ec8cd2c9559bb2dd27d579465714cb7ea7f670d10592b24cae782f5673841e5bc207a9edd0ac1b0dee29dee0a5e675c7
                f8ed9932e34bd82aeaf81d08277f
                """,
            group: "id-GostR3410-2001-CryptoPro-A-ParamSet"
        ),
    ]
}

/// What signing without randomness gives: by a model in Python, with the HMAC-SHA-512 generator of RFC 6979.
struct Deterministic: Sendable, CustomTestStringConvertible {
    let kind: String
    let secret: String
    let point: String
    let digest: String
    let signature: String

    var testDescription: String { kind }

    static let all = [
        Deterministic(
            kind: "KZ-GOST-2015-512",
            secret: """
                fd39b4f98030d991eac8428130afea3c19115fa0da557662aedf13ab9b36fb9d0cfe440951bbf90f4e15c5a0fcbb0163518d
                decd87837a04e6a1d82b1dd1ce6f
                """,
            point: """
                ab8f86f91504dec6bfa3db07cbd4aa972695712ffebd0091f6a7a9299c417c6c9c3230b74475f82bd6f7df8c2201834b1ae8
                827a915242025d2d02a474be01ed9aaa375fc8026883cb59ace1680fa3eb44e192e701895297508ff0d9a5c9ad32f2cd1404
                bc3ac3bd0e1bfda0a78daba02282fe336298b2dea0bc9d4546855110
                """,
            digest: """
                f595767fe2dcc1b705ff027e644c123adebca6a1a30bbd5ce2d8964c170f0866d09b3f8705dcf242cfe9bbf066a320b19b58
                3cb411da4ccee03c7784acd0b778
                """,
            signature: """
                b03329f0051920f93d33acaa1cf88c02f01a0e08328ead6bc0e7a2c929797438c67e3aa95a78bf8ca4039b8c6870d511d8a5
                bc96ab90c7313a10b978bd7117e408cac2842598dac1dee76686a45551a0de41861d925a45bb1287dcaca9d79a91b60c87a3
                f8f2d6d885d2445e292af76ad5aa023857b9e9c79057a94f75889f5a
                """
        ),
        Deterministic(
            kind: "KZ-GOST-2004",
            secret: "2d0627e8778d6648b8e42a56f1fc30239d36cbddb3f96be30a55246490c9acc1",
            point: """
                b1c1dc0de6344d863d6ae82388208dfd947ce728269c322559dba607fa2884a276e1bc9fcbb6c1e32b21a3ed3627269d2bd0
                4951b19cd2388cd5d5774baf34a7
                """,
            digest: "4945cc84c2a165f04d45785ea2b9d99aed9e2eb1b730a7f662f6ba6f97653599",
            signature: """
                6a35109dbe2204f63b7927ee74a5bbf1f1b65e5df7417571e3ef4ff612203e17eb505d3005abf4d33a9d972a9edab74a2aa1
                142ac3fa383e04411e9a99df75ff
                """
        ),
        Deterministic(
            kind: "KZ-GOST-2015-256",
            secret: "d1a4690fefcbf9191b6923731a7fb8c1904a2958145e36755e87ea2f949b5b17",
            point: """
                416d46139e791e87fc0ff4d0daaeeebe2b3f26d90611068dd7d202fe9ffeca7c6ac4531436d4c66420fed1d5543ae9d780a1
                a5f96d2195b66550dfb55a9f76df
                """,
            digest: "8ef6ab8d03261e4c097791c25b0b3eac3ce55eeaf9dccc64c78bc443db4f312f",
            signature: """
                d103b2cc0dd0427661b0ab1456f0bb9751a7aa6ab13e168d9b1658cb2840e709ba0b4d8ad23c37aed6d4fba72bd0df393a86
                e1cb290c4ffcd186d00b23c5b42b
                """
        ),
    ]
}
