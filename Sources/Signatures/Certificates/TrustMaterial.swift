#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqValidation

/// Certificates, lists and responses in files as people have them: DER, PEM with several in a file, base64, PKCS#7
/// bundles, and folders of all these.
package struct TrustMaterial: Sendable {
    package private(set) var certificates: [Certificate] = []
    package private(set) var revocationLists: [RevocationList] = []
    package private(set) var ocspResponses: [OCSPResponse] = []
    /// Files of folders that hold nothing readable, with the reason.
    package private(set) var unreadable: [(path: String, reason: String)] = []

    /// Starts empty.
    package init() {}

    /// The certificates in a file; what else it holds is passed over.
    package static func certificates(in bytes: ArraySlice<UInt8>) throws(FormatError) -> [Certificate] {
        var material = TrustMaterial()
        try material.add(bytes)
        guard !material.certificates.isEmpty else { throw FormatError("no certificate in the file") }
        return material.certificates
    }

    /// Adds all that a file holds.
    ///
    /// - Throws: Why something in it cannot be read.
    package mutating func add(_ bytes: ArraySlice<UInt8>) throws(FormatError) {
        let encodings = Armor.encodings(in: bytes)
        guard !encodings.isEmpty else { throw FormatError("an empty file") }
        for encoding in encodings { try add(encoding: encoding) }
    }

    /// Adds what a file holds, or every file of a folder and its folders.
    ///
    /// - Throws: `FormatError` for a file that cannot be understood, the system's error for one that cannot be read. A
    ///   folder's files are only noted in `unreadable`.
    package mutating func add(path: String) throws {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            try add([UInt8](Data(contentsOf: URL(filePath: path)))[...])
            return
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: path).sorted() where !name.hasPrefix(".") {
            let inner = path + "/" + name
            do {
                try add(path: inner)
            } catch let error as FormatError {
                unreadable.append((inner, error.reason))
            } catch {
                unreadable.append((inner, "the file cannot be read"))
            }
        }
    }

    /// Reads one binary encoding; what follows it, as OpenSSL's trust settings or a line feed do, is passed over.
    private mutating func add(encoding: ArraySlice<UInt8>) throws(FormatError) {
        var cursor = ElementCursor(encoding)
        let element = try cursor.next("file", tag: 0x30)
        switch Kind(element.contents) {
        case .bundle: try addBundle(element.contents)
        case .certificate: certificates.append(try Certificate(der: element.encoding))
        case .revocationList: revocationLists.append(try RevocationList(der: element.encoding))
        case .ocspResponse: ocspResponses.append(try OCSPResponse(der: element.encoding))
        case nil: throw FormatError("neither certificate nor list nor response")
        }
    }

    /// The certificates and lists of a SignedData, whoever signed it (RFC 5652 clause 5.1).
    private mutating func addBundle(_ contents: ArraySlice<UInt8>) throws(FormatError) {
        let what = "bundle"
        var info = ElementCursor(contents)
        guard try OID(contents: info.next(what, tag: 0x06).contents, what) == "1.2.840.113549.1.7.2" else {
            throw FormatError("\(what): not signed data")
        }
        var wrapper = ElementCursor(try info.next(what, tag: 0xa0).contents)
        var signed = ElementCursor(try wrapper.next(what, tag: 0x30).contents)
        _ = try signed.next(what, tag: 0x02)
        _ = try signed.next(what, tag: 0x31)
        _ = try signed.next(what, tag: 0x30)
        var inside = ElementCursor(try signed.optional(what, tag: 0xa0)?.contents ?? [])
        while !inside.isAtEnd {
            let element = try inside.next(what)
            if element.tag == 0x30 { certificates.append(try Certificate(der: element.encoding)) }
        }
        var lists = ElementCursor(try signed.optional(what, tag: 0xa1)?.contents ?? [])
        while !lists.isAtEnd {
            let element = try lists.next(what)
            if element.tag == 0x30 { revocationLists.append(try RevocationList(der: element.encoding)) }
        }
    }

    /// What a SEQUENCE is, by the types of its first elements.
    private enum Kind {
        case bundle
        case certificate
        case revocationList
        case ocspResponse

        init?(_ contents: ArraySlice<UInt8>) {
            var outer = ElementCursor(contents)
            guard let first = try? outer.next("file") else { return nil }
            switch first.tag {
            case 0x06: self = .bundle
            case 0x0a: self = .ocspResponse
            case 0x30:
                guard let kind = Self.kind(ofSigned: first.contents) else { return nil }
                self = kind
            default: return nil
            }
        }

        private static func kind(ofSigned contents: ArraySlice<UInt8>) -> Kind? {
            var fields = ElementCursor(contents)
            _ = try? fields.optional("version", tag: 0xa0)
            if fields.nextTag == 0xa1 || fields.nextTag == 0xa2 { return .ocspResponse }
            _ = try? fields.optional("number", tag: 0x02)
            guard (try? fields.next("algorithm", tag: 0x30)) != nil, (try? fields.next("issuer", tag: 0x30)) != nil
            else { return nil }
            switch fields.nextTag {
            case 0x17, 0x18: return .revocationList
            case 0x30: return .certificate
            default: return nil
            }
        }
    }
}
