internal import ArgumentParser
internal import SandyqAgreement
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqVault

/// `sandyq message`: what a cabinet and its outsourcing company write to each other.
struct MessageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message",
        abstract: "Send, read and acknowledge messages.",
        discussion: "Users write: name yourself with --as or SANDYQ_USER.",
        subcommands: [
            MessageSend.self, MessageThreads.self, MessageRead.self, MessageAcknowledge.self, MessageReceipt.self,
        ]
    )
}

/// `sandyq message send`: writes a message.
struct MessageSend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a message, in a thread or beginning one.",
        discussion: """
            Example: sandyq message send 'The act for October is attached.' --cabinet 000740000728 \
            --subject October --attach 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567

            Prints the ids of the thread and of the message.
            """
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "What to say.")
    var text: String

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    @Option(help: ArgumentHelp("The thread it belongs to.", valueName: "id"))
    var thread: Identifier?

    @Option(help: ArgumentHelp("What a new thread is about.", valueName: "text"))
    var subject: String?

    @Option(help: ArgumentHelp("A document of the cabinet. Repeatable.", valueName: "id"))
    var attach: [Identifier] = []

    func validate() throws {
        if (thread == nil) == (subject == nil) { throw ValidationError("Either --thread or --subject.") }
    }

    func run() throws {
        let place = thread.map { MessageOrder.Place.thread($0) } ?? .about(subject ?? "")
        let message = try worded {
            let (vault, asker) = try vault.openWithAsker()
            let order = MessageOrder(in: try vault.cabinet(cabinet), place, text: text, attachments: attach)
            return try vault.send(order, by: asker)
        }
        try Answer(path: nil).write("\(message.record.thread)  \(message.record.id)\n")
    }
}

/// `sandyq message threads`: the threads of a cabinet.
struct MessageThreads: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "threads",
        abstract: "List the threads of a cabinet.",
        discussion: "Example: sandyq message threads --cabinet 000740000728"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    @Option(help: ArgumentHelp("The cabinet, by the Partner's BIN or IIN.", valueName: "number"))
    var cabinet: PartyNumber

    func run() throws {
        let threads = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.threads(in: try vault.cabinet(cabinet), by: asker)
        }
        let answer = try Answer(path: output.path)
        for thread in threads {
            guard output.json else {
                try answer.write("\(thread.id)  \(thread.opened.rfc3339)  \(thread.subject.displayable())\n")
                continue
            }
            var json = JSONWriter()
            json.object { json in
                json.member("schema", "sandyq.thread-list/1")
                json.member("id", thread.id.description)
                json.member("cabinet", thread.cabinet.description)
                json.member("subject", thread.subject)
                json.member("opened", thread.opened)
                json.member("openedBy", thread.openedBy.description)
            }
            json.endLine()
            try answer.write(json.bytes)
        }
        try answer.finish()
    }
}

/// `sandyq message read`: the messages of a thread.
struct MessageRead: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read a thread; what others wrote is delivered by it.",
        discussion: "Example: sandyq message read 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "The thread.")
    var thread: Identifier

    func run() throws {
        let (messages, users) = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return (try vault.messages(in: thread, by: asker), try vault.index.users())
        }
        let names = Dictionary(users.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let answer = try Answer(path: output.path)
        for message in messages {
            let record = message.record
            guard !output.json else {
                try answer.write(Self.json(message))
                continue
            }
            let mark = message.acknowledged != nil ? "✔✔" : message.delivered != nil ? "✔" : "–"
            let sender = names[record.sender] ?? record.sender.description
            try answer.write("\(record.sent.rfc3339)  \(mark)  \(sender.displayable())  \(record.id)\n")
            for line in record.text.split(separator: "\n", omittingEmptySubsequences: false) {
                try answer.write("  \(String(line).displayable(limit: .max))\n")
            }
            for attachment in record.attachments {
                try answer.write("  + \(attachment.document).\(attachment.version)\n")
            }
        }
        try answer.finish()
    }

    private static func json(_ message: MessageState) -> [UInt8] {
        let record = message.record
        var json = JSONWriter()
        json.object { json in
            json.member("schema", "sandyq.message-list/1")
            json.member("id", record.id.description)
            json.member("thread", record.thread.description)
            json.member("sender", record.sender.description)
            json.member("sent", record.sent)
            json.member("text", record.text)
            json.member("attachments", each: record.attachments) { json, attachment in
                json.object { json in
                    json.member("document", attachment.document.description)
                    json.member("version", attachment.version)
                    json.member("sha256", attachment.sha256)
                }
            }
            json.member("sha256", message.digest)
            json.member("logPosition", message.logPosition)
            json.member("significance", record.significance.state.rawValue)
            json.member("delivered", message.delivered)
            json.member("acknowledged", message.acknowledged)
        }
        json.endLine()
        return json.bytes
    }
}

/// `sandyq message acknowledge`: says that a message was taken note of.
struct MessageAcknowledge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Say that a message was taken note of.",
        discussion: "Example: sandyq message acknowledge 01923456-789a-7fff-bfff-ffffffffffff --as +77011234567"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The message.")
    var message: Identifier

    func run() throws {
        try worded {
            let (vault, asker) = try vault.openWithAsker()
            try vault.acknowledge(message, by: asker)
        }
    }
}

/// `sandyq message receipt`: the receipt for a message.
struct MessageReceipt: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Give out the receipt for a message: CMS signed by the vault's seal.",
        discussion: "Example: sandyq message receipt 01923456-789a-7fff-bfff-ffffffffffff -o receipt.cms"
    )

    @OptionGroup var vault: VaultOptions

    @Argument(help: "The message.")
    var message: Identifier

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write it to a file instead of standard output.", valueName: "file"),
        completion: .file()
    )
    var path: String?

    func run() throws {
        let receipt = try worded {
            let (vault, asker) = try vault.openWithAsker()
            return try vault.receipt(for: message, by: asker)
        }
        let answer = try Answer(path: path)
        try answer.write(receipt)
        try answer.finish()
    }
}
