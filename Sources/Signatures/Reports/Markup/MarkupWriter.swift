/// Writes elements of XML and HTML, indented; text and attribute values are always escaped.
package struct MarkupWriter {
    /// What was written so far.
    package private(set) var text: String
    private var depth = 0

    /// Starts with a prologue, which is taken as it is.
    package init(prologue: StaticString) { text = String(describing: prologue) }

    /// An element with other elements in it.
    package mutating func element(
        _ name: StaticString,
        _ attributes: KeyValuePairs<StaticString, String> = [:],
        _ body: (inout MarkupWriter) -> Void
    ) {
        open(name, attributes)
        depth += 1
        body(&self)
        depth -= 1
        startLine()
        text += "</\(name)>"
    }

    /// An element with text in it, or nothing.
    package mutating func element(
        _ name: StaticString,
        _ attributes: KeyValuePairs<StaticString, String> = [:],
        text content: String = ""
    ) {
        open(name, attributes)
        escape(content)
        text += "</\(name)>"
    }

    /// Text beside elements.
    package mutating func words(_ content: String) {
        startLine()
        escape(content)
    }

    /// Markup of the program's own, taken as it is.
    package mutating func raw(_ markup: StaticString) {
        startLine()
        text += String(describing: markup)
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        startLine()
        text += "<\(name)"
        for (key, value) in attributes {
            text += " \(key)=\""
            escape(value)
            text += "\""
        }
        text += ">"
    }

    private mutating func startLine() {
        text += "\n"
        for _ in 0..<depth { text += " " }
    }

    /// Escapes the five characters that mean something, and shows what may not stand in markup at all as U+FFFD.
    private mutating func escape(_ content: String) {
        for scalar in content.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case _ where scalar.isDeceptive: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
