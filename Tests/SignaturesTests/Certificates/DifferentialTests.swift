#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import COpenSSL
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation
import Testing

/// What other makers' files hold, found by looking into every file of the corpora kept outside the repository.
private struct CorpusMaterial {
    let certificates: [Certificate]
    let lists: [RevocationList]
    let responses: [OCSPResponse]

    static let folder = ProcessInfo.processInfo.environment["SANDYQ_CORPUS"]

    init() throws {
        let folder = try #require(Self.folder)
        var material = TrustMaterial()
        for path in ["kz/ca", "kz/certs", "kz/crl", "kz/ocsp", "eu/x509"] {
            try material.add(path: folder + "/" + path)
        }
        // NIST's path validation suite, as one JSON file.
        let suite = try JSONDecoder().decode(
            Suite.self,
            from: Data(contentsOf: URL(filePath: folder + "/eu/x509/pkits-dev.json"))
        )
        for text in (suite.certs ?? [:]).values.sorted() + (suite.crls ?? [:]).values.sorted() {
            if let bytes = Armor.base64(Array(text.utf8)[...]) { try? material.add(bytes) }
        }
        certificates = material.certificates
        lists = material.revocationLists
        responses = material.ocspResponses
    }

    private struct Suite: Decodable {
        let certs: [String: String]?
        let crls: [String: String]?
    }
}

/// OpenSSL's own reading, to be compared with ours; never the verdict.
private enum Peer {
    static func withCertificate<Result>(_ der: [UInt8], _ body: (OpaquePointer) -> Result) -> Result? {
        let parsed = unsafe der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_X509(nil, &cursor, buffer.count)
        }
        defer { ERR_clear_error() }
        guard let parsed = unsafe parsed else { return nil }
        defer { unsafe X509_free(parsed) }
        return unsafe body(parsed)
    }

    static func hexadecimal(_ number: UnsafePointer<ASN1_INTEGER>?) -> String {
        let big = unsafe ASN1_INTEGER_to_BN(number, nil)
        defer { unsafe BN_free(big) }
        guard let text = unsafe BN_bn2hex(big) else { return "" }
        defer { unsafe CRYPTO_free(text, nil, 0) }
        let digits = unsafe String(cString: text).lowercased()
        let isNegative = digits.hasPrefix("-")
        let plain = digits.drop { $0 == "-" || $0 == "0" }
        return plain.isEmpty ? "0" : (isNegative ? "-" : "") + plain
    }

    static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Double? {
        var (days, seconds) = (Int32(0), Int32(0))
        let epoch = unsafe ASN1_TIME_set(nil, 0)
        defer { unsafe ASN1_STRING_free(epoch) }
        guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return Double(days) * 86_400 + Double(seconds)
    }
}

@Suite(
    "Against OpenSSL's own reading",
    .enabled(if: CorpusMaterial.folder != nil, "SANDYQ_CORPUS does not name the folder of corpora")
)
struct DifferentialTests {
    private let material: CorpusMaterial

    init() throws { material = try CorpusMaterial() }

    @Test("Serial number, names, dates and extensions of every certificate agree")
    func certificates() throws {
        #expect(material.certificates.count > 100)
        for certificate in material.certificates {
            let facts = certificate.facts
            let name = Comment(rawValue: facts.subject.description)
            let agreed: Void? = unsafe Peer.withCertificate(certificate.der) { peer in
                #expect(unsafe Peer.hexadecimal(X509_get0_serialNumber(peer)) == facts.serialNumber, name)
                #expect(unsafe Peer.seconds(X509_get0_notBefore(peer)) == facts.notBefore.timeIntervalSince1970, name)
                #expect(unsafe Peer.seconds(X509_get0_notAfter(peer)) == facts.notAfter.timeIntervalSince1970, name)
                #expect(unsafe Int(X509_get_version(peer)) + 1 == facts.version, name)
                let subject = unsafe Self.encoding(of: X509_get_subject_name(peer))
                let issuer = unsafe Self.encoding(of: X509_get_issuer_name(peer))
                #expect(subject == Array(certificate.subjectName), name)
                #expect(issuer == Array(certificate.issuerName), name)
                unsafe Self.compareExtensions(of: peer, with: facts, name)
            }
            #expect(agreed != nil, "OpenSSL cannot read \(facts.subject)")
        }
    }

