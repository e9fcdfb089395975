internal import SandyqOpenSSL
internal import SandyqValidation

/// The vault keys: the present one, and earlier ones that some data keys are still wrapped by.
package struct VaultKeys: Sendable {
    private let keys: [VaultKey]

    /// Takes the keys, the present one first; nil when there is none.
    package init?(_ keys: [VaultKey]) {
        guard !keys.isEmpty else { return nil }
        self.keys = keys
    }

    /// The one new data keys are wrapped by.
    package var current: VaultKey { keys[0] }

    /// Every key, the present one first.
    var all: [VaultKey] { keys }

    /// The key of a name.
    package func key(named id: [UInt8]) -> VaultKey? { keys.first { $0.id == id } }

    /// Whether everything is wrapped by one key.
    package var isSingle: Bool { keys.count == 1 }

    /// Reads keys in hexadecimal, one a line; nil when any line is none.
    package init?(text: String) {
        let words = text.split { $0.isWhitespace || $0 == "," }
        let keys = words.compactMap { word in [UInt8](hexadecimal: word).flatMap { VaultKey($0) } }
        guard keys.count == words.count else { return nil }
        self.init(keys)
    }

    /// As a key file holds them.
    package var text: String { keys.map { $0.octets.hexadecimal + "\n" }.joined() }

    /// The same keys behind a new one.
    package func adding(_ key: VaultKey) -> VaultKeys { VaultKeys([key] + keys) ?? self }

    /// The present key alone.
    package var withoutEarlier: VaultKeys { VaultKeys([current]) ?? self }
}

/// A key that wraps data keys.
package struct VaultKey: Hashable, Sendable {
    let octets: [UInt8]
    /// Sixteen octets that name it: the beginning of its SHA-256.
    package let id: [UInt8]

    /// Takes 32 octets; nil for any other number.
    package init?(_ octets: [UInt8]) {
        guard octets.count == AuthenticatedCipher.keySize else { return nil }
        self.octets = octets
        id = Array(MessageDigest.sha256(of: octets[...]).prefix(16))
    }

    /// Encrypts a secret: nonce, ciphertext, tag.
    package func seal(
        _ secret: [UInt8],
        nonce: [UInt8],
        for purpose: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        try withOpenSSL { () throws(OpenSSLError) in
            nonce
                + (try AuthenticatedCipher(key: octets).seal(secret.span, nonce: nonce, authenticating: purpose))
        }
    }

    /// Decrypts what ``seal(_:nonce:for:)`` made for the same purpose; nil when it is not that.
    package func open(_ sealed: [UInt8], for purpose: [UInt8]) throws(VaultError) -> [UInt8]? {
        let size = AuthenticatedCipher.nonceSize
        guard sealed.count >= size else { return nil }
        let nonce = Array(sealed[..<size])
        return try withOpenSSL { () throws(OpenSSLError) in
            try AuthenticatedCipher(key: octets).open(
                sealed.span.extracting(size...),
                nonce: nonce,
                authenticating: purpose
            )
        }
    }
}
