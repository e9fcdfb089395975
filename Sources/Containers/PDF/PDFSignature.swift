internal import SandyqFiles

/// A signature dictionary found in a file, and whether what it covers is a whole revision (ISO 32000-2 clause 12.8.1).
package struct PDFSignature {
    /// The field it was first found in.
    package let field: PDFSignatureField
    /// The signature dictionary.
    package let dictionary: [String: PDFObject]
    /// `SubFilter`: how it is encoded.
    package let encoding: String?
    /// What is wrong with its coverage; nil when it covers exactly a revision but its own Contents.
    package let defect: String?
    /// What it covers; nil with a defect.
    package let coverage: Coverage?
    /// Where it stands among the file's signatures.
    let order: Int

    /// What a signature covers.
    package struct Coverage {
        /// Before the signature's Contents.
        package let head: Range<Int>
        /// Behind the signature's Contents.
        package let tail: Range<Int>
        /// What stands between them, decoded.
        package let contents: [UInt8]
        /// The document as it was signed.
        package let revision: PDFDocument

        /// Where the signed revision ends.
        package var end: Int { tail.upperBound }
    }
}

extension PDFFile {
    /// Every signature of every revision, in the order in which they were made.
    ///
    /// A signature that a later revision has lost is found all the same.
    package func signatures() throws(PDFError) -> [PDFSignature] {
        var seen: Set<[PDFObject]> = []
        var signatures: [PDFSignature] = []
        for revision in revisions {
            for field in try revision.signatureFields(bounds: bounds) {
                guard let dictionary = field.value else { continue }
                let (range, contents) = revision.rangeAndContents(of: dictionary)
                guard seen.insert([.array(range), contents]).inserted else { continue }
                signatures.append(try signature(dictionary, in: field, of: revision, range: range, contents: contents))
            }
        }
        return signatures.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
            .map(\.element)
    }

    private func signature(
        _ dictionary: [String: PDFObject],
        in field: PDFSignatureField,
        of revision: PDFDocument,
        range: [PDFObject],
        contents: PDFObject
    ) throws(PDFError) -> PDFSignature {
        let encoding = revision.resolved(dictionary["SubFilter"]).name
        do throws(CoverageDefect) {
            // qpdf decrypts a Contents whose dictionary does not say that it is a signature's: then the octets left out decide.
            let isDecrypted = revision.isEncrypted && dictionary["Type"]?.name != "Sig"
            let coverage = try coverage(of: range, contents: contents, isDecrypted: isDecrypted)
            return PDFSignature(
                field: field,
                dictionary: dictionary,
                encoding: encoding,
                defect: nil,
                coverage: coverage,
                order: coverage.end
            )
        } catch {
            if let stop = error.stop { throw stop }
            return PDFSignature(
                field: field,
                dictionary: dictionary,
                encoding: encoding,
                defect: error.reason,
                coverage: nil,
                order: revision.end
            )
        }
    }

    /// Checks a ByteRange: all of one revision but the hexadecimal string that is the signature's Contents.
    private func coverage(
        of range: [PDFObject],
        contents: PDFObject,
        isDecrypted: Bool
    ) throws(CoverageDefect) -> PDFSignature.Coverage {
        let numbers = range.compactMap(\.integer)
        guard numbers.count == 4, range.count == 4, numbers.allSatisfy({ $0 >= 0 }) else {
            throw CoverageDefect("ByteRange is not two ranges")
        }
        guard numbers[0] == 0 else { throw CoverageDefect("ByteRange does not begin with the file") }
        let (end, isTooLarge) = numbers[2].addingReportingOverflow(numbers[3])
        guard numbers[1] < numbers[2], !isTooLarge, end <= octets.count else {
            throw CoverageDefect("ByteRange overlaps itself or reaches beyond the file")
        }
        let gap = numbers[1]..<numbers[2]
        guard gap.count <= bounds.contents else { throw CoverageDefect(.limit("pdfContents", bounds.contents)) }
        guard let decoded = octets.hexadecimalString(in: gap) else {
            throw CoverageDefect("ByteRange leaves out something else than one hexadecimal string")
        }
        guard contents.octets == decoded || isDecrypted else {
            throw CoverageDefect("what ByteRange leaves out is not the signature's Contents")
        }
        let revision: PDFDocument?
        do throws(PDFError) { revision = try self.revision(endingAt: end) } catch { throw CoverageDefect(error) }
        guard let revision else { throw CoverageDefect("ByteRange does not end where a revision ends") }
        let fields: [PDFSignatureField]
        do throws(PDFError) { fields = try revision.signatureFields(bounds: bounds) } catch {
            throw CoverageDefect(error)
        }
        let isThere = fields.contains { field in
            field.value.map { revision.rangeAndContents(of: $0) == (range, contents) } ?? false
        }
        guard isThere else { throw CoverageDefect("the revision that ByteRange covers does not hold the signature") }
        return PDFSignature.Coverage(
            head: 0..<gap.lowerBound,
            tail: gap.upperBound..<end,
            contents: decoded,
            revision: revision
        )
    }
}

/// Why a ByteRange does not do, or why nobody could tell.
private struct CoverageDefect: Error {
    let reason: String
    let stop: PDFError?

    init(_ reason: String) { (self.reason, stop) = (reason, nil) }

    init(_ stop: PDFError) { (reason, self.stop) = ("", stop) }
}

extension PDFDocument {
    /// What tells one signature from another.
    func rangeAndContents(of dictionary: [String: PDFObject]) -> ([PDFObject], PDFObject) {
        ((resolved(dictionary["ByteRange"]).elements ?? []).map { resolved($0) }, resolved(dictionary["Contents"]))
    }
}

extension PinnedOctets {
    /// The octets that a hexadecimal string stands for; nil when the range holds anything else, white space included.
    func hexadecimalString(in range: Range<Int>) -> [UInt8]? {
        guard range.count >= 2, range.count.isMultiple(of: 2), self[range.lowerBound] == UInt8(ascii: "<"),
            self[range.upperBound - 1] == UInt8(ascii: ">")
        else { return nil }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count / 2)
        for place in stride(from: range.lowerBound + 1, to: range.upperBound - 1, by: 2) {
            guard let high = Self.digit(self[place]), let low = Self.digit(self[place + 1]) else { return nil }
            decoded.append(high << 4 | low)
        }
        return decoded
    }

    private static func digit(_ octet: UInt8) -> UInt8? {
        switch octet {
        case 0x30...0x39: octet - 0x30
        case 0x41...0x46: octet - 0x37
        case 0x61...0x66: octet - 0x57
        default: nil
        }
    }
}
