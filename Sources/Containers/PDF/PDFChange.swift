/// One difference between two revisions, and what kind of change it is.
package struct PDFChange: Hashable, Sendable {
    package let kind: Kind
    /// Where, in PDF's own words: `/Pages/3/Contents`.
    package let place: String

    /// What rules of ISO 32000-2 clause 12.8.2 speak about.
    package enum Kind: Hashable, Sendable {
        /// Certificates and revocation data, catalogue extensions, document information, metadata: never content.
        case housekeeping
        /// A form field was filled in.
        case field(name: String)
        /// A field was signed, in a new field or in one that was there: the end of what the signature covers, if it says so.
        case signature(field: String, end: Int?, isTimestamp: Bool)
        /// A comment was added, changed or removed.
        case annotation
        /// Anything else.
        case content
    }
}

/// What a signature lets later revisions change (ISO 32000-2 clauses 12.8.2.2 and 12.8.2.4, 12.7.5.5).
package struct PDFPermissions: Hashable, Sendable {
    /// DocMDP: 1 nothing, 2 forms and signatures, 3 annotations too; without it forms and signatures.
    private var level = 2
    private var hasLevel = false
    private var locks: [FieldLock] = []

    /// Fields that signing locks.
    private struct FieldLock: Hashable, Sendable {
        let action: String
        let fields: [String]

        func locks(_ name: String) -> Bool {
            // A name stands for everything under it (ISO 32000-2 table 236).
            let isNamed = fields.contains { name == $0 || name.hasPrefix("\($0).") }
            return switch action {
            case "Include": isNamed
            case "Exclude": !isNamed
            default: true
            }
        }
    }

    /// Without any restriction of its own.
    package init() {}

    /// Adds what one more signature restricts.
    package mutating func restrict(by signature: PDFSignature) {
        guard let document = signature.coverage?.revision else { return }
        for reference in document.resolved(signature.dictionary["Reference"]).elements ?? [] {
            let entries = document.resolved(reference).entries ?? [:]
            let parameters = document.resolved(entries["TransformParams"]).entries ?? [:]
            switch document.resolved(entries["TransformMethod"]).name {
            case "DocMDP": restrict(to: document.resolved(parameters["P"]).integer ?? 2)
            case "FieldMDP": lock(parameters, in: document)
            default: continue
            }
        }
        guard let lock = signature.field.lock else { return }
        if let level = document.resolved(lock["P"]).integer { restrict(to: level) }
        self.lock(lock, in: document)
    }

    private mutating func restrict(to level: Int) {
        self.level = hasLevel ? min(self.level, level) : level
        hasLevel = true
    }

    private mutating func lock(_ entries: [String: PDFObject], in document: PDFDocument) {
        let fields = document.resolved(entries["Fields"]).elements ?? []
        locks.append(
            FieldLock(
                action: document.resolved(entries["Action"]).name ?? "All",
                fields: fields.compactMap { document.resolved($0).text }
            )
        )
    }

    /// Whether a change is one of those that the signer left to others.
    package func permit(_ change: PDFChange) -> Bool {
        switch change.kind {
        case .housekeeping: true
        case .field(let name): level >= 2 && !locks.contains { $0.locks(name) }
        // Time-stamps and validation data never change a document (ISO 32000-2 table 257, EN 319 142-1 clause 5.4.3).
        case .signature(let field, _, let isTimestamp):
            isTimestamp || level >= 2 && !locks.contains { $0.action != "All" && $0.locks(field) }
        case .annotation: level >= 3
        case .content: false
        }
    }
}
