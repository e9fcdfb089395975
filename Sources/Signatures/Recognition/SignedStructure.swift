internal import SandyqValidation

/// A signed structure, read but not verified.
enum SignedStructure {
    case message(SignedData)
    /// Tokens, each with the data it stamps where that comes with it.
    case tokens([(token: TimestampToken, stamped: [UInt8]?)])
    case evidenceRecord(EvidenceRecord)

    /// Reads what was recognised.
    init(_ part: FormatDetection.Part) throws(FormatError) {
        let node = try ASN1Node(reading: part.encoding, "signature")
        switch part.kind {
        case .signedData: self = try .init(SignedData(contentInfo: node), encoding: part.encoding)
        case .bareSignedData: self = try .init(SignedData(node), encoding: part.encoding)
        case .timestampResponse: self = .tokens([(try Self.token(inResponse: node), nil)])
        case .evidenceRecord: self = .evidenceRecord(try EvidenceRecord(node))
        case .timestampedData: self = .tokens(try Self.tokens(inTimestampedData: node))
        }
    }

    /// A time-stamp token is SignedData over a TSTInfo.
    private init(_ message: SignedData, encoding: ArraySlice<UInt8>) throws(FormatError) {
        guard message.contentType == .timestampInfo, message.content != nil else {
            self = .message(message)
            return
        }
        self = .tokens([(try TimestampToken(message, encoding: encoding), nil)])
    }

    /// TimeStampResp (RFC 3161 clause 2.4.2): only a granted one has a token to read.
    private static func token(inResponse node: ASN1Node) throws(FormatError) -> TimestampToken {
        var fields = try node.fields("TimeStampResp")
        var information = try fields.required("status").fields("PKIStatusInfo")
        let status = try information.required("status").smallInteger("PKIStatus")
        guard (0...1).contains(status) else { throw FormatError("TimeStampResp: refused with status \(status)") }
        let token = try TimestampToken(try fields.required("timeStampToken"))
        try fields.end()
        return token
    }

    /// TimeStampedData (RFC 5544 clause 2): the first token is over the data, each further one over the evidence before it.
    private static func tokens(
        inTimestampedData node: ASN1Node
    ) throws(FormatError) -> [(token: TimestampToken, stamped: [UInt8]?)] {
        let what = "TimeStampedData"
        var info = try node.fields("ContentInfo")
        _ = try info.required("contentType")
        var fields = try info.required("content").explicit(what).fields(what)
        guard try fields.required("version").smallInteger(what) == 1 else {
            throw FormatError("\(what): not version 1")
        }
        _ = fields.optional(.ia5String)
        let metadata = fields.optional(.sequence)
        let content = try fields.optional(.octetString).map { node throws(FormatError) in try node.octets(what) }
        let evidence = try fields.required("temporalEvidence")
        guard evidence.isTagged(0) else { throw FormatError("\(what): another evidence than time-stamps") }
        // MetaData begins with hashProtected, which says that its encoding is stamped before the data.
        let isProtected = try metadata?.children.first?.boolean("hashProtected") ?? false
        var stamped = content.map { (isProtected ? Array(metadata?.encodedBytes ?? []) : []) + $0 }
        var tokens: [(token: TimestampToken, stamped: [UInt8]?)] = []
        for element in evidence.children {
            var pair = try element.fields("TimeStampAndCRL")
            tokens.append((try TimestampToken(try pair.required("timeStamp")), stamped))
            stamped = Array(element.encodedBytes)
        }
        guard !tokens.isEmpty else { throw FormatError("\(what): no time-stamp") }
        return tokens
    }
}
