package import SandyqAgreement

/// Who asks the vault for something, and how they came in.
package struct Asker: Hashable, Sendable {
    /// Nil: nobody is signed in.
    package let user: Identifier?
    /// By which the session was authenticated (3.2); none at a terminal.
    package var factors: Set<SendingFacts.Factor>
    /// Grants whose link secret was shown.
    package var links: Set<Identifier>
    /// Grants whose passphrase was shown.
    package var passphrases: Set<Identifier>
    /// Where the request comes from: `terminal`, or an address.
    package let origin: String
    /// Nil: they act in none.
    package let session: Identifier?

    package init(
        user: Identifier?,
        factors: Set<SendingFacts.Factor> = [],
        links: Set<Identifier> = [],
        passphrases: Set<Identifier> = [],
        origin: String = "terminal",
        session: Identifier? = nil
    ) {
        self.user = user
        self.factors = factors
        self.links = links
        self.passphrases = passphrases
        self.origin = origin
        self.session = session
    }
}

/// What the gate let through: who, and by which rule.
struct Pass: Hashable, Sendable {
    let asker: Asker
    let rule: Rule

    /// The grant that has one use less by it.
    var grant: Identifier? {
        if case .grant(let id) = rule { return id }
        return nil
    }
}
