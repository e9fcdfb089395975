package import SandyqAgreement

/// Threads and messages: a part of every ``Index``, with its guarantees.
package protocol MessageIndex: Sendable {
    func thread(_ id: Identifier) throws(VaultError) -> ThreadRecord?

    /// The threads of a cabinet, oldest first.
    func threads(in cabinet: Identifier) throws(VaultError) -> [ThreadRecord]

    func message(_ id: Identifier) throws(VaultError) -> MessageState?

    /// The messages of a thread, oldest first.
    func messages(in thread: Identifier) throws(VaultError) -> [MessageState]
}

/// What an action changes among messages.
package enum MessageChange: Sendable {
    case thread(Kept<ThreadRecord>)
    case message(Kept<MessageRecord>)
    case delivered(Identifier)
    case acknowledged(Identifier)
}
