import Foundation
import SandyqServer
import Testing

/// Forms, divided as they come.
@Suite struct MultipartTests {
    /// A part as the reader gave it.
    private struct Part: Hashable {
        var name: String
        var fileName: String?
        var data: [UInt8] = []
        var isWhole = false
    }

    private func parts(of body: [UInt8], boundary: String, cutAt cuts: [Int] = []) throws -> [Part] {
        var reader = MultipartReader(boundary: boundary)
        var parts: [Part] = []
        var start = 0
        for end in cuts.sorted() + [body.count] {
            try reader.read(body[start..<end]) { event in
                switch event {
                case .partBegins(let header): parts.append(Part(name: header.name, fileName: header.fileName))
                case .data(let octets): parts[parts.count - 1].data += octets
                case .partEnds: parts[parts.count - 1].isWhole = true
                }
            }
            start = end
        }
        try reader.finish()
        return parts
    }

    private func body(_ parts: [Part], boundary: String) -> [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            let fileName = part.fileName.map { "; filename=\"\($0)\"" } ?? ""
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(fileName)\r\n\r\n".utf8
            )
            body += part.data + Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    @Test(arguments: 0..<300) func whatIsPutInComesOutHoweverItIsCut(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let boundary = String(
            (0..<Int.random(in: 1...70, using: &random)).map { _ in "abXY09-'".randomElement(using: &random)! }
        )
        // Octets that look like delimiters as often as not, but for the boundary itself.
        let alphabet: [UInt8] = [0x0d, 0x0a, 0x2d] + Array(boundary.utf8).prefix(3) + [0, 0xff]
        let delimiter = Array("\r\n--\(boundary)".utf8)
        let parts = (0..<Int.random(in: 0...5, using: &random)).map { index in
            var data: [UInt8] = []
            repeat {
                data = (0..<Int.random(in: 0...400, using: &random)).map { _ in alphabet.randomElement(using: &random)!
                }
            } while (Array("\r\n".utf8) + data + delimiter).ranges(of: delimiter).count > 1
            return Part(
                name: "part\(index)",
                fileName: index.isMultiple(of: 2) ? "файл \(index).cms" : nil,
                data: data,
                isWhole: true
            )
        }
        let body = body(parts, boundary: boundary)
        let cuts = (0..<Int.random(in: 0...20, using: &random)).map { _ in
            Int.random(in: 0...body.count, using: &random)
        }
        #expect(try self.parts(of: body, boundary: boundary, cutAt: cuts) == parts)
        #expect(try self.parts(of: body, boundary: boundary, cutAt: Array(0...body.count)) == parts)
    }

    @Test(arguments: 0..<300) func aDamagedBodyIsRefusedOrReadButNeverWorse(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let part = Part(name: "file", fileName: "a.cms", data: Array(repeating: 7, count: 100), isWhole: true)
        var body = body([part, part], boundary: "edge")
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            case 1: body.removeLast(Int.random(in: 0..<body.count, using: &random))
            default: body.insert(contentsOf: "\r\n--edge".utf8, at: Int.random(in: 0...body.count, using: &random))
            }
            if body.isEmpty { break }
        }
        do {
            let read = try parts(of: body, boundary: "edge", cutAt: [body.count / 2])
            let total = read.reduce(0) { $0 + $1.data.count }
            #expect(read.allSatisfy(\.isWhole) && total <= body.count)
        } catch is MultipartReader.Malformed {}
    }

    @Test(arguments: [
        "", "--edge", "--edge\r\n", "x--edge--\r\n",
        "--edge\r\nContent-Disposition: form-data\r\n\r\n\r\n--edge--",
        "--edge\r\nContent-Disposition: attachment; name=a\r\n\r\n\r\n--edge--",
        "--edge\r\n\r\nno header\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b\r\n\r\n\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nAA==\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\ndata\r\n--edgeX\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\ndata without end",
        "--edge\r\nno colon\r\n\r\n\r\n--edge--",
    ])
    func aMalformedBodyIsRefused(body: String) {
        #expect(throws: MultipartReader.Malformed.self) { try parts(of: Array(body.utf8), boundary: "edge") }
    }

    @Test func boundsHold() {
        let header =
            "--e\r\nContent-Disposition: form-data; name=a\r\nX: \(String(repeating: "x", count: 9_000))\r\n\r\n"
        #expect(throws: MultipartReader.Malformed.self) { try parts(of: Array(header.utf8), boundary: "e") }
        let many = body((0..<65).map { _ in Part(name: "a") }, boundary: "e")
        #expect(throws: MultipartReader.Malformed.self) { try parts(of: many, boundary: "e") }
        let preamble = [UInt8](repeating: 0x20, count: 5_000)
        #expect(throws: MultipartReader.Malformed.self) { try parts(of: preamble, boundary: "e") }
    }

    @Test func preambleAndEpilogueAreNoPartOfIt() throws {
        let text =
            "preamble\r\n--edge \t\r\ncontent-disposition: FORM-DATA; name=a; filename=\"a\\\"b;c\\d\"\r\n\r\nx\r\n--edge--\r\n--edge\r\n"
        let parts = try parts(of: Array(text.utf8), boundary: "edge")
        #expect(parts == [Part(name: "a", fileName: "a\"b;c\\d", data: [0x78], isWhole: true)])
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; Boundary=\"a b\"; x=y", "a b"),
        ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
        ("multipart/form-data; boundary=\"a\u{0}\"", nil),
        ("multipart/form-data; boundary=" + String(repeating: "x", count: 71), nil),
    ])
    func theBoundaryIsRead(contentType: String, boundary: String?) {
        #expect(MultipartReader.boundary(in: contentType) == boundary)
    }
}

/// A generator whose numbers follow from its seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
