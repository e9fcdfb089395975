#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqValidation
internal import SandyqVault

/// The bytes of documents, octet for octet as they were filed; a browser keeps them and never shows them.
struct ContentRoutes: Sendable {
    let room: VaultRoom

    func add(to router: Router<ServiceContext>) {
        router.get("/v1/documents/{document}/content") { try await content($0, $1) }
    }

    private func content(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let document = try context.identifier("document")
        let number = try Query(of: request, knowing: ["version"]).parsed("version", form: "a version's number") {
            Int($0)
        }
        let headers = request.headers
        let answer = try await room.run(for: request, context) { vault, asker -> (Response, ServedContent?) in
            let versions = try vault.index.versions(of: document)
            let wanted = number.map { number in versions.first { $0.manifest.version == number } } ?? versions.last
            let tag = wanted.map { "\"\($0.manifest.sha256)\"" }
            let condition = headers[.ifRange].map { $0 == tag } ?? true
            let range = condition ? headers[.range].flatMap { ByteRange($0, of: wanted?.manifest.size ?? 0) } : nil
            // The gate comes before any of this is told.
            let served = try vault.serve(document, version: number, range: range?.octets, to: asker)
            if let tag, let known = headers[.ifNoneMatch], Self.matches(known, tag) {
                return (Response(status: .notModified, headers: [.eTag: tag]), nil)
            }
            if range == .unsatisfiable { throw Problem.rangeUnsatisfiable(size: served.size) }
            return (Self.head(of: served, range: range), served)
        }
        guard let content = answer.1 else { return answer.0 }
        var response = answer.0
        let pool = room.pool
        response.body = ResponseBody(contentLength: content.count) { writer in
            while let octets = try await pool.run({ try content.next() }) {
                try await writer.write(ByteBuffer(bytes: octets))
            }
            try await writer.finish(nil)
        }
        return response
    }

    private static func matches(_ field: String, _ tag: String) -> Bool {
        let tags = field.split(separator: ",").map { part in
            let text = part.filter { !$0.isWhitespace }
            return text.hasPrefix("W/") ? String(text.dropFirst(2)) : text
        }
        return tags.contains("*") || tags.contains(tag)
    }

    private static func head(of content: ServedContent, range: ByteRange?) -> Response {
        let manifest = content.version.manifest
        var headers: HTTPFields = [
            .contentType: "application/octet-stream", .eTag: "\"\(manifest.sha256)\"", .acceptRanges: "bytes",
            .contentDisposition: ContentDisposition.attachment(named: manifest.fileName),
        ]
        if let digest = [UInt8](hexadecimal: manifest.sha256) {
            headers[.reprDigest] = "sha-256=:\(Data(digest).base64EncodedString()):"
        }
        guard case .octets(let range) = range else { return Response(status: .ok, headers: headers) }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(content.size)"
        return Response(status: .partialContent, headers: headers)
    }
}

/// The octets a request asks for (RFC 9110 clause 14.1.2); several ranges count as none, which the clause allows.
enum ByteRange: Hashable {
    case octets(Range<Int>)
    case unsatisfiable

    /// Reads a `Range` field; nil when it is none that is honoured.
    init?(_ field: String, of size: Int) {
        guard field.hasPrefix("bytes="), let dash = field.firstIndex(of: "-"), !field.contains(",") else { return nil }
        let first = field[field.index(field.startIndex, offsetBy: 6)..<dash]
        let last = field[field.index(after: dash)...]
        switch (Int(first), Int(last)) {
        case (let first?, let last?) where first <= last && first >= 0:
            self = first < size ? .octets(first..<min(size, last + 1)) : .unsatisfiable
        case (let first?, nil) where last.isEmpty && first >= 0:
            self = first < size ? .octets(first..<size) : .unsatisfiable
        case (nil, let count?) where first.isEmpty && count >= 0:
            self = count > 0 && size > 0 ? .octets(max(0, size - count)..<size) : .unsatisfiable
        default: return nil
        }
    }

    var octets: Range<Int>? { if case .octets(let range) = self { range } else { nil } }
}

/// What a browser is told of a file (RFC 6266): keep it, under this name.
enum ContentDisposition {
    /// The name in ASCII for old clients, and as it is (RFC 8187).
    static func attachment(named name: String) -> String {
        let plain = name.map { $0.isASCII && $0.isPlainInQuotes ? String($0) : "_" }.joined()
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded(name))"
    }

    /// Characters that stand for themselves (RFC 8187 clause 3.2.1).
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8)

    private static func encoded(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            if plain.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return text
    }
}

extension Character {
    fileprivate var isPlainInQuotes: Bool {
        guard let value = asciiValue else { return false }
        return value >= 0x20 && value < 0x7f && self != "\"" && self != "\\" && self != "/"
    }
}

extension Response {
    /// A small file that is kept, not shown.
    static func attachment(_ bytes: [UInt8], type: String, named name: String) -> Response {
        let headers: HTTPFields = [
            .contentType: type, .contentDisposition: ContentDisposition.attachment(named: name),
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
