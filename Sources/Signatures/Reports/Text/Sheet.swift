/// Knows the terminal: columns and colours.
struct Pen: Sendable {
    let colour: Bool
    let width: Int

    /// Paints text in the colour of a mark.
    func paint(_ text: String, _ mark: Account.Mark) -> String {
        let code =
            switch mark {
            case .good: "1;32"
            case .bad: "1;31"
            case .unknown, .warning: "1;33"
            case .none: "1"
            }
        return paint(text, code)
    }

    /// Paints text with a code of ECMA-48 SGR.
    func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
}

/// Lays out paragraphs, labelled rows and marked remarks in columns.
struct Sheet {
    let pen: Pen
    private(set) var text = ""
    private static let margin = 2
    private static let labelColumns = 14

    init(pen: Pen) { self.pen = pen }

    /// An empty line, never two.
    mutating func blank() {
        if !text.isEmpty && !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// The first line, `✔ CONFIRMED  act.pdf.cms`; a long name stands below.
    mutating func heading(_ mark: Account.Mark, _ word: String, _ subject: String) {
        let head = "\(mark.rawValue) \(word)"
        guard head.columns + 2 + subject.columns > pen.width else {
            text += "\(pen.paint(head, mark))  \(pen.paint(subject, "1"))\n"
            return
        }
        text += pen.paint(head, mark) + "\n"
        for line in subject.wrapped(to: pen.width - Self.margin) {
            text += spaces(Self.margin) + pen.paint(line, "1") + "\n"
        }
    }

    /// A first line without verdict.
    mutating func title(_ words: String) {
        for line in words.wrapped(to: pen.width) { text += pen.paint(line, "1") + "\n" }
    }

    /// The first line about one of several: `  ✔ Signature S-1: CONFIRMED`.
    mutating func subheading(_ mark: Account.Mark, _ title: String, _ word: String) {
        for line in "\(mark.rawValue) \(title): \(word)".wrapped(to: pen.width - Self.margin) {
            text += spaces(Self.margin) + pen.paint(line, mark) + "\n"
        }
    }

    mutating func paragraph(_ words: String) {
        for line in words.wrapped(to: pen.width - Self.margin) { text += spaces(Self.margin) + line + "\n" }
    }

    /// Labels at the left, their lines beside them.
    mutating func rows(_ rows: [Account.Row], faint: Bool = false) {
        let indent = Self.margin + Self.labelColumns
        for row in rows {
            var label = row.label
            for line in row.lines.flatMap({ $0.wrapped(to: pen.width - indent) }) {
                let gap = spaces(max(1, Self.labelColumns - label.columns))
                text += spaces(Self.margin) + pen.paint(label, "2") + gap + (faint ? pen.paint(line, "2") : line) + "\n"
                label = ""
            }
        }
    }

    /// Labels above their lines: for labels of any length.
    mutating func stacked(_ rows: [Account.Row]) {
        for row in rows {
            item(.none, row.label)
            for line in row.lines.flatMap({ $0.wrapped(to: pen.width - Self.margin - 4) }) {
                text += spaces(Self.margin + 4) + pen.paint(line, "2") + "\n"
            }
        }
    }

    /// A label, and marked sentences beside it.
    mutating func remarks(_ label: String, _ remarks: [Account.Remark]) {
        let indent = Self.margin + Self.labelColumns
        var label = label
        for remark in remarks {
            var mark = pen.paint(remark.mark.rawValue, remark.mark)
            for line in remark.text.wrapped(to: pen.width - indent - 2) {
                let gap = spaces(max(1, Self.labelColumns - label.columns))
                text += spaces(Self.margin) + pen.paint(label, "2") + gap + mark + " " + line + "\n"
                label = ""
                mark = " "
            }
        }
    }

    /// A marked sentence at the left.
    mutating func item(_ mark: Account.Mark, _ words: String) {
        var sign = pen.paint(mark.rawValue, mark)
        for line in words.wrapped(to: pen.width - Self.margin - 2) {
            text += spaces(Self.margin) + sign + " " + line + "\n"
            sign = " "
        }
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}

extension StringProtocol {
    /// The columns a terminal draws this in.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// Lines of at most so many columns, broken at spaces, or inside a word that is longer than a line.
    func wrapped(to width: Int) -> [String] {
        let width = Swift.max(width, 8)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in split(separator: " ") {
            var rest = Substring(word)
            if !line.isEmpty && used + 1 + rest.columns <= width {
                line += " " + rest
                used += 1 + rest.columns
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while rest.columns > width {
                let head = rest.head(of: width)
                lines.append(String(head))
                rest = rest[head.endIndex...]
            }
            line = String(rest)
            used = rest.columns
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}

extension Substring {
    /// The longest beginning of at most so many columns, of at least one character.
    fileprivate func head(of width: Int) -> Substring {
        var end = index(after: startIndex)
        var used = self[..<end].columns
        while end < endIndex {
            let next = index(after: end)
            used += self[end..<next].columns
            guard used <= width else { break }
            end = next
        }
        return self[..<end]
    }
}

extension Unicode.Scalar {
    /// None for a mark that joins the letter before it, two for East Asian wide forms and pictures, else one.
    fileprivate var columns: Int {
        switch value {
        case 0..<0x300: 1
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default:
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark: 0
            default: 1
            }
        }
    }
}
