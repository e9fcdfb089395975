internal import SandyqContainers
internal import SandyqFiles
internal import SandyqLibXML
internal import SandyqValidation

/// What an entry beside the data objects turned out to be, by its content.
enum ContainerMember {
    case manifest(ContainerManifest)
    /// It is called a manifest, and cannot be read as one.
    case brokenManifest
    case message(SignedData)
    case token(TimestampToken)
    case record(EvidenceRecord)
    /// A document of XML signatures.
    case signatures(XMLDocument)
    /// It is called a signature, time-stamp or evidence record, and cannot be read as one.
    case unreadable(SignatureFormat, reason: String)
}

/// A member and the entry it stands in.
struct PlacedMember {
    let entry: ZIPEntry
    let member: ContainerMember
}

extension ContainerMember {
    /// Recognises an entry's content; nil when it is nothing that a container's signatures are made of.
    ///
    /// - Parameters:
    ///   - content: All of the entry.
    ///   - name: The entry's name, which says what ought to be there.
    ///   - limits: The bounds.
    /// - Returns: What it is.
    /// - Throws: The bound that was reached.
    static func recognise(
        _ content: [UInt8],
        named name: String,
        within limits: Limits
    ) throws(ReadingStop) -> ContainerMember? {
        let detected: FormatDetection.Outcome
        do throws(FileError) {
            detected = try FormatDetection(limits: limits).outcome(for: FileBytes(content))
        } catch { throw .file(error) }
        switch detected {
        case .signed(let parts, _):
            guard let part = parts.first, parts.count == 1 else {
                return unreadable(named: name, "more than one structure")
            }
            return structure(part, named: name, limits: limits)
        case .broken(_, .limit(let bound, let value)): throw .limit(bound, value)
        case .broken(let format, .malformed(let reason)): return .unreadable(format, reason: reason)
        default: return try document(content, named: name, limits: limits)
        }
    }

    private static func structure(_ part: FormatDetection.Part, named name: String, limits: Limits) -> ContainerMember {
        do throws(FormatError) {
            switch try SignedStructure(part) {
            case .message(let message): return .message(message)
            case .evidenceRecord(let record): return .record(record)
            case .tokens(let tokens):
                guard let token = tokens.first?.token, tokens.count == 1 else {
                    return .unreadable(.timestampToken, reason: "more than one time-stamp token")
                }
                return .token(token)
            }
        } catch {
            return .unreadable(part.kind.format, reason: error.reason)
        }
    }

    private static func document(
        _ content: [UInt8],
        named name: String,
        limits: Limits
    ) throws(ReadingStop) -> ContainerMember? {
        let document: XMLDocument
        do throws(ReadingStop) {
            document = try XMLSignatureReader.document(of: content[...], limits: limits)
        } catch {
            guard case .defect(.malformed(let reason)) = error else { throw error }
            return unreadable(named: name, reason)
        }
        do throws(FormatError) {
            if let manifest = try ContainerManifest(document) { return .manifest(manifest) }
            if let record = try EvidenceRecord(document) { return .record(record) }
        } catch {
            return unreadable(named: name, error.reason)
        }
        let signature = XMLNamespaces.signature
        if document.root?.withDescendants.contains(where: { $0.isNamed("Signature", in: signature) }) ?? false {
            return .signatures(document)
        }
        return unreadable(named: name, "no signature")
    }

    /// What an entry that is none of these ought to be by its name; nil when it need not be any.
    private static func unreadable(named name: String, _ reason: String) -> ContainerMember? {
        switch ContainerRole(of: name) {
        case .manifest: .brokenManifest
        case .signature: .unreadable(.cades, reason: reason)
        case .xmlSignatures: .unreadable(.xades, reason: reason)
        case .timestamp: .unreadable(.timestampToken, reason: reason)
        case .evidenceRecord: .unreadable(.evidenceRecord, reason: reason)
        case nil: nil
        }
    }
}

/// What an entry's name says it is (EN 319 162-1 clauses 4.3.3 and 4.4.3, OpenDocument 1.3 part 2 clause 3.4).
enum ContainerRole {
    case manifest
    case signature
    case xmlSignatures
    case timestamp
    case evidenceRecord

    /// Nil for all other names.
    init?(of name: String) {
        guard name.hasPrefix("META-INF/") else { return nil }
        let name = name.dropFirst("META-INF/".count).lowercased()
        if name.hasSuffix(".xml") {
            if name.hasPrefix("asic") || name == "ncamanifest.xml" {
                self = .manifest
            } else if name.contains("evidencerecord") {
                self = .evidenceRecord
            } else if name.contains("signatures") {
                self = .xmlSignatures
            } else {
                return nil
            }
        } else if name.hasSuffix(".tst") {
            self = .timestamp
        } else if name.hasSuffix(".ers") {
            self = .evidenceRecord
        } else if name.hasSuffix(".p7s") || name.hasSuffix(".p7m") || name.hasSuffix(".cms") {
            self = .signature
        } else {
            return nil
        }
    }
}
