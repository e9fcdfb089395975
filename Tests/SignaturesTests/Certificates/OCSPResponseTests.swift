#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation
import Testing

/// A response to be made.
struct ResponseDraft {
    var responder = DER.explicit(1, DER.name("Responder"))
    var answers: [[UInt8]] = []
    var extensions: [[UInt8]] = []
    var certificates: [[UInt8]] = []

    static let good = DER.implicit(0, [])
    static let unknown = DER.implicit(2, [])

    static func revoked(reason: UInt8? = nil) -> [UInt8] {
        DER.element(
            0xa1,
            DER.generalizedTime("20230101000000Z")
                + (reason.map { DER.explicit(0, DER.element(0x0a, [$0])) } ?? [])
        )
    }

    /// CertID over an issuer's name and key.
    static func identifier(
        _ serialNumber: [UInt8],
        name: [UInt8],
        key: [UInt8],
        digest: DigestAlgorithm = .sha1,
        oid: OID = "1.3.14.3.2.26"
    ) throws -> [UInt8] {
        DER.sequence(
            DER.sequence(DER.oid(oid), DER.null),
            DER.octets(try MessageDigest.of(name[...], by: digest.openSSLName)),
            DER.octets(try MessageDigest.of(key[...], by: digest.openSSLName)),
            serialNumber
        )
    }

    static func answer(_ identifier: [UInt8], _ status: [UInt8], _ extensions: [UInt8]...) -> [UInt8] {
        DER.sequence(
            identifier,
            status,
            DER.generalizedTime("20240101000000Z"),
            DER.explicit(0, DER.generalizedTime("20240102000000Z")),
            extensions.isEmpty ? [] : DER.explicit(1, DER.sequence(of: extensions))
        )
    }

    func basic(signedBy key: TestKey = TestKey(1)) -> [UInt8] {
        let data = DER.sequence(
            responder,
            DER.generalizedTime("20240101120000Z"),
            DER.sequence(of: answers),
            extensions.isEmpty ? [] : DER.explicit(1, DER.sequence(of: extensions))
        )
        return DER.sequence(
            data,
            TestKey.algorithm,
            DER.bits(key.signature(of: data)),
            certificates.isEmpty ? [] : DER.explicit(0, DER.sequence(of: certificates))
        )
    }

    static func wrapped(_ basic: [UInt8], status: UInt8 = 0) -> [UInt8] {
        DER.sequence(
            DER.element(0x0a, [status]),
            basic.isEmpty
                ? [] : DER.explicit(0, DER.sequence(DER.oid("1.3.6.1.5.5.7.48.1.1"), DER.octets(basic)))
        )
    }

    func response(signedBy key: TestKey = TestKey(1)) throws -> OCSPResponse {
        try OCSPResponse(der: Self.wrapped(basic(signedBy: key))[...])
    }
}

@Suite("OCSP responses")
struct OCSPResponseTests {
    private let identifier: [UInt8]

    init() throws { identifier = try ResponseDraft.identifier(DER.integer(5), name: [1], key: [2]) }

    @Test("A response is read in its wrapper and bare")
    func forms() throws {
        var draft = ResponseDraft()
        draft.answers = [ResponseDraft.answer(identifier, ResponseDraft.good)]
        for response in [try draft.response(), try OCSPResponse(der: draft.basic()[...])] {
            let basic = try #require(response.basic)
            #expect(response.status == .successful)
            #expect(basic.answers.map(\.status) == [.good])
            #expect(basic.answers[0].serialOctets == [5])
            #expect(basic.answers[0].hash == .sha1)
            #expect(basic.producedAt.timeIntervalSince1970 == 1_704_110_400)
            #expect(basic.answers[0].nextUpdate?.timeIntervalSince1970 == 1_704_153_600)
            #expect(basic.nonce == nil && !basic.extendedRevoke)
        }
    }

