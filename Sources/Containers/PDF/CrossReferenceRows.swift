/// The rows of a cross-reference stream (ISO 32000-2 clause 7.5.8.3), in the order in which qpdf numbers them.
struct CrossReferenceRows {
    /// How many there are.
    let count: Int
    /// Objects that are in object streams, and the number of the stream that each is in.
    let compressed: [(number: Int, container: Int)]
    /// Where the other objects are.
    let offsets: [Int]

    /// Reads decoded rows; nil when qpdf cannot read them either.
    init?(_ data: [UInt8], widths: [Int], index: [Int]) {
        guard widths.count >= 3, widths.prefix(3).allSatisfy({ (0...8).contains($0) }), index.count >= 2,
            index.count.isMultiple(of: 2)
        else { return nil }
        let size = widths[0] + widths[1] + widths[2]
        guard size > 0 else { return nil }
        var compressed: [(number: Int, container: Int)] = []
        var offsets: [Int] = []
        var (section, offset, count) = (0, 0, 0)
        for row in stride(from: 0, to: data.count - size + 1, by: size) where section < index.count {
            func field(_ start: Int, _ width: Int) -> Int {
                data[row + start..<row + start + width].reduce(0) { $0 << 8 | Int($1) }
            }
            let type = widths[0] == 0 ? 1 : field(0, widths[0])
            if type == 2 { compressed.append((index[section] &+ offset, field(widths[0], widths[1]))) }
            if type == 1 { offsets.append(field(widths[0], widths[1])) }
            count += 1
            offset += 1
            if offset >= index[section + 1] { (section, offset) = (section + 2, 0) }
        }
        (self.count, self.compressed, self.offsets) = (count, compressed, offsets)
    }

    /// Undoes what a PNG predictor did to rows (ISO 32000-2 clause 7.4.4.4, PNG clause 9); an unfinished row ends in zeros.
    static func unpredicted(_ data: [UInt8], columns: Int) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(data.count + columns)
        var above = [UInt8](repeating: 0, count: columns)
        for start in stride(from: 0, to: data.count, by: columns + 1) {
            var row = Array(data[start + 1..<max(start + 1, min(data.count, start + 1 + columns))])
            row += repeatElement(0, count: columns - row.count)
            for column in row.indices {
                let left = column > 0 ? row[column - 1] : 0
                switch data[start] {
                case 1: row[column] &+= left
                case 2: row[column] &+= above[column]
                case 3: row[column] &+= UInt8((Int(left) + Int(above[column])) / 2)
                case 4: row[column] &+= paeth(left, above[column], column > 0 ? above[column - 1] : 0)
                default: break
                }
            }
            rows += row
            above = row
        }
        return rows
    }

    private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let guess = Int(left) + Int(above) - Int(corner)
        let distances = [left, above, corner].map { abs(guess - Int($0)) }
        if distances[0] <= distances[1], distances[0] <= distances[2] { return left }
        return distances[1] <= distances[2] ? above : corner
    }
}
