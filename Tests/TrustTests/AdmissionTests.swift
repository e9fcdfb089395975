import Foundation
import SandyqSignatures
import SandyqValidation
import Testing

@Suite struct AdmissionTests {
    private let root = TestCertificates.root
    private let authority = TestCertificates.authority

    private func pin(_ certificate: Certificate, _ environment: String, _ use: String) throws -> PinnedAuthority {
        let json = """
            {"name":"X","url":null,"sha256":"\(certificate.facts.fingerprint)","environment":"\(environment)","use":"\(use)"}
            """
        return try JSONDecoder().decode(PinnedAuthority.self, from: Data(json.utf8))
    }

    private func admission(
        _ certificate: Certificate,
        pins: [PinnedAuthority] = [],
        confirmed: Fingerprint? = nil,
        test: Bool = false
    ) -> Admission {
        Admission(of: certificate.facts, among: pins, confirmed: confirmed, allowsTest: test)
    }

    @Test func theListIsReadAndEveryPinInItIsOnce() {
        #expect(PinnedAuthority.all.count >= 20)
        #expect(Set(PinnedAuthority.all.map(\.sha256)).count == PinnedAuthority.all.count)
    }

    @Test func aRootOnTheListIsTrusted() throws {
        #expect(admission(root, pins: [try pin(root, "production", "anchor")]).role == .anchor)
    }

    @Test func anIntermediateOnTheListIsAHelper() throws {
        #expect(admission(authority, pins: [try pin(authority, "production", "intermediate")]).role == .helper)
    }

    @Test func anUnknownRootStaysOut() throws {
        #expect(admission(root).role == nil)
        #expect(admission(root, pins: [try pin(authority, "production", "anchor")]).role == nil)
        #expect(admission(root, confirmed: authority.facts.fingerprint).role == nil)
    }

    @Test func aPersonWhoTypedTheFingerprintIsBelieved() {
        #expect(admission(root, confirmed: root.facts.fingerprint).role == .anchor)
        #expect(admission(root, confirmed: root.facts.fingerprint).ground == .fingerprint)
    }

    @Test func whatIsNoRootIsNeverTrustedWhoeverSaysSo() {
        #expect(admission(authority).role == .helper)
        #expect(admission(authority, confirmed: authority.facts.fingerprint).role == .helper)
    }

    @Test func aTestAuthorityStaysOutUnlessAskedForByName() throws {
        let pins = [try pin(root, "test", "anchor")]
        #expect(admission(root, pins: pins).role == nil)
        #expect(admission(root, pins: pins, confirmed: root.facts.fingerprint).role == nil)
        #expect(admission(root, pins: pins, test: true).role == .anchor)
    }
}
