internal import SandyqSignatures

/// All the words of the service in one language.
///
/// Every switch in an implementation is exhaustive, so a problem without a sentence does not compile.
protocol ServerWording: Sendable {
    /// What kind of problem it is, the same for every one of its kind.
    func title(_ problem: Problem) -> Sentence
    /// What is wrong this time, and what to do.
    func detail(_ problem: Problem) -> Sentence
    /// What is wrong with a member.
    func sentence(_ fault: Problem.Field.Fault) -> Sentence
}

extension Language {
    /// The service's catalogue of sentences.
    var serverWording: any ServerWording {
        switch self {
        case .kk: KazakhServerWording()
        case .ru: RussianServerWording()
        case .en: EnglishServerWording()
        }
    }
}
