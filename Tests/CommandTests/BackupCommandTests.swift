import Foundation
import Testing

/// Backup and restoration from a person's side.
@Suite struct BackupCommandTests {
    @Test func aVaultComesBackWithTheKeyThatWasKeptElsewhere() throws {
        let folder = try TemporaryFolder()
        let place = { (name: String) in folder.url.appending(path: name).path }
        let binary = try Binary(environment: ["SANDYQ_VAULT": place("vault")])
        func succeed(_ arguments: [String], _ binary: Binary) throws -> Binary.Outcome {
            let outcome = try binary.run(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome
        }
        _ = try succeed(["init", place("vault")], binary)
        _ = try succeed(["cabinet", "add", "000740000728", "JSC NIT"], binary)
        let file = ["file", "--json", "showcase/act.txt", "--cabinet", "000740000728", "--kind", "other"]
        let id = try #require(try JSON(succeed(file, binary).output)["document"].text)
        let backup = try succeed(["backup", place("backup"), "--lang", "en"], binary)
        #expect(backup.output.hasPrefix("Blobs copied: "))
        #expect(backup.errors.contains("the vault key is not in the backup"))
        let second = try JSON(succeed(["backup", place("backup"), "--json"], binary).output)
        #expect(second["schema"].text == "sandyq.backup-summary/1")
        // Without the key nothing is restored, and nothing is left that looks like a vault.
        let keyless = try Binary().run(["restore", place("backup"), place("restored")])
        #expect(keyless.status == 66)
        #expect(!FileManager.default.fileExists(atPath: place("restored")))
        let key = try String(contentsOfFile: place("vault/keys/vault.key"), encoding: .utf8)
        let keyed = try Binary(environment: ["SANDYQ_VAULT_KEY": key, "SANDYQ_VAULT": place("restored")])
        _ = try succeed(["restore", place("backup"), place("restored")], keyed)
        let act = try String(contentsOf: Binary.folder.appending(path: "showcase/act.txt"), encoding: .utf8)
        #expect(try succeed(["get", id], keyed).output == act)
        #expect(try succeed(["fsck", "--lang", "en"], keyed).output.contains("nothing missing"))
        #expect(try keyed.run(["restore", place("backup"), place("restored")]).status == 64)
        #expect(try keyed.run(["restore", place("vault"), place("other")]).status == 66, "a vault is no backup")
    }
}
