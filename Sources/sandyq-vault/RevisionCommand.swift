internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq revision`: the terms of use, and what Partners said to them.
struct RevisionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revision",
        abstract: "Publish, accept and object to revisions of the terms.",
        subcommands: [RevisionAdd.self, RevisionList.self, RevisionAccept.self, RevisionObject.self]
    )
}

/// `sandyq revision add`: publishes a revision.
struct RevisionAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Publish the next revision of the offer, the agreement or the privacy policy.",
        discussion: """
            Example: sandyq revision add agreement --effective 2027-01-01 --text kk=kelisim.pdf --text ru=soglashenie.pdf
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "offer, agreement or privacy-policy.")
    var kind: Revision.Text

    @Option(help: ArgumentHelp("The day it enters into force.", valueName: "day"))
    var effective: CalendarDate

    @Option(help: ArgumentHelp("The words in a language: kk, ru or en. Repeatable.", valueName: "language=file"))
    var text: [Words]

    struct Words: ExpressibleByArgument {
        let (language, path): (Language, String)

        init?(argument: String) {
            let parts = argument.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let language = Language(rawValue: String(parts[0])) else { return nil }
            (self.language, path) = (language, String(parts[1]))
        }
    }

    func run() throws {
        var words: [String: [UInt8]] = [:]
        for text in text {
            guard let bytes = try ReadableFile(path: text.path).bytes(atMost: 16 << 20) else {
                throw Complaint("\(text.path): more than 16 MiB")
            }
            words[text.language.rawValue] = bytes
        }
        let record = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.publish(kind, words: words, effective: effective, by: asker)
        }
        try Answer(path: nil).write("\(record.id)\n")
    }
}

/// `sandyq revision list`: every revision, and whether a cabinet is bound by it.
struct RevisionList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List revisions; with a cabinet, what its answers make of those in force.",
        discussion: "Example: sandyq revision list --cabinet 000740000728"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber?

    func run() throws {
        let vault = try vault.open()
        let answer = try Answer(path: output.path)
        let record = try worded { try cabinet.map { try vault.cabinet($0) } }
        for revision in try worded({ try vault.index.revisions() }) {
            let state = try record.map { record in
                try worded { try vault.acceptance(of: revision.text, by: record.id, at: Ambient.now) }
            }
            let word = state.flatMap { $0.revision == revision.id ? $0.word : nil }
            guard output.json else {
                let day = revision.effective
                let mark = word.map { "  \($0)" } ?? ""
                try answer.write("\(revision.id)  \(revision.text.rawValue) \(revision.number)  \(day)\(mark)\n")
                continue
            }
            var json = JSONWriter()
            json.object { json in
                json.member("schema", "sandyq.revision-list/1")
                json.member("id", revision.id.description)
                json.member("text", revision.text.rawValue)
                json.member("number", revision.number)
                json.member("published", revision.published)
                json.member("effective", revision.effective.description)
                json.member("languages", revision.words.keys.sorted())
                json.member("acceptance", word)
            }
            json.endLine()
            try answer.write(json.bytes)
        }
        try answer.finish()
    }
}

/// `sandyq revision accept`: accepts a revision in a cabinet's name.
struct RevisionAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept a revision in a cabinet's name; the main user does.",
        discussion: "Example: sandyq revision accept ID --cabinet 000740000728 --text-language kk --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var answer: AnswerOptions

    func run() throws { try answer.give(objection: nil, vault) }
}

/// `sandyq revision object`: objects to a revision.
struct RevisionObject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "object",
        abstract: "Object to a revision by a written objection that is filed; the main user does.",
        discussion: "Example: sandyq revision object ID --document ID --cabinet 000740000728 --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var answer: AnswerOptions

    @Option(help: ArgumentHelp("The objection, a document of kind objection in the cabinet.", valueName: "id"))
    var document: Identifier

    func run() throws { try answer.give(objection: document, vault) }
}

/// What is answered, for whom.
struct AnswerOptions: ParsableArguments {
    @Argument(help: "The revision.")
    var revision: Identifier

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    @Option(help: ArgumentHelp("The language of the words that were read: kk, ru or en.", valueName: "language"))
    var textLanguage = "ru"

    /// Records the answer.
    func give(objection: Identifier?, _ options: VaultOptions) throws {
        let record = try worded {
            let (vault, asker) = try options.openWithAsker()
            return try vault.answer(
                revision,
                for: try vault.cabinet(cabinet),
                objection: objection,
                language: textLanguage,
                by: asker
            )
        }
        try Answer(path: nil).write("\(record.id)\n")
    }
}

extension Acceptance {
    /// The revision it speaks of.
    fileprivate var revision: Identifier? {
        switch self {
        case .accepted(let id, _), .deemed(let id, _), .pending(let id, _), .objected(let id, _, _), .missing(let id):
            id
        case .nothingInForce: nil
        }
    }

    /// As the command line names it.
    fileprivate var word: String {
        switch self {
        case .accepted: "accepted"
        case .deemed: "deemed accepted"
        case .pending: "pending"
        case .objected: "objected"
        case .missing: "not accepted"
        case .nothingInForce: "not in force"
        }
    }
}

extension Revision.Text: ExpressibleByArgument {}
