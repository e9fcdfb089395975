internal import SandyqLibXML
internal import SandyqValidation

extension XMLSignatureReader {
    /// Parses a document that signatures may be in.
    ///
    /// - Throws: Why it is refused.
    static func document(of bytes: ArraySlice<UInt8>, limits: Limits) throws(ReadingStop) -> XMLDocument {
        do throws(XMLError) { return try XMLDocument(parsing: bytes, within: limits.xml) } catch {
            switch error {
            case .limit(let name, let bound): throw .limit("xml-\(name)", bound)
            case .unavailable: throw .limit("libxml2", 0)
            case .documentType: throw .defect(.malformed("the XML declares a document type, which is refused"))
            case .malformed(let reason), .expression(let reason): throw .defect(.malformed(reason))
            case .notCanonical: throw .defect(.malformed("the XML has no canonical form"))
            }
        }
    }

    /// Whether XML that cannot be parsed is recognisably signed: it names the vocabulary of signatures.
    static func isRecognisablySigned(_ bytes: [UInt8]) -> Bool {
        let name = Array(XMLNamespaces.signature.utf8)
        return [name, name.flatMap { [$0, 0] }].contains { bytes.contains(sequence: $0) }
    }
}

extension [UInt8] {
    /// Whether octets stand in a row somewhere.
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        guard let first = sequence.first, count >= sequence.count else { return false }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first), count - found >= sequence.count {
            if self[found..<found + sequence.count].elementsEqual(sequence) { return true }
            start = found + 1
        }
        return false
    }
}
