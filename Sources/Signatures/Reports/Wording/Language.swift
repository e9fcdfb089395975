package import SandyqValidation

/// A language reports are written in; raw values are BCP 47 tags.
public enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case kk
    case ru
    case en

    /// The language of a POSIX locale name such as `kk_KZ.UTF-8`; nil when it is none of ours.
    public init?(locale: some StringProtocol) {
        guard let language = locale.split(whereSeparator: { "_.@-".contains($0) }).first else { return nil }
        self.init(rawValue: language.lowercased())
    }
}

extension Language {
    /// The catalogue of sentences.
    var wording: any Wording {
        switch self {
        case .kk: KazakhWording()
        case .ru: RussianWording()
        case .en: EnglishWording()
        }
    }
    /// Why something could not be fetched, to stand inside a sentence.
    package func words(_ failure: FetchFailure) -> Sentence {
        switch self {
        case .kk: KazakhWording().words(failure)
        case .ru: RussianWording().words(failure)
        case .en: EnglishWording().words(failure)
        }
    }
}
