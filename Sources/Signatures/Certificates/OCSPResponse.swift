#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
internal import SandyqOpenSSL
public import SandyqValidation

/// An OCSP response (RFC 6960 clause 4.2), read once and shared.
public final class OCSPResponse: Sendable {
    /// The encoding, exactly as it came: an OCSPResponse, or a bare BasicOCSPResponse as CAdES embeds it.
    public let der: [UInt8]
    /// The SHA-256 of the encoding.
    public let fingerprint: Fingerprint
    /// Whether the responder answered at all.
    public let status: Status
    /// The answers and their signature; nil unless successful.
    package let basic: BasicOCSPResponse?

    /// OCSPResponseStatus (clause 4.2.1); raw values are the standard's.
    public enum Status: Int, Hashable, Sendable {
        case successful = 0
        case malformedRequest = 1
        case internalError = 2
        case tryLater = 3
        case signatureRequired = 5
        case unauthorized = 6
    }

    /// Reads one response and nothing after it.
    ///
    /// - Throws: Why it cannot be read. That the responder refused to answer is in `status`.
    public init(der: ArraySlice<UInt8>) throws(FormatError) {
        let bytes = [UInt8](der)
        let what = "OCSPResponse"
        let node = try ASN1Node(reading: bytes[...], what)
        guard let fingerprint = Fingerprint(MessageDigest.sha256(of: bytes[...])) else {
            throw FormatError("SHA-256 is not to be had")
        }
        self.der = bytes
        self.fingerprint = fingerprint
        var fields = try node.fields(what)
        guard let code = fields.optional(.enumerated) else {
            basic = try BasicOCSPResponse(node)
            status = .successful
            return
        }
        guard let status = Status(rawValue: try code.smallInteger(what, as: .enumerated)) else {
            throw FormatError("\(what): an unknown status")
        }
        self.status = status
        guard status == .successful else {
            basic = nil
            return
        }
        var wrapped = try fields.required("responseBytes").explicit(what).fields(what)
        try fields.end()
        guard try wrapped.required("responseType").oid(what) == "1.3.6.1.5.5.7.48.1.1" else {
            throw FormatError("\(what): an unknown response type")
        }
        let response = try wrapped.required("response").octets(what)
        basic = try BasicOCSPResponse(ASN1Node(reading: response, what))
    }

    /// The certificates that came with it.
    package var certificates: [Certificate] { basic?.certificates ?? [] }
}

/// BasicOCSPResponse (RFC 6960 clause 4.2.1).
package struct BasicOCSPResponse: Sendable {
    /// The signed part, with tag and length.
    package let signedPart: ArraySlice<UInt8>
    /// The signature value.
    package let signature: ArraySlice<UInt8>
    /// How the responder signed.
    package let signatureMethod: SignatureMethod
    /// Who answers.
    package let responder: Responder
    /// When the answer was signed.
    package let producedAt: Date
    /// The single responses.
    package let answers: [SingleOCSPResponse]
    /// The nonce of the request, which a responder gives back.
    package let nonce: [UInt8]?
    /// Clause 4.4.8.
    package let extendedRevoke: Bool
    /// Those among the certificates that can be read.
    package let certificates: [Certificate]

    /// ResponderID.
    package enum Responder: Hashable, Sendable {
        case name(DistinguishedName)
        /// SHA-1 of the key's BIT STRING.
        case keyHash([UInt8])
    }

    init(_ node: ASN1Node) throws(FormatError) {
        let what = "BasicOCSPResponse"
        var fields = try node.fields(what)
        let signed = try fields.required("tbsResponseData")
        signatureMethod = SignatureMethod(try AlgorithmIdentifier(fields.required("signatureAlgorithm"), what))
        signature = try fields.required("signature").wholeOctets(what)
        var certificates: [Certificate] = []
        if let tagged = fields.optional(tagged: 0) {
            for element in try tagged.explicit("certs").elements("certs") {
                if let certificate = try? Certificate(der: element.encodedBytes) { certificates.append(certificate) }
            }
        }
        self.certificates = certificates
        try fields.end()
        signedPart = signed.encodedBytes

        var data = try signed.fields("tbsResponseData")
        _ = data.optional(tagged: 0)
        responder = try Self.responder(data.required("responderID"))
        producedAt = try data.required("producedAt").time("producedAt")
        let single = try data.required("responses").elements("responses")
        let tagged = data.optional(tagged: 1)
        try data.end()
        let extensions = try tagged.map { node throws(FormatError) in
            try ResponseExtensions(node.explicit("responseExtensions"))
        }
        nonce = extensions?.nonce
        extendedRevoke = extensions?.extendedRevoke ?? false
        let isUnderstood = !(extensions?.hasUnknownCritical ?? false)
        var answers: [SingleOCSPResponse] = []
        for element in single where isUnderstood {
            let answer = try SingleOCSPResponse(element)
            if !answer.hasUnknownCritical { answers.append(answer) }
        }
        self.answers = answers
    }

    private static func responder(_ node: ASN1Node) throws(FormatError) -> Responder {
        let what = "responderID"
        return switch node.contextTag {
        case 1: .name(try DistinguishedName(node.explicit(what), what))
        case 2: .keyHash(Array(try node.explicit(what).octets(what)))
        default: throw FormatError("\(what): neither name nor key hash")
        }
    }
}

