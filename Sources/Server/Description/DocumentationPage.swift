/// The OpenAPI document as a page for people; it loads nothing but its style sheet, and runs nothing.
struct DocumentationPage {
    private let document: JSONValue
    private var html = ""

    /// Renders a document.
    init(_ document: JSONValue) {
        self.document = document
        write()
    }

    /// The page, in UTF-8.
    var bytes: [UInt8] { Array(html.utf8) }

    /// Nothing from elsewhere, nothing that runs, in nobody's frame.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private mutating func write() {
        let info = document["info"]
        html += "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        html += "<title>\(Self.escaped(info["title"].text))</title>"
        html += "<link rel=\"stylesheet\" href=\"/docs/style.css\"></head><body><main>\n"
        element("h1", info["title"].text)
        element("p", info["description"].text)
        html += "<p>For programs: <a href=\"/openapi.json\">openapi.json</a>.</p>\n<nav><ul>"
        let paths = document["paths"].members.sorted { $0.key < $1.key }
        for (path, item) in paths {
            for method in item.members.keys.sorted() {
                let label = "\(method.uppercased()) \(path)"
                html += "<li><a href=\"#\(Self.anchor(label))\">\(Self.escaped(label))</a></li>"
            }
        }
        html += "</ul></nav>\n"
        for (path, item) in paths {
            for (method, operation) in item.members.sorted(by: { $0.key < $1.key }) {
                write(operation, label: "\(method.uppercased()) \(path)")
            }
        }
        html += "<h2>Objects</h2>\n"
        for (name, schema) in document["components"]["schemas"].members.sorted(by: { $0.key < $1.key }) {
            html += "<h3 id=\"\(Self.anchor(name))\">\(Self.escaped(name))</h3>"
            write(fieldsOf: schema)
        }
        html += "</main></body></html>\n"
    }

    private mutating func write(_ operation: JSONValue, label: String) {
        html += "<section><h2 id=\"\(Self.anchor(label))\">\(Self.escaped(label))</h2>"
        element("p", operation["summary"].text)
        element("p", operation["description"].text)
        let parameters = operation["parameters"].items
        if !parameters.isEmpty {
            html += "<table><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr>"
            for parameter in parameters {
                html += "<tr>\(cell(parameter["name"].text))\(cell(parameter["in"].text))"
                html += "\(cell(parameter["description"].text))</tr>"
            }
            html += "</table>"
        }
        for (type, content) in operation["requestBody"]["content"].members.sorted(by: { $0.key < $1.key }) {
            html += "<p>Body: <code>\(Self.escaped(type))</code> \(kind(of: content["schema"]))</p>"
            write(fieldsOf: content["schema"])
        }
        html += "<table><tr><th>Status</th><th>Answer</th></tr>"
        for (status, response) in operation["responses"].members.sorted(by: { $0.key < $1.key }) {
            let kinds = response["content"].members.sorted { $0.key < $1.key }.map { type, content in
                "<code>\(Self.escaped(type))</code> \(kind(of: content["schema"]))"
            }
            html += "<tr>\(cell(status))<td>\(Self.escaped(response["description"].text)) "
            html += "\(kinds.joined(separator: ", "))</td></tr>"
        }
        html += "</table></section>\n"
    }

    private mutating func write(fieldsOf schema: JSONValue) {
        element("p", schema["description"].text)
        let fields = schema["properties"].members
        guard !fields.isEmpty else { return }
        html += "<table><tr><th>Member</th><th>Type</th><th>Meaning</th></tr>"
        for (name, field) in fields.sorted(by: { $0.key < $1.key }) {
            html += "<tr>\(cell(name))<td>\(kind(of: field))</td>\(cell(field["description"].text))</tr>"
        }
        html += "</table>\n"
    }

    /// What a schema allows, in HTML.
    private func kind(of schema: JSONValue) -> String {
        if let name = schema["$ref"].text.split(separator: "/").last {
            return "<a href=\"#\(Self.anchor(String(name)))\">\(Self.escaped(String(name)))</a>"
        }
        let choices = schema["oneOf"].items
        if !choices.isEmpty { return choices.map { kind(of: $0) }.joined(separator: " or ") }
        let values = schema["enum"].items.map(\.text).filter { !$0.isEmpty }
        if !values.isEmpty { return values.map { "<code>\(Self.escaped($0))</code>" }.joined(separator: ", ") }
        let types = schema["type"].items.map(\.text)
        let type = types.isEmpty ? schema["type"].text : types.joined(separator: " or ")
        return schema["items"] == .null ? Self.escaped(type) : "\(Self.escaped(type)) of \(kind(of: schema["items"]))"
    }

    private mutating func element(_ name: String, _ text: String) {
        if !text.isEmpty { html += "<\(name)>\(Self.escaped(text))</\(name)>\n" }
    }

    private func cell(_ text: String) -> String { "<td>\(Self.escaped(text))</td>" }

    private static func anchor(_ label: String) -> String {
        String(label.map { $0.isLetter || $0.isNumber ? $0 : "-" })
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }

    /// How the page looks.
    static let style = """
        :root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
        main { max-width: 60rem; margin: auto; padding: 1rem }
        nav ul { columns: 2; list-style: none; padding: 0 }
        section { border-top: 1px solid; margin-top: 2rem }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8885 }
        h2, h3, td:first-child, code { overflow-wrap: anywhere }
        @media (max-width: 40rem) { nav ul { columns: 1 } }

        """
}
