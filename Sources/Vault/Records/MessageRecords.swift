#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif
package import SandyqAgreement

/// A conversation between a cabinet and its outsourcing company.
package struct ThreadRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.thread/1"
    package let id: Identifier
    package let cabinet: Identifier
    package let subject: String
    package let opened: Date
    package let openedBy: Identifier

    package init(id: Identifier, cabinet: Identifier, subject: String, opened: Date, openedBy: Identifier) {
        self.id = id
        self.cabinet = cabinet
        self.subject = subject
        self.opened = opened
        self.openedBy = openedBy
    }
}

/// A message: these octets are what is sent, kept and proven.
package struct MessageRecord: Hashable, Sendable, Codable {
    package private(set) var schema = "sandyq.message/1"
    package let id: Identifier
    package let thread: Identifier
    package let cabinet: Identifier
    package let sender: Identifier
    package let sent: Date
    package let text: String
    package let attachments: [Attachment]
    /// The argument for the moment of sending, frozen with its evidence.
    package let significance: SignificanceArgument

    package init(
        id: Identifier,
        thread: Identifier,
        cabinet: Identifier,
        sender: Identifier,
        sent: Date,
        text: String,
        attachments: [Attachment],
        significance: SignificanceArgument
    ) {
        self.id = id
        self.thread = thread
        self.cabinet = cabinet
        self.sender = sender
        self.sent = sent
        self.text = text
        self.attachments = attachments
        self.significance = significance
    }

    /// A document as it was when the message was sent.
    package struct Attachment: Hashable, Sendable, Codable {
        package let document: Identifier
        package let version: Int
        package let sha256: String

        package init(document: Identifier, version: Int, sha256: String) {
            self.document = document
            self.version = version
            self.sha256 = sha256
        }
    }
}

/// A message with what has become of it.
package struct MessageState: Hashable, Sendable {
    package let record: MessageRecord
    /// SHA-256 of the record.
    package let digest: String
    package let logPosition: Int
    /// When somebody it was meant for first saw it, and when they said so.
    package let (delivered, acknowledged): (Date?, Date?)

    package init(record: MessageRecord, digest: String, logPosition: Int, delivered: Date?, acknowledged: Date?) {
        self.record = record
        self.digest = digest
        self.logPosition = logPosition
        (self.delivered, self.acknowledged) = (delivered, acknowledged)
    }
}