/// The extensions of a whole response (RFC 6960 clause 4.4); with an unknown critical one, nothing is answered.
private struct ResponseExtensions {
    private(set) var nonce: [UInt8]?
    private(set) var extendedRevoke = false
    private(set) var hasUnknownCritical = false

    init(_ node: ASN1Node) throws(FormatError) {
        for item in try ExtensionItem.list(node, "responseExtensions") {
            switch item.oid {
            case "1.3.6.1.5.5.7.48.1.2": nonce = (try? item.value().octets("nonce")).map(Array.init)
            case "1.3.6.1.5.5.7.48.1.9": extendedRevoke = true
            default: if item.isCritical { hasUnknownCritical = true }
            }
        }
    }
}

/// SingleResponse (RFC 6960 clause 4.2.1).
package struct SingleOCSPResponse: Sendable {
    /// Nil when the hash of CertID is unknown.
    package let hash: DigestAlgorithm?
    package let issuerNameHash: ArraySlice<UInt8>
    package let issuerKeyHash: ArraySlice<UInt8>
    /// Without padding.
    package let serialOctets: ArraySlice<UInt8>
    /// The serial number in hexadecimal, as facts have it.
    package var serialNumber: String { (try? ASN1Node.hexadecimalInteger(serialOctets, "serialNumber")) ?? "" }
    package let status: OCSPResponseFacts.Status
    package let thisUpdate: Date
    package let nextUpdate: Date?
    package private(set) var archiveCutoff: Date?
    /// Whether a critical extension is unknown: then the answer does not count.
    package private(set) var hasUnknownCritical = false

    init(_ node: ASN1Node) throws(FormatError) {
        let what = "SingleResponse"
        var fields = try node.fields(what)
        var identifier = try fields.required("certID").fields("certID")
        hash = DigestAlgorithm(oid: try AlgorithmIdentifier(identifier.required("hashAlgorithm"), what).oid)
        issuerNameHash = try identifier.required("issuerNameHash").octets(what)
        issuerKeyHash = try identifier.required("issuerKeyHash").octets(what)
        serialOctets = Certificate.minimal(try identifier.required("serialNumber").primitive(what, as: .integer))
        try identifier.end()
        status = try Self.status(fields.required("certStatus"))
        thisUpdate = try fields.required("thisUpdate").time("thisUpdate")
        nextUpdate = try fields.optional(tagged: 0)?.explicit("nextUpdate").time("nextUpdate")
        let tagged = fields.optional(tagged: 1)
        try fields.end()
        guard let tagged else { return }
        for item in try ExtensionItem.list(tagged.explicit(what), what) {
            if item.oid == "1.3.6.1.5.5.7.48.1.6" {
                archiveCutoff = try item.value().time("archiveCutoff")
            } else if item.isCritical {
                hasUnknownCritical = true
            }
        }
    }

    private static func status(_ node: ASN1Node) throws(FormatError) -> OCSPResponseFacts.Status {
        let what = "certStatus"
        switch node.contextTag {
        case 0: return .good
        case 1:
            var fields = try node.fields(what, as: .context(1))
            let time = try fields.required("revocationTime").time(what)
            let reason = try fields.optional(tagged: 0).map { tagged throws(FormatError) in
                RevocationReason(code: try tagged.explicit(what).smallInteger(what, as: .enumerated))
            }
            try fields.end()
            return .revoked(at: time, reason: reason)
        case 2: return .unknown
        default: throw FormatError("\(what): an unknown status")
        }
    }
}
