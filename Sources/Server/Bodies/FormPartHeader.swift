/// What the header of a form's part says (RFC 7578 clause 4.2).
package struct FormPartHeader: Hashable, Sendable {
    /// The field's name.
    package let name: String
    /// What the person's machine calls the file; nil for a value that is no file.
    package let fileName: String?

    init(name: String, fileName: String?) {
        self.name = name
        self.fileName = fileName
    }

    /// Reads the header's lines; the first of them is empty.
    init(_ bytes: ArraySlice<UInt8>) throws(MultipartReader.Malformed) {
        let lines = bytes.split(separator: 0x0a).map { $0.last == 0x0d ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
        var disposition: String?
        for line in lines {
            guard let text = String(validating: line, as: UTF8.self), let colon = text.firstIndex(of: ":") else {
                throw MultipartReader.Malformed(place: "a field of a part's header")
            }
            let field = text[..<colon].lowercased()
            switch field {
            case "content-disposition":
                guard disposition == nil else {
                    throw MultipartReader.Malformed(place: "two Content-Disposition fields")
                }
                disposition = String(text[text.index(after: colon)...])
            case "content-transfer-encoding":
                // Deprecated (RFC 7578 clause 4.7), and never to be guessed at: what is signed depends on it.
                let encoding = text[text.index(after: colon)...].lowercased().filter { $0 != " " }
                guard ["binary", "8bit", "7bit"].contains(encoding) else {
                    throw MultipartReader.Malformed(place: "Content-Transfer-Encoding")
                }
            default: continue
            }
        }
        let parameters = HeaderParameters(disposition ?? "")
        guard parameters.value.lowercased() == "form-data", let name = parameters.values["name"] else {
            throw MultipartReader.Malformed(place: "a part without a name")
        }
        self.init(name: name, fileName: parameters.values["filename"])
    }
}

/// A header's value and its parameters (RFC 9110 clause 5.6.6); of equal names the first counts.
struct HeaderParameters {
    let value: String
    private(set) var values: [String: String] = [:]

    init(_ text: String) {
        var rest = Substring(text)
        value = Self.trimmed(rest.prefix { $0 != ";" })
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = Self.trimmed(rest.prefix { $0 != "=" && $0 != ";" }).lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let value = rest.first == "\"" ? Self.quoted(&rest) : Self.trimmed(rest.prefix { $0 != ";" })
            rest = rest.drop { $0 != ";" }
            if values[name] == nil { values[name] = value }
        }
    }

    /// A quoted text: a backslash takes a quotation mark or a backslash, else it stands for itself, as browsers send it.
    private static func quoted(_ rest: inout Substring) -> String {
        var value = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" { return value }
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                value.append(next)
                rest = rest.dropFirst()
            } else {
                value.append(character)
            }
        }
        return value
    }

    private static func trimmed(_ text: Substring) -> String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = text.drop(while: blank)
        while let last = text.last, blank(last) { text = text.dropLast() }
        return String(text)
    }
}