    @Test("Every status is read")
    func statuses() throws {
        var draft = ResponseDraft()
        draft.answers = [
            ResponseDraft.answer(identifier, ResponseDraft.revoked()),
            ResponseDraft.answer(identifier, ResponseDraft.revoked(reason: 1)),
            ResponseDraft.answer(identifier, ResponseDraft.unknown),
        ]
        let time = Date(timeIntervalSince1970: 1_672_531_200)
        #expect(
            try draft.response().basic?.answers.map(\.status) == [
                .revoked(at: time, reason: nil), .revoked(at: time, reason: .keyCompromise), .unknown,
            ]
        )
    }

    @Test(
        "A refusal is a value of its own",
        arguments: [
            (1, .malformedRequest), (2, .internalError), (3, .tryLater), (5, .signatureRequired), (6, .unauthorized),
        ] as [(UInt8, OCSPResponse.Status)]
    )
    func refusals(_ code: UInt8, _ expected: OCSPResponse.Status) throws {
        let response = try OCSPResponse(der: ResponseDraft.wrapped([], status: code)[...])
        #expect(response.status == expected)
        #expect(response.basic == nil)
    }

    @Test("An unknown status, a success without answer and an unknown type are refused")
    func malformed() {
        #expect(throws: FormatError.self) { try OCSPResponse(der: ResponseDraft.wrapped([], status: 4)[...]) }
        #expect(throws: FormatError.self) { try OCSPResponse(der: ResponseDraft.wrapped([])[...]) }
        let other = DER.sequence(
            DER.element(0x0a, [0]),
            DER.explicit(0, DER.sequence(DER.oid("1.2.3"), DER.octets(ResponseDraft().basic())))
        )
        #expect(throws: FormatError.self) { try OCSPResponse(der: other[...]) }
    }

    @Test("Nonce, extended-revoke and archive cutoff are read")
    func extensions() throws {
        var draft = ResponseDraft()
        draft.extensions = [
            DER.extension("1.3.6.1.5.5.7.48.1.2", DER.octets([7, 7])),
            DER.extension("1.3.6.1.5.5.7.48.1.9", critical: true, DER.null),
        ]
        draft.answers = [
            ResponseDraft.answer(
                identifier,
                ResponseDraft.good,
                DER.extension("1.3.6.1.5.5.7.48.1.6", DER.generalizedTime("20200101000000Z"))
            )
        ]
        let basic = try #require(try draft.response().basic)
        #expect(basic.nonce == [7, 7])
        #expect(basic.extendedRevoke)
        #expect(basic.answers[0].archiveCutoff?.timeIntervalSince1970 == 1_577_836_800)
    }

    @Test("Answers under unknown critical extensions do not count")
    func unknownCritical() throws {
        var draft = ResponseDraft()
        draft.answers = [
            ResponseDraft.answer(identifier, ResponseDraft.good, DER.extension("1.2.3", critical: true, DER.null)),
            ResponseDraft.answer(identifier, ResponseDraft.good),
        ]
        #expect(try draft.response().basic?.answers.count == 1)
        draft.extensions = [DER.extension("1.2.3", critical: true, DER.null)]
        #expect(try draft.response().basic?.answers.isEmpty == true)
    }

    @Test("No truncation and no changed octet does more than be refused")
    func hostile() throws {
        var draft = ResponseDraft()
        draft.answers = [ResponseDraft.answer(identifier, ResponseDraft.revoked(reason: 1))]
        draft.certificates = [CertificateDraft().encoded()]
        let encoding = ResponseDraft.wrapped(draft.basic())
        for count in encoding.indices {
            #expect(throws: FormatError.self) { try OCSPResponse(der: encoding.prefix(count)) }
        }
        for index in encoding.indices {
            for value: UInt8 in [0, 1, 0x30, 0x80, 0xff] {
                var changed = encoding
                changed[index] = value
                _ = try? OCSPResponse(der: changed[...])
            }
        }
    }
}
