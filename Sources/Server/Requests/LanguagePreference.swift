internal import SandyqSignatures

extension Language {
    /// The language of ours that a client likes best (RFC 9110 clause 12.5.4); English when it likes none.
    ///
    /// Ties go to the first named. A language with a region counts as the language.
    init(accepting field: String?) {
        var best: (language: Language, quality: Double)?
        for item in (field ?? "").prefix(1_024).split(separator: ",") {
            let parts = item.split(separator: ";")
            guard let range = parts.first.map({ $0.filter { $0 != " " && $0 != "\t" } }) else { continue }
            guard let language = range == "*" ? Language.en : Language(locale: range) else { continue }
            let quality = Self.quality(in: parts.dropFirst())
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        self = best?.language ?? .en
    }

    /// Between 0 and 1; what cannot be read counts as refused.
    private static func quality(in parameters: ArraySlice<Substring>) -> Double {
        for parameter in parameters {
            let text = parameter.filter { $0 != " " && $0 != "\t" }
            guard text.hasPrefix("q=") || text.hasPrefix("Q=") else { continue }
            let value = Double(text.dropFirst(2)) ?? 0
            return value.isFinite ? min(max(value, 0), 1) : 0
        }
        return 1
    }
}
