internal import SandyqFiles
package import SandyqSignatures
internal import SandyqValidation

/// Certificates and revocation data from the files and folders a person named.
package struct EvidenceFiles {
    package private(set) var evidence = Evidence()

    /// Octets of one file: the largest revocation lists in use have some tens of millions.
    private static let mostBytes = 256 << 20

    /// Reads every file.
    ///
    /// What cannot be read ends the command; what can be read and is not understood is passed over with a word, since
    /// less evidence never makes a verdict better.
    package init(_ options: EvidenceOptions) throws {
        for path in options.certificates { add(try material(at: path, "--certs")) }
        for path in options.revocationLists { add(try material(at: path, "--crl")) }
        for path in options.ocspResponses { add(try material(at: path, "--ocsp")) }
        guard !options.trust.isEmpty else {
            try addTrustStore()
            return
        }
        for path in options.trust {
            let material = try material(at: path, "--trust")
            evidence.anchors += material.certificates
            add(material)
        }
        guard !evidence.anchors.isEmpty else {
            throw Complaint("--trust \(options.trust[0]): no certificate in it; give PEM, DER or P7B")
        }
    }

    private mutating func add(_ material: TrustMaterial) {
        evidence.certificates += material.certificates
        evidence.revocationLists += material.revocationLists.map { ($0, .given) }
        evidence.ocspResponses += material.ocspResponses.map { ($0, .given) }
    }

    /// Takes in the trust store; an empty one trusts nobody.
    private mutating func addTrustStore() throws {
        for store in TrustStores.all {
            let contents = try store.contents(withOrigins: false)
            for entry in contents.entries {
                if entry.role == .anchor {
                    evidence.anchors.append(entry.certificate)
                } else {
                    evidence.certificates.append(entry.certificate)
                }
            }
            for path in contents.damaged { Diagnostics.say("\(path): not the certificate its name says; not used") }
        }
    }

    /// Reads a file, or every file in a folder.
    private func material(at path: String, _ option: String) throws -> TrustMaterial {
        let isFolder = path != "-" && Folder.kind(of: path) == .folder
        var material = TrustMaterial()
        for file in isFolder ? try Folder.files(under: path) : [path] {
            guard let bytes = try ReadableFile(path: file).bytes(atMost: Self.mostBytes) else {
                throw Complaint("\(option) \(file): more than \(Self.mostBytes >> 20) MiB")
            }
            do {
                try material.add(bytes[...])
            } catch {
                Diagnostics.say("\(option) \(file): passed over: \(error.reason)")
            }
        }
        return material
    }
}
