/// A signature field of a form and the signature in it (ISO 32000-2 clause 12.7.5.5).
package struct PDFSignatureField {
    /// The fully qualified name.
    package let name: String
    /// The field; nil when it is not an object of its own.
    package let reference: PDFReference?
    /// The signature dictionary; nil when the field is not signed, empty when what it refers to cannot be read.
    package let value: [String: PDFObject]?
    /// The field's `Lock` dictionary: what signing it locks.
    package let lock: [String: PDFObject]?
}

extension PDFDocument {
    /// The catalogue's entries.
    package var catalogue: [String: PDFObject] { resolved(trailer["Root"]).entries ?? [:] }

    /// The form's entries.
    var form: [String: PDFObject] { resolved(catalogue["AcroForm"]).entries ?? [:] }

    /// The signature fields of the form, in its order.
    package func signatureFields(bounds: PDFBounds) throws(PDFError) -> [PDFSignatureField] {
        var search = FieldSearch(document: self, limit: bounds.fields)
        try search.visit(resolved(form["Fields"]).elements ?? [], parent: "", type: nil, depth: 0)
        return search.found
    }
}

/// Walks a form's tree of fields.
private struct FieldSearch {
    let document: PDFDocument
    let limit: Int
    var found: [PDFSignatureField] = []
    private var seen: Set<PDFReference> = []
    private var count = 0

    init(document: PDFDocument, limit: Int) {
        self.document = document
        self.limit = limit
    }

    mutating func visit(_ fields: [PDFObject], parent: String, type: String?, depth: Int) throws(PDFError) {
        for field in fields {
            count += 1
            guard count <= limit, depth < 50 else { throw .limit("pdfFields", limit) }
            if let reference = field.reference, !seen.insert(reference).inserted { continue }
            guard let entries = document.resolved(field).entries else { continue }
            let name = PDFFieldName.of(entries, in: document, under: parent)
            let type = document.resolved(entries["FT"]).name ?? type
            if type == "Sig", entries["V"] != nil || entries["Kids"] == nil {
                found.append(
                    PDFSignatureField(
                        name: name,
                        reference: field.reference,
                        value: document.resolved(entries["V"]).entries ?? (entries["V"]?.reference == nil ? nil : [:]),
                        lock: document.resolved(entries["Lock"]).entries
                    )
                )
            }
            try visit(
                document.resolved(entries["Kids"]).elements ?? [],
                parent: name,
                type: type,
                depth: depth + 1
            )
        }
    }
}

/// Fully qualified field names (ISO 32000-2 clause 12.7.4.2).
enum PDFFieldName {
    static func of(_ entries: [String: PDFObject], in document: PDFDocument, under parent: String) -> String {
        guard let own = document.resolved(entries["T"]).text else { return parent }
        return parent.isEmpty ? own : "\(parent).\(own)"
    }
}