    private static func encoding(of name: OpaquePointer?) -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        guard unsafe X509_NAME_get0_der(name, &bytes, &count) == 1 else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func compareExtensions(of peer: OpaquePointer, with facts: CertificateFacts, _ name: Comment) {
        // OpenSSL answers nothing about extensions once it dislikes any of them.
        guard facts.defects.isEmpty, unsafe X509_get_extension_flags(peer) & UInt32(EXFLAG_INVALID) == 0 else { return }
        let usage = unsafe X509_get_key_usage(peer)
        if let ours = facts.extensions.keyUsage {
            // OpenSSL has the first bit of the first octet highest, and decipherOnly above them all.
            let low = UInt32(UInt8(truncatingIfNeeded: ours.rawValue).reversedBits)
            #expect(usage == low | (ours.contains(.decipherOnly) ? 0x8000 : 0), name)
        } else {
            #expect(usage == UInt32.max, name)
        }
        let basic = facts.extensions.basicConstraints
        #expect(unsafe X509_get_pathlen(peer) == (basic?.isAuthority == true ? basic?.pathLength ?? -1 : -1), name)
        let octets = unsafe X509_get0_subject_key_id(peer)
        let identifier = unsafe octets.map {
            unsafe Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data($0), count: Int(ASN1_STRING_length($0))))
        }
        #expect(identifier == facts.extensions.subjectKeyIdentifier, name)
    }

    @Test("Every certificate's, list's and response's signature agrees for every issuer at hand")
    func signatures() throws {
        var checked = 0
        for issuer in material.certificates {
            guard let key = try? issuer.publicKey() else { continue }
            for certificate in material.certificates where certificate.facts.issuer == issuer.facts.subject {
                let ours = certificate.signatureMethod.value(
                    of: certificate.signature,
                    over: certificate.signedPart,
                    by: key
                )
                let theirs = unsafe Peer.withCertificate(issuer.der) { issuer in
                    unsafe Peer.withCertificate(certificate.der) { certificate in
                        unsafe X509_verify(certificate, X509_get0_pubkey(issuer)) == 1
                    }
                }
                #expect((ours == .valid) == (theirs == true), "\(certificate.facts.subject)")
                checked += 1
            }
            for list in material.lists where list.issuer == issuer.facts.subject {
                let ours = list.signatureMethod.value(of: list.signature, over: list.signedPart, by: key)
                #expect((ours == .valid) == verifies(list, issuer), "\(list.issuer)")
                checked += 1
            }
        }
        #expect(checked > 200)
    }

    private func verifies(_ list: RevocationList, _ issuer: Certificate) -> Bool {
        let parsed = unsafe list.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return unsafe d2i_X509_CRL(nil, &cursor, buffer.count)
        }
        defer { unsafe X509_CRL_free(parsed) }
        return unsafe Peer.withCertificate(issuer.der) { issuer in
            unsafe X509_CRL_verify(parsed, X509_get0_pubkey(issuer)) == 1
        } ?? false
    }

    @Test("Every response's signature agrees")
    func responses() throws {
        #expect(!material.responses.isEmpty)
        for response in material.responses {
            guard let basic = response.basic else { continue }
            for certificate in basic.certificates {
                guard case .name(let name) = basic.responder, certificate.facts.subject == name else { continue }
                let ours = basic.signatureMethod.value(
                    of: basic.signature,
                    over: basic.signedPart,
                    by: try certificate.publicKey()
                )
                #expect((ours == .valid) == verifies(response), "\(name)")
            }
        }
    }

    private func verifies(_ response: OCSPResponse) -> Bool {
        let basic = unsafe response.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            guard let parsed = unsafe d2i_OCSP_RESPONSE(nil, &cursor, buffer.count) else {
                unsafe cursor = buffer.baseAddress
                return unsafe d2i_OCSP_BASICRESP(nil, &cursor, buffer.count)
            }
            defer { unsafe OCSP_RESPONSE_free(parsed) }
            return unsafe OCSP_response_get1_basic(parsed)
        }
        defer { unsafe OCSP_BASICRESP_free(basic) }
        let store = unsafe X509_STORE_new()
        defer { unsafe X509_STORE_free(store) }
        // OCSP_NOVERIFY: the signature alone, by the certificates that came with it.
        return unsafe OCSP_basic_verify(basic, nil, store, UInt(OCSP_NOVERIFY)) == 1
    }

    /// The two's complement of a hexadecimal number of one octet or of any that is not negative.
    private static func octets(of number: String) -> [UInt8]? {
        if number.hasPrefix("-") { return UInt8(number.dropFirst(), radix: 16).map { [0 &- $0] } }
        let octets = [UInt8](hexadecimal: number.count.isMultiple(of: 2) ? number : "0" + number)
        return octets.map { $0[0] < 0x80 ? $0 : [0] + $0 }
    }

    @Test("Every list's entries agree")
    func entries() throws {
        for list in material.lists {
            let parsed = unsafe list.der.withUnsafeBufferPointer { buffer in
                var cursor = buffer.baseAddress
                return unsafe d2i_X509_CRL(nil, &cursor, buffer.count)
            }
            defer { unsafe X509_CRL_free(parsed) }
            let stack = unsafe X509_CRL_get_REVOKED(parsed)
            let count = unsafe stack == nil ? 0 : Int(OPENSSL_sk_num(stack))
            #expect(list.entryCount == count)
            #expect(unsafe Peer.seconds(X509_CRL_get0_lastUpdate(parsed)) == list.thisUpdate.timeIntervalSince1970)
            for index in 0..<count {
                guard let revoked = unsafe OPENSSL_sk_value(stack, Int32(index)) else { continue }
                let entry = OpaquePointer(revoked)
                let number = unsafe Peer.hexadecimal(X509_REVOKED_get0_serialNumber(entry))
                let found = list.entries(for: [try #require(Self.octets(of: number))[...]])
                let date = unsafe Peer.seconds(X509_REVOKED_get0_revocationDate(entry))
                #expect(found.contains { $0.serialNumber == number && $0.revocationDate.timeIntervalSince1970 == date })
            }
        }
    }
}

extension UInt8 {
    fileprivate var reversedBits: UInt8 { (0..<8).reduce(0) { $0 << 1 | (self >> $1 & 1) } }
}
