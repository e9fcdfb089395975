/// Why an archive, or one entry of it, cannot be read.
package enum ZIPError: Error, Hashable, Sendable {
    /// It contradicts itself or breaks off; the text says where, in English, without quoting content.
    case malformed(String)
    /// A bound was reached: its name and its value.
    case limit(String, Int)
    /// The entry is encrypted.
    case encrypted
    /// The entry is packed by a method that is not read.
    case unsupportedMethod(Int)
    /// libzip is not installed.
    case libraryMissing
    /// The system failed to read the file.
    case unreadable(String)
}

/// The bounds within which archives are read.
package struct ZIPBounds: Hashable, Sendable {
    /// Entries.
    package let entries: Int
    /// Octets of an entry's name.
    package let nameOctets: Int
    /// Octets of the central directory.
    package let directoryOctets: Int
    /// Octets unpacked, every time an entry is read anew counted.
    package let unpackedOctets: Int
    /// How many octets may come out of one, in entries of more than ``ratioFreeOctets``.
    package let ratio: Int

    /// Entries that unpack to no more than this may do so from as little as they like.
    package static let ratioFreeOctets = 32 << 20

    /// Takes the bounds.
    package init(entries: Int, nameOctets: Int, directoryOctets: Int, unpackedOctets: Int, ratio: Int) {
        self.entries = entries
        self.nameOctets = nameOctets
        self.directoryOctets = directoryOctets
        self.unpackedOctets = unpackedOctets
        self.ratio = ratio
    }
}
