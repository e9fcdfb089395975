internal import SandyqAgreement
internal import SandyqVault

/// What a client says of a document it files: form fields, or query parameters beside a body that is the file.
struct DocumentFields {
    private let values: [String: String]

    /// In the order of the documentation.
    static let names = [
        "kind", "title", "folder", "number", "date", "amount", "currency", "counterparty", "counterpartyIndividual",
        "counterpartyName", "document",
    ]

    init(_ values: [String: String]) { self.values = values }

    /// The document it is a new version of; nil: a new document.
    func previous() throws(Problem) -> Identifier? {
        try parsed("document", form: "a document's id") { Identifier($0) }
    }

    /// The description.
    ///
    /// - Parameters:
    ///   - fileName: Is the title where none is given.
    ///   - earlier: What was said of the version before: what is not said anew stays.
    /// - Returns: What is said.
    /// - Throws: Which field cannot be taken.
    func description(
        ofFile fileName: String,
        after earlier: DocumentDescription? = nil
    ) throws(Problem) -> DocumentDescription {
        let kinds = DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")
        var description = earlier ?? DocumentDescription(kind: .other, title: fileName)
        if let kind = try parsed("kind", form: kinds, { DocumentKind(rawValue: $0) }) { description.kind = kind }
        if let title = try text("title", atMost: 500) { description.title = title }
        if let folder = try text("folder", atMost: 500) { description.folder = FolderPath(folder) }
        if let number = try text("number", atMost: 100) { description.number = number }
        if let date = try parsed("date", form: "a date as 2026-07-12", { CalendarDate($0) }) { description.date = date }
        if let amount = try parsed("amount", form: "an amount as 1250000.00", Self.amount) {
            description.amount = amount
        }
        if let currency = try parsed("currency", form: "three letters of ISO 4217", Self.currency) {
            description.currency = currency
        }
        let isIndividual = try parsed("counterpartyIndividual", form: "true or false") { Bool($0) } ?? false
        if let number = try parsed("counterparty", form: "an IIN or BIN: twelve digits", { PartyNumber($0) }) {
            description.counterparty = Party(number: number, isIndividual: isIndividual)
        }
        if let name = try text("counterpartyName", atMost: 500) { description.counterpartyName = name }
        return description
    }

    private func text(_ name: String, atMost most: Int) throws(Problem) -> String? {
        try parsed(name, form: "a text of at most \(most) characters") { $0.count <= most && !$0.isEmpty ? $0 : nil }
    }

    private func parsed<Value>(_ name: String, form: String, _ parse: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else { throw .parameterInvalid(name: name, form: form) }
        return value
    }

    private static func amount(_ text: String) -> String? {
        text.wholeMatch(of: /[0-9]{1,18}(\.[0-9]{1,2})?/) == nil ? nil : text
    }

    private static func currency(_ text: String) -> String? {
        text.wholeMatch(of: /[A-Z]{3}/) == nil ? nil : text
    }
}
