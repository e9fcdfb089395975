import COpenSSL
import Foundation
import SandyqSignatures
import SandyqValidation

/// Certificates and revocation data, held against what OpenSSL reads in the same bytes.
enum EvidenceTarget {
    static let certificate = Target(name: "certificate", maximumLength: 4_096, isEncoding: true) { input in
        guard let certificate = try? Certificate(der: input[...]) else { return }
        require(certificate.der == input, "a certificate's bytes change")
        _ = try? certificate.publicKey()
        _ = SignerIdentity(of: certificate.facts)
        checkStorable(certificate.facts)
        compare(certificate)
    }

    static let revocationList = Target(name: "crl", maximumLength: 8_192, isEncoding: true) { input in
        guard let list = try? RevocationList(der: input[...]) else { return }
        checkStorable(list.facts(origin: .given, signers: [], serialNumbers: []))
        compare(list)
    }

    static let ocspResponse = Target(name: "ocsp", maximumLength: 8_192, isEncoding: true) { input in
        guard let response = try? OCSPResponse(der: input[...]) else { return }
        require(response.der == input, "a response's bytes change")
        for certificate in response.certificates { _ = try? certificate.publicKey() }
        var evidence = Samples.evidence
        evidence.ocspResponses = [(response, .given)]
        var builder = DossierBuilder(evidence: evidence, ledger: IssuanceLedger(), limits: Limits())
        builder.add(certificates: response.certificates)
        checkStorable(builder.dossier(for: evidence.certificates.map(\.facts.fingerprint)))
    }

    /// Files of trust anchors and evidence in any clothing.
    static let material = Target(name: "material", maximumLength: 16_384, isEncoding: false) { input in
        let encodings = Armor.encodings(in: input[...])
        require(encodings.reduce(0) { $0 + $1.count } <= input.count, "more bytes come out than went in")
        var material = TrustMaterial()
        try? material.add(input[...])
    }

    /// Facts are stored: they must survive it.
    private static func checkStorable<Facts: Codable & Hashable>(_ facts: Facts) {
        guard let stored = try? JSONEncoder().encode(facts),
            let again = try? JSONDecoder().decode(Facts.self, from: stored)
        else { fatalError("facts cannot be stored") }
        require(again == facts, "facts change when they are stored")
    }

    private static func compare(_ certificate: Certificate) {
        defer { ERR_clear_error() }
        let other = certificate.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509(nil, &cursor, buffer.count)
        }
        guard let other else { return }
        defer { X509_free(other) }
        guard !certificate.facts.defects.contains(.notDER) else { return }
        require(
            contents(ofInteger: X509_get0_serialNumber(other)) == Array(certificate.serialOctets),
            "OpenSSL reads another serial number"
        )
        require(
            encoding { i2d_X509_NAME(X509_get_issuer_name(other), $0) } == Array(certificate.issuerName),
            "OpenSSL reads another issuer"
        )
        require(
            encoding { i2d_X509_NAME(X509_get_subject_name(other), $0) } == Array(certificate.subjectName),
            "OpenSSL reads another subject"
        )
    }

    private static func compare(_ list: RevocationList) {
        defer { ERR_clear_error() }
        let other = list.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509_CRL(nil, &cursor, buffer.count)
        }
        guard let other else { return }
        defer { X509_CRL_free(other) }
        let revoked = X509_CRL_get_REVOKED(other)
        let count = revoked == nil ? 0 : Int(OPENSSL_sk_num(revoked))
        require(count == list.entryCount, "OpenSSL reads \(count) entries, not \(list.entryCount)")
        for index in 0..<min(count, 32) {
            guard let entry = OPENSSL_sk_value(revoked, CInt(index)) else { continue }
            let serial = contents(ofInteger: X509_REVOKED_get0_serialNumber(OpaquePointer(entry)))
            require(!list.entries(for: [serial[...]]).isEmpty, "an entry that OpenSSL reads is not found")
        }
    }

    /// An INTEGER's octets, as few as there can be.
    private static func contents(ofInteger integer: UnsafePointer<ASN1_INTEGER>?) -> [UInt8] {
        let encoded = encoding { i2d_ASN1_INTEGER(integer, $0) }
        let header = encoded.count > 1 && encoded[1] >= 0x80 ? 2 + Int(encoded[1] & 0x7f) : 2
        return Array(Certificate.minimal(encoded.dropFirst(header)))
    }

    private static func encoding(
        by encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> CInt
    ) -> [UInt8] {
        var octets: UnsafeMutablePointer<UInt8>?
        let count = encode(&octets)
        guard count > 0, let octets else { return [] }
        defer { CRYPTO_free(octets, nil, 0) }
        return Array(UnsafeBufferPointer(start: octets, count: Int(count)))
    }
}
