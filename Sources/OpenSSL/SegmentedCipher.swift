/// A long text in encrypted segments, each of which can be read without the others.
///
/// A segment's nonce holds its number and whether it is the last, so that segments can be neither swapped, left out nor
/// added, and the text cannot be cut short. A key encrypts one text only.
package struct SegmentedCipher: ~Copyable {
    private let cipher: AuthenticatedCipher

    /// Octets of plaintext in every segment but the last.
    package static let segmentSize = 64 << 10
    /// Octets of ciphertext in every segment but the last.
    package static let sealedSize = segmentSize + AuthenticatedCipher.tagSize

    /// Takes the text's own key.
    package init(key: [UInt8]) throws(OpenSSLError) { cipher = try AuthenticatedCipher(key: key) }

    /// Encrypts one segment.
    package borrowing func seal(
        _ plaintext: Span<UInt8>,
        segment index: Int,
        isLast: Bool
    ) throws(OpenSSLError) -> [UInt8] {
        try cipher.seal(plaintext, nonce: Self.nonce(index, isLast))
    }

    /// Decrypts one segment; nil when it is not what was written there.
    package borrowing func open(
        _ sealed: Span<UInt8>,
        segment index: Int,
        isLast: Bool
    ) throws(OpenSSLError) -> [UInt8]? {
        try cipher.open(sealed, nonce: Self.nonce(index, isLast))
    }

    /// Three zeros, the number in eight octets, and one for the last segment.
    private static func nonce(_ index: Int, _ isLast: Bool) -> [UInt8] {
        let number = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(index) >> UInt64(56 - 8 * $0)) }
        return [0, 0, 0] + number + [isLast ? 1 : 0]
    }

    /// How a ciphertext of a size is divided; nil when no text has that size.
    package static func layout(ofSealed size: Int) -> Layout? {
        let tag = AuthenticatedCipher.tagSize
        guard size >= tag else { return nil }
        let count = (size + sealedSize - 1) / sealedSize
        let last = size - (count - 1) * sealedSize
        // An empty last segment stands alone.
        guard last > tag || count == 1 else { return nil }
        return Layout(count: count, size: size - count * tag)
    }

    /// How many segments there are, and octets of plaintext in all.
    package struct Layout: Hashable, Sendable {
        package let count: Int
        package let size: Int

        package init(count: Int, size: Int) {
            self.count = count
            self.size = size
        }
    }
}
