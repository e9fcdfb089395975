internal import SandyqAgreement

/// How words are made alike before they are stored and before they are sought.
///
/// Case goes, ё becomes е; the letters of Kazakh stay what they are.
enum SearchText {
    /// The words of a text.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        var word = ""
        // Characters are equal however they are composed, so й of two scalars becomes й of one.
        for character in text.lowercased() {
            switch character {
            case "ё": word.append("е")
            case "й": word.append("й")
            case _ where character.isLetter || character.isNumber: word.append(character)
            default:
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// What is found by: title, numbers, names, file name.
    static func text(of manifest: DocumentManifest) -> String {
        let description = manifest.description
        let fields = [
            description.title, description.number, description.counterpartyName,
            description.counterparty?.number.description, description.amount, description.date?.description,
            description.folder.description, manifest.fileName,
        ]
        return fields.compactMap(\.self).flatMap(words).joined(separator: " ")
    }

    /// What a cabinet's documents are told by, as one word.
    static func place(of cabinet: String) -> String { "c" + cabinet.filter { $0 != "-" } }

    /// The search of FTS5 for words that must all occur; nil: nothing to seek.
    ///
    /// A word of several parts, as a number is, stays together, and its last part may be a beginning.
    static func query(for sought: [String], in cabinet: String?) -> String? {
        let phrases = sought.map(words).filter { !$0.isEmpty }.map { "\"\($0.joined(separator: " "))\" *" }
        guard !phrases.isEmpty else { return nil }
        let text = "text : (\(phrases.joined(separator: " AND ")))"
        return cabinet.map { "place : \(place(of: $0)) AND \(text)" } ?? text
    }
}
