/// The forms of names that constraints tell apart (RFC 5280 clause 4.2.1.10).
enum NameForm: Hashable {
    case email
    case dns
    case directory
    case uri
    case address
    case registeredID
    /// By context tag.
    case other(Int)
}

extension GeneralName {
    /// The form constraints know this name by.
    var form: NameForm {
        switch self {
        case .email: .email
        case .dns: .dns
        case .directory: .directory
        case .uri: .uri
        case .address: .address
        case .registeredID: .registeredID
        case .other(let tag, _): .other(tag)
        }
    }
}

/// A name of a certificate, prepared for comparison with many subtrees of its form.
enum PreparedName {
    case directory([String])
    /// Of a DNS name or a URI; lower case, without the root's dot.
    case host([UInt8])
    case mailbox(local: [UInt8], host: [UInt8])
    case address([UInt8])
    /// A form without rules, or a name that breaks its form's.
    case incomparable

    /// Prepares a name.
    init(_ name: GeneralName) {
        switch name {
        case .directory(let name): self = .directory(name.comparable)
        case .dns(let name): self = Self.hostBytes(name.utf8).map(Self.host) ?? .incomparable
        case .email(let name): self = Self.mailbox(name)
        case .uri(let name): self = Self.authority(of: name).map(Self.host) ?? .incomparable
        case .address(let bytes): self = bytes.count == 4 || bytes.count == 16 ? .address(bytes) : .incomparable
        case .registeredID, .other: self = .incomparable
        }
    }

    /// Splits a mailbox; one at-sign, since a quoted one would need the whole grammar of RFC 5321.
    static func mailbox(_ text: String) -> PreparedName {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let host = hostBytes(parts[1]) else { return .incomparable }
        return .mailbox(local: Array(parts[0]), host: host)
    }

    /// A host name in lower case; nil when a label is empty or holds anything but printable ASCII.
    static func hostBytes(_ text: some BidirectionalCollection<UInt8>) -> [UInt8]? {
        var host = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        let dot = UInt8(ascii: ".")
        if host.last == dot { host.removeLast() }
        guard let first = host.first, first != dot, host.last != dot else { return nil }
        var previous = first
        for byte in host {
            guard byte > 0x20, byte < 0x7F else { return nil }
            if byte == dot, previous == dot { return nil }
            previous = byte
        }
        return host
    }

    /// The host of a URI: nil when there is no authority or its host is no domain name (clause 4.2.1.10).
    private static func authority(of uri: String) -> [UInt8]? {
        let bytes = Array(uri.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            bytes[(colon + 1)...].starts(with: Array("//".utf8))
        else { return nil }
        let end = Array("/?#".utf8)
        var authority = bytes[(colon + 3)...].prefix { !end.contains($0) }
        // Some read a backslash as the authority's end.
        guard !authority.contains(UInt8(ascii: "\\")) else { return nil }
        if let at = authority.lastIndex(of: UInt8(ascii: "@")) { authority = authority[(at + 1)...] }
        if let port = authority.lastIndex(of: UInt8(ascii: ":")) {
            guard authority[(port + 1)...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
            authority = authority[..<port]
        }
        guard let host = hostBytes(authority), !Array("%[]:".utf8).contains(where: host.contains) else { return nil }
        let last = host.split(separator: UInt8(ascii: ".")).last ?? []
        return last.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? nil : host
    }
}

/// One permitted or excluded subtree, prepared for comparison with many names of its form.
enum NameSubtree {
    case directory([String])
    case host(HostPattern)
    case mailbox(local: [UInt8], host: [UInt8])
    case address(network: [UInt8], mask: [UInt8])
    /// A form without rules, or a subtree that breaks its form's.
    case incomparable

    /// What a domain name in a constraint stands for.
    enum HostPattern {
        case everything
        case exactly([UInt8])
        /// Subdomains only; the bytes begin with the dot.
        case below([UInt8])
        /// The domain and its subdomains.
        case within([UInt8])
    }

    /// Prepares a subtree's base.
    init(_ base: GeneralName) {
        switch base {
        case .directory(let name): self = .directory(name.comparable)
        case .dns(let text): self = Self.host(text, HostPattern.within)
        case .uri(let text): self = Self.host(text, HostPattern.exactly)
        case .email(let text):
            guard text.utf8.contains(UInt8(ascii: "@")) else {
                self = Self.host(text, HostPattern.exactly)
                return
            }
            guard case .mailbox(let local, let host) = PreparedName.mailbox(text) else {
                self = .incomparable
                return
            }
            self = .mailbox(local: local, host: host)
        case .address(let bytes):
            guard bytes.count == 8 || bytes.count == 32 else {
                self = .incomparable
                return
            }
            self = .address(
                network: Array(bytes[..<(bytes.count / 2)]),
                mask: Array(bytes[(bytes.count / 2)...])
            )
        case .registeredID, .other: self = .incomparable
        }
    }

    /// The empty text is every name, as NSS and Go have it; a leading dot is subdomains only.
    private static func host(_ text: String, _ plain: ([UInt8]) -> HostPattern) -> NameSubtree {
        if text.isEmpty { return .host(.everything) }
        let dot = UInt8(ascii: ".")
        let isBelow = text.utf8.first == dot
        guard let host = PreparedName.hostBytes(isBelow ? text.utf8.dropFirst() : text.utf8[...]) else {
            return .incomparable
        }
        return .host(isBelow ? .below([dot] + host) : plain(host))
    }

    /// What one comparison costs of the budget.
    var cost: Int { if case .directory(let names) = self { 1 + names.count } else { 1 } }

    /// Whether a name of this form lies in the subtree; nil when that cannot be told.
    func contains(_ name: PreparedName) -> Bool? {
        switch (self, name) {
        case (.directory(let base), .directory(let name)): name.starts(with: base)
        case (.host(let pattern), .host(let host)), (.host(let pattern), .mailbox(_, let host)):
            pattern.matches(host)
        case (.mailbox(let local, let host), .mailbox(let ownLocal, let ownHost)):
            // RFC 5280 clause 7.5: the local part as it stands, the host without regard to case.
            local == ownLocal && host == ownHost
        case (.address(let network, let mask), .address(let address)):
            network.count == address.count
                && mask.indices.allSatisfy { address[$0] & mask[$0] == network[$0] & mask[$0] }
        default: nil
        }
    }

    /// Whether some name that a wildcard stands for lies in the subtree, though the wildcard itself does not.
    func touches(_ name: PreparedName) -> Bool {
        guard case .host(.within(let base)) = self, case .host(let host) = name, host.starts(with: Array("*.".utf8)),
            base.hasSuffix(host.dropFirst())
        else { return false }
        return !base.dropLast(host.count - 1).contains(UInt8(ascii: "."))
    }
}

extension NameSubtree.HostPattern {
    /// Whether a host matches.
    func matches(_ host: [UInt8]) -> Bool {
        switch self {
        case .everything: true
        case .exactly(let base): host == base
        case .below(let suffix): host.count > suffix.count && host.hasSuffix(suffix)
        case .within(let base):
            host == base
                || host.count > base.count && host.hasSuffix(base)
                    && host[host.count - base.count - 1] == UInt8(ascii: ".")
        }
    }
}

extension [UInt8] {
    /// Whether the bytes end with `suffix`.
    fileprivate func hasSuffix(_ suffix: some BidirectionalCollection<UInt8>) -> Bool {
        self.suffix(suffix.count).elementsEqual(suffix)
    }
}
