package import SandyqContainers
package import SandyqLibXML

/// The bounds within which bytes from outside are read; running out is a finding of its own, never a crash.
public struct Limits: Hashable, Sendable {
    /// Octets of a CMS signature file, which is read into memory; detached content of any size is streamed.
    public var signatureBytes = 256 << 20
    /// A file of more octets stays on disk until its format is known; less is read once, into memory.
    public var memoryBytes = 8 << 20
    /// Nested constructed encodings.
    public var depth = 50
    /// Signatures in a file, counter-signatures included.
    public var signatures = 1_000
    /// Certificates, lists and responses in a file.
    public var certificates = 1_000
    /// Time-stamp tokens of one signature.
    public var timestamps = 200
    /// Verifications of the signatures and time-stamps of one file, every certificate tried counted.
    public var signatureChecks = 4_000
    /// Octets digested for the archive time-stamps of one file; each covers nearly all of it anew.
    public var archivedOctets = 4 << 30
    /// Entries of a container.
    public var containerEntries = 10_000
    /// Octets of the name of a container's entry.
    public var containerNameOctets = 4_096
    /// Octets of a container's central directory.
    public var containerDirectory = 16 << 20
    /// Octets of a signature, manifest, time-stamp or evidence record in a container, which is read into memory.
    public var containerMember = 32 << 20
    /// Octets of all of them together.
    public var containerMembers = 64 << 20
    /// Octets unpacked from a container, every time an entry is read anew counted.
    public var containerUnpackedOctets = 4 << 30
    /// How many octets may be unpacked from one; only large entries are asked.
    public var containerRatio = 200
    /// Octets of a signed data object in an evidence package, which is read into memory.
    public var packageObject = 256 << 20
    /// Octets of the certificates, lists and responses in an evidence package together.
    public var packageEvidence = 256 << 20
    /// Signature verifications spent on finding who issued what, for one file.
    public var issuanceChecks = 2_000

    /// What the structure of a PDF may cost.
    package var pdf = PDFBounds()
    /// References of one signature, those of its manifests included.
    public var references = 10_000
    /// Transforms of one reference.
    public var transforms = 16
    /// Octets of canonical XML written for one file, with every octet counted each time.
    public var canonicalOctets = 2 << 30
    /// Steps of XPath evaluation for one file.
    public var pathSteps = 20_000_000
    /// What one XML document may hold.
    package var xml = XMLBounds()

    /// The bounds Sandyq uses.
    public init() {}
}
