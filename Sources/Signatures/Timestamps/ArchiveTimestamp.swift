internal import SandyqOpenSSL
internal import SandyqValidation

/// An archive time-stamp and what it covers.
struct ArchiveTimestamp {
    let token: TimestampToken
    let held: AttributeToken
    let signer: SignerReading
    let message: SignedData
    let content: SignedContent
    let source: any ContentSource
    let limits: Limits

    /// Compares the imprint, by the form the attribute's type names.
    var finding: CMSReader.ImprintFinding {
        guard let digest = token.info.digest else { return .init(state: .unsupported) }
        switch held.type {
        case .archiveTimestampV3: return indexed(by: digest)
        case .archiveTimestampV2: return whole(by: digest)
        // The first form was never specified without contradiction; nobody makes it any more.
        default: return .init(state: .unsupported)
        }
    }

    /// Octets to digest at most: all that is covered, in the older form up to four times.
    var cost: Int {
        let carried =
            (message.certificateField?.encodedBytes.count ?? 0) + (message.revocationField?.encodedBytes.count ?? 0)
        let attributes = signer.info.unsignedAttributes.reduce(0) { $0 + $1.node.encodedBytes.count }
        guard held.type != .archiveTimestampV3 else { return carried + attributes }
        // Detached data is read anew; what a pass costs is not known, so that it is the number of passes that is bounded.
        let content = message.content.map { $0.reduce(0) { $0 + $1.count } } ?? 64 << 20
        return 4 * (carried + attributes + content)
    }

    // EN 319 122-1 clause 5.5.3: type and digest of the content, the SignerInfo but for its unsigned attributes, and an
    // index of digests of everything else.
    private func indexed(by digest: DigestAlgorithm) -> CMSReader.ImprintFinding {
        // Without an index nothing but the signature would be covered: clause 5.5.3 wants exactly one.
        let values = token.message.signers.first?.unsignedAttributes.filter { HashIndex.types.contains($0.type) } ?? []
        guard values.count == 1, let attribute = values.first, attribute.values.count == 1,
            let value = attribute.values.first,
            let index = try? HashIndex(value, type: attribute.type)
        else { return .init(state: .missing(tried: ["ats-hash-index"])) }
        guard let indexDigest = index.digest else { return .init(state: .unsupported) }
        guard let contentDigest = content.digests.digest(by: digest) else {
            return .init(state: content.digests.state(expecting: [], by: digest))
        }
        let contentType = message.encapsulated.children.first?.encodedBytes ?? []
        let pieces =
            [contentType, contentDigest[...]] + signer.info.coveredFields.map(\.encodedBytes) + [value.encodedBytes]
        let state = ContentDigests(of: pieces, name: "archive", by: [digest]).state(
            expecting: token.info.imprint,
            by: digest
        )
        guard state == .intact else { return .init(state: state) }
        let inventory = Inventory(
            message: message,
            signer: signer,
            held: held,
            digest: indexDigest,
            hashIndex: attribute.type
        )
        let (covered, dangling) = inventory.resolve(index)
        // Something the index names is not there any more: the time-stamp no longer covers this signature.
        guard dangling.isEmpty else { return .init(state: .missing(tried: dangling)) }
        return .init(state: .intact, covers: covered)
    }

    // TS 101 733 clause 6.4.1: the structure's own encodings one after the other.
    private func whole(by digest: DigestAlgorithm) -> CMSReader.ImprintFinding {
        let attributes = signer.info.unsignedAttributes
        let earlierByPlace = attributes.prefix(held.attributeIndex).map { $0 }
        let earlierByTime = attributes.enumerated().filter { !isLater($1, at: $0) }.map(\.element)
        let head = [message.encapsulated.encodedBytes]
        let tail =
            [message.certificateField, message.revocationField].compactMap { $0?.encodedBytes }
            + signer.info.coveredFields.map(\.encodedBytes)
        var actual: [UInt8]?
        for covered in [earlierByTime, earlierByPlace] {
            let encodings = covered.map(\.node.encodedBytes)
            // Software differs in whether the tag and length of the unsigned attributes are covered.
            for attributes in [encodings, [BEREncoding.element(0xa1, encodings.joined())[...]]] {
                guard let computed = self.digest(head: head, tail: tail + attributes, by: digest) else {
                    return .init(state: content.digests.state(expecting: [], by: digest))
                }
                if computed.elementsEqual(token.info.imprint) {
                    return .init(state: .intact, covers: Inventory.everything(in: message, and: covered))
                }
                actual = actual ?? computed
            }
        }
        return .init(state: .altered(expected: Array(token.info.imprint), actual: actual ?? []))
    }

    /// Whether an attribute was added after this time-stamp: this one itself, and archive time-stamps that are not older.
    private func isLater(_ attribute: Attribute, at index: Int) -> Bool {
        guard index != held.attributeIndex else { return true }
        let archives = signer.tokens.filter { $0.kind == .archive && $0.attributeIndex == index }
        return archives.contains { archive in
            guard case .success(let other) = archive.token else { return false }
            return other.info.time >= token.info.time
        }
    }

    /// Digests the structure's parts with detached content in between.
    private func digest(head: [ArraySlice<UInt8>], tail: [ArraySlice<UInt8>], by digest: DigestAlgorithm) -> [UInt8]? {
        if message.content != nil {
            return ContentDigests(of: head + tail, name: "archive", by: [digest]).digest(by: digest)
        }
        return source.digest(of: nil, by: digest, after: Array(head.joined()), before: Array(tail.joined()))
    }
}
