internal import ArgumentParser
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// `sandyq trust remove`: takes a certificate out of the trust store.
struct TrustRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a certificate out of the trust store.",
        discussion: "Example: sandyq trust remove 9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd"
    )

    @Argument(help: "Its SHA-256, as sandyq trust list shows it.", transform: Self.fingerprint)
    var sha256: Fingerprint

    func run() throws {
        var wasThere = false
        for store in TrustStores.all where try store.remove(sha256) {
            wasThere = true
            try StandardStream.output.write("removed  \(sha256)  from \(store.folder.displayable(limit: 300))\n")
        }
        guard wasThere else { throw Complaint("\(sha256): not in the trust store") }
    }

    private static func fingerprint(_ text: String) throws -> Fingerprint {
        guard let fingerprint = Fingerprint(hexadecimal: text) else {
            throw ValidationError("'\(text)' is no SHA-256; sandyq trust list shows them.")
        }
        return fingerprint
    }
}
