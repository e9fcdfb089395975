#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// A time-stamp token: SignedData over a TSTInfo (RFC 3161 clause 2.4.2).
struct TimestampToken {
    let message: SignedData
    let info: TimestampInfo
    /// The ContentInfo.
    let encoding: ArraySlice<UInt8>

    /// Reads a ContentInfo.
    init(_ node: ASN1Node) throws(FormatError) {
        try self.init(try SignedData(contentInfo: node), encoding: node.encodedBytes)
    }

    /// Takes SignedData whose content is a TSTInfo and that one authority signed.
    init(_ message: SignedData, encoding: ArraySlice<UInt8>) throws(FormatError) {
        guard message.contentType == .timestampInfo else { throw FormatError("time-stamp token: not over a TSTInfo") }
        guard let content = message.content else { throw FormatError("time-stamp token: without its TSTInfo") }
        guard message.signers.count == 1 else { throw FormatError("time-stamp token: not signed by exactly one") }
        let octets = content.count == 1 ? content[0] : Array(content.joined())[...]
        self.message = message
        info = try TimestampInfo(try ASN1Node(reading: octets, "TSTInfo"))
        self.encoding = encoding
    }
}

/// What a time-stamping authority asserts (RFC 3161 clause 2.4.2).
struct TimestampInfo {
    let policy: OID
    /// Nil when the imprint's algorithm is unknown.
    let digest: DigestAlgorithm?
    let digestIdentifier: OID
    let imprint: ArraySlice<UInt8>
    /// Some authorities write negative numbers.
    let serialNumber: String
    let time: Date
    /// How far off the time may be, in seconds; nil when the authority does not say.
    let accuracy: Double?
    /// What the request asked to be repeated, as an encoded INTEGER; nil when there is none.
    let nonce: ArraySlice<UInt8>?

    /// Reads a TSTInfo; authority's name and extensions may be there and are not needed.
    init(_ node: ASN1Node) throws(FormatError) {
        var fields = try node.fields("TSTInfo")
        guard try fields.required("version").smallInteger("TSTInfo version") == 1 else {
            throw FormatError("TSTInfo: not version 1")
        }
        policy = try fields.required("policy").oid("TSTInfo policy")
        var imprint = try fields.required("messageImprint").fields("messageImprint")
        digestIdentifier = try AlgorithmIdentifier(try imprint.required("hashAlgorithm"), "hashAlgorithm").oid
        digest = DigestAlgorithm(oid: digestIdentifier)
        self.imprint = try imprint.required("hashedMessage").octets("hashedMessage")
        try imprint.end()
        serialNumber = try fields.required("serialNumber").integer("TSTInfo serialNumber")
        time = try fields.required("genTime").time("genTime")
        accuracy = try fields.optional(.sequence).map { node throws(FormatError) in try Self.seconds(node) }
        _ = fields.optional(.boolean)
        nonce = fields.optional(.integer)?.encodedBytes
        _ = fields.optional(tagged: 0)
        _ = fields.optional(tagged: 1)
        try fields.end()
    }

    /// Accuracy: seconds, thousandths and millionths.
    private static func seconds(_ node: ASN1Node) throws(FormatError) -> Double {
        var fields = try node.fields("accuracy")
        var total = 0.0
        if let seconds = fields.optional(.integer) { total += Double(try seconds.smallInteger("accuracy")) }
        if let millis = fields.optional(tagged: 0) {
            total += Double(try millis.smallInteger("accuracy", as: .context(0))) / 1_000
        }
        if let micros = fields.optional(tagged: 1) {
            total += Double(try micros.smallInteger("accuracy", as: .context(1))) / 1_000_000
        }
        return total
    }
}
