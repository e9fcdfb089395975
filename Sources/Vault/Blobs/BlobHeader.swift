internal import SandyqOpenSSL
internal import SandyqValidation

/// The beginning of an encrypted blob's file: its data key, wrapped by the vault key (docs/vault.md).
///
/// There are two slots, each within a sector of the disk. One holds the key; a rotation writes the other before it
/// clears the first, so that a key is never in neither.
enum BlobHeader {
    static let slotSize = 512
    static let size = 2 * slotSize
    /// Sixteen octets.
    static let magic = Array("sandyq blob 1\n\0\0".utf8)

    private static let wrappedSize =
        AuthenticatedCipher.nonceSize + AuthenticatedCipher.keySize + AuthenticatedCipher.tagSize

    /// A slot: magic, name of the vault key, nonce, wrapped data key, zeros.
    static func slot(
        dataKey: [UInt8],
        for digest: Fingerprint,
        wrappedBy key: VaultKey,
        nonce: [UInt8]
    ) throws(VaultError) -> [UInt8] {
        let head = magic + key.id
        let slot = head + (try key.seal(dataKey, nonce: nonce, for: head + digest.bytes))
        return slot + [UInt8](repeating: 0, count: slotSize - slot.count)
    }

    /// The data key a header holds for a blob, and in which slot; nil when neither slot holds one.
    static func dataKey(
        in header: [UInt8],
        of digest: Fingerprint,
        with keys: VaultKeys
    ) throws(VaultError) -> (key: [UInt8], slot: Int, isCurrent: Bool)? {
        var isUnknown = false
        for index in 0..<2 where header.count >= (index + 1) * slotSize {
            let slot = header[(index * slotSize)..<((index + 1) * slotSize)]
            guard slot.starts(with: magic) else { continue }
            let id = Array(slot.dropFirst(magic.count).prefix(16))
            guard let key = keys.key(named: id) else {
                isUnknown = true
                continue
            }
            let wrapped = Array(slot.dropFirst(magic.count + id.count).prefix(wrappedSize))
            if let dataKey = try key.open(wrapped, for: magic + id + digest.bytes) {
                return (dataKey, index, id == keys.current.id)
            }
        }
        if isUnknown { throw .keyWrong }
        return nil
    }
}
