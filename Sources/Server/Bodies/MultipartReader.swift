/// Divides the body of a form (RFC 7578, RFC 2046 clause 5.1) as it comes, in pieces of any size, and keeps little of it.
package struct MultipartReader {
    /// What the body holds, in order.
    package enum Event: Hashable {
        case partBegins(FormPartHeader)
        case data(ArraySlice<UInt8>)
        case partEnds
    }

    /// Why a body is none; where, in English, without quoting content.
    package struct Malformed: Error, Hashable {
        let place: String
    }

    private enum State {
        case preamble
        case afterBoundary
        case header
        case data
        case epilogue
    }

    /// CR LF, two hyphens and the boundary (RFC 2046 clause 5.1.1).
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// A line break that is not there stands before the body, so that a boundary at its very beginning is one like any other.
    private var pending: [UInt8] = [0x0d, 0x0a]
    private var preambleCount = 0
    private var parts = 0

    private static let (mostPreamble, mostHeader, mostPadding, mostParts) = (4_096, 8_192, 64, 64)

    /// Takes the boundary, which RFC 2046 allows 70 characters.
    package init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    /// The boundary that a Content-Type names; nil when it names none that RFC 2046 allows.
    package static func boundary(in contentType: String) -> String? {
        guard let boundary = HeaderParameters(contentType).values["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.last != 0x20
        else { return nil }
        let marks = Set("'()+_,-./:=? ".utf8)
        let isAllowed = boundary.utf8.allSatisfy { marks.contains($0) || Self.isAlphanumeric($0) }
        return isAllowed ? boundary : nil
    }

    /// Takes the next piece and hands out what it completes.
    package mutating func read(_ piece: some Sequence<UInt8>, _ deliver: (Event) throws -> Void) throws {
        pending += piece
        while try step(deliver) {}
    }

    /// Checks that the body came to its end.
    package func finish() throws(Malformed) {
        guard case .epilogue = state else { throw Malformed(place: "no closing boundary") }
    }

    /// Goes one step on; false when more of the body is needed.
    private mutating func step(_ deliver: (Event) throws -> Void) throws -> Bool {
        switch state {
        case .preamble: return try skipPreamble()
        case .afterBoundary: return try readBoundaryEnd()
        case .header: return try readHeader(deliver)
        case .data: return try readData(deliver)
        case .epilogue:
            pending = []
            return false
        }
    }

    private mutating func skipPreamble() throws(Malformed) -> Bool {
        let found = Self.position(of: delimiter, in: pending)
        let skipped = found ?? max(0, pending.count - delimiter.count + 1)
        preambleCount += skipped
        guard preambleCount <= Self.mostPreamble else { throw Malformed(place: "no boundary at the beginning") }
        pending.removeFirst(skipped + (found == nil ? 0 : delimiter.count))
        if found != nil { state = .afterBoundary }
        return found != nil
    }

    /// Two hyphens end the body; anything but white space before the line's end makes it no boundary.
    private mutating func readBoundaryEnd() throws(Malformed) -> Bool {
        guard pending.count >= 2 else { return false }
        if pending[0] == 0x2d, pending[1] == 0x2d {
            state = .epilogue
            return true
        }
        let padding = pending.prefix { $0 == 0x20 || $0 == 0x09 }.count
        guard padding <= Self.mostPadding else { throw Malformed(place: "after a boundary") }
        guard pending.count >= padding + 2 else { return false }
        guard pending[padding] == 0x0d, pending[padding + 1] == 0x0a else { throw Malformed(place: "after a boundary") }
        parts += 1
        guard parts <= Self.mostParts else { throw Malformed(place: "more than \(Self.mostParts) parts") }
        // The line break stays: a header without fields is ended by it and one more.
        pending.removeFirst(padding)
        state = .header
        return true
    }

    private mutating func readHeader(_ deliver: (Event) throws -> Void) throws -> Bool {
        let end = Self.position(of: [0x0d, 0x0a, 0x0d, 0x0a], in: pending)
        guard end ?? pending.count <= Self.mostHeader else { throw Malformed(place: "the header of a part") }
        guard let end else { return false }
        let header = try FormPartHeader(pending[..<end])
        // The line break stays: data without octets is ended by it and a boundary.
        pending.removeFirst(end + 2)
        state = .data
        try deliver(.partBegins(header))
        isAtDataStart = true
        return true
    }

    /// Whether the line break before the data is still pending.
    private var isAtDataStart = false

    private mutating func readData(_ deliver: (Event) throws -> Void) throws -> Bool {
        let found = Self.position(of: delimiter, in: pending)
        let start = isAtDataStart ? 2 : 0
        let end = found ?? max(start, pending.count - delimiter.count + 1)
        if end > start {
            try deliver(.data(pending[start..<end]))
            pending.removeFirst(end)
            isAtDataStart = false
        }
        guard let found else { return false }
        pending.removeFirst(end > start ? delimiter.count : found + delimiter.count)
        isAtDataStart = false
        state = .afterBoundary
        try deliver(.partEnds)
        return true
    }

    /// Where a sequence that begins with CR begins first.
    static func position(of sequence: [UInt8], in bytes: [UInt8]) -> Int? {
        let (sequence, bytes) = (sequence.span, bytes.span)
        guard bytes.count >= sequence.count else { return nil }
        let last = bytes.count - sequence.count
        var start = 0
        while start <= last {
            if bytes[start] == 0x0d {
                var length = 1
                while length < sequence.count, bytes[start + length] == sequence[length] { length += 1 }
                if length == sequence.count { return start }
            }
            start += 1
        }
        return nil
    }

    private static func isAlphanumeric(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: false
        }
    }
}
