import Foundation
import Testing

/// The vault from a person's side: `sandyq` becomes the program that carries the database.
@Suite struct VaultCommandTests {
    private func succeed(_ binary: Binary, _ arguments: [String]) throws -> String {
        let outcome = try binary.run(arguments)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        return outcome.output
    }

    @Test(arguments: [true, false])
    func aDocumentGoesInIsFoundAndComesOut(isEncrypted: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path, "--name", "test.kz"] + (isEncrypted ? [] : ["--no-encryption"]))
        _ = try succeed(binary, ["cabinet", "add", "000740000728", "JSC NIT"])
        let receipts = folder.url.appending(path: "receipts").path
        let filed = try JSON(
            succeed(
                binary,
                [
                    "file", "--json", "showcase/act.txt", "--cabinet", "000740000728", "--kind", "completion-act",
                    "--title", "Акт о счёте", "--number", "АВР-12/2026", "--receipts", receipts,
                ]
            )
        )
        let id = try #require(filed["document"].text)
        #expect(filed["indication"].text == "NO-SIGNATURE")
        #expect(try succeed(binary, ["search", "счете"]).contains(id))
        #expect(try succeed(binary, ["search", "авр-12/20"]).contains(id))
        #expect(try succeed(binary, ["list", "--cabinet", "000740000728"]).contains(id))
        #expect(
            try succeed(binary, ["show", id, "--lang", "ru"]).contains(isEncrypted ? "зашифрованным" : "без шифрования")
        )
        #expect(try succeed(binary, ["significance", id, "--lang", "en"]).contains("stored and not sent"))
        let act = try String(contentsOf: Binary.folder.appending(path: "showcase/act.txt"), encoding: .utf8)
        #expect(try succeed(binary, ["get", id]) == act)
        #expect(FileManager.default.fileExists(atPath: "\(receipts)/\(id).1.cms"))
        #expect(try succeed(binary, ["audit", "verify", "--lang", "en"]).hasPrefix("The log is intact"))
        #expect(try succeed(binary, ["fsck", "--lang", "en"]).contains("nothing missing"))
        _ = try succeed(binary, ["reindex"])
        #expect(try succeed(binary, ["search", "счете"]).contains(id))
    }

    @Test func anExportIsVerifiedWithoutAVaultAndDamageIsTold() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path])
        _ = try succeed(binary, ["cabinet", "add", "000740000728", "JSC NIT"])
        let log = folder.url.appending(path: "log.jsonl")
        _ = try succeed(binary, ["audit", "export", "-o", log.path])
        let outside = try Binary()
        _ = try succeed(outside, ["audit", "verify", "--export", log.path])
        let text = try String(contentsOf: log, encoding: .utf8).replacingOccurrences(
            of: "cabinet.opened",
            with: "cabinet.openeD"
        )
        try text.write(to: log, atomically: true, encoding: .utf8)
        let outcome = try outside.run(["audit", "verify", "--export", log.path, "--lang", "en"])
        #expect(outcome.status == 10)
        #expect(outcome.output.hasPrefix("Entry 1 is the first bad one"))
    }

    @Test func aCounterpartyIsGivenADocumentAndLosesItAgain() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path])
        _ = try succeed(binary, ["cabinet", "add", "000740000728", "JSC NIT"])
        let (head, guest) = ("+77010000001", "+77010000002")
        _ = try succeed(binary, ["user", "add", head, "A. Kim"])
        _ = try succeed(binary, ["user", "add", guest, "B. Omarov", "--number", "761231300313"])
        _ = try succeed(binary, ["user", "appoint", head, "main", "--cabinet", "000740000728"])
        let filed = try JSON(
            succeed(
                binary,
                ["file", "--json", "showcase/act.txt", "--cabinet", "000740000728", "--kind", "other", "--as", head]
            )
        )
        let id = try #require(filed["document"].text)
        #expect(try binary.run(["get", id, "--as", guest]).status == 66)
        let link = try JSON(succeed(binary, ["share", "add", id, "--with", "link", "--as", head, "--json"]))
        let share = ["share", "add", id, "--with", "761231300313", "--rights", "view,download", "--as", head]
        let grant = try #require(try succeed(binary, share).split(separator: "\n").first.map { String($0) })
        let act = try String(contentsOf: Binary.folder.appending(path: "showcase/act.txt"), encoding: .utf8)
        #expect(try succeed(binary, ["get", id, "--as", guest]) == act)
        #expect(try succeed(binary, ["list", "--as", guest]).contains(id))
        let secret = folder.url.appending(path: "secret")
        try #require(link["secret"].text).write(to: secret, atomically: true, encoding: .utf8)
        #expect(try succeed(binary, ["get", id, "--link-file", secret.path]) == act)
        #expect(try succeed(binary, ["share", "list", "--cabinet", "000740000728", "--as", head]).contains(grant))
        _ = try succeed(binary, ["share", "revoke", grant, "--as", head])
        #expect(try binary.run(["get", id, "--as", guest]).status == 66)
        #expect(try succeed(binary, ["list", "--as", guest]).isEmpty)
        #expect(try succeed(binary, ["fsck", "--lang", "en"]).contains("nothing missing"))
    }

    @Test func aHoldIsPlacedShownAndRemoved() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path])
        _ = try succeed(binary, ["cabinet", "add", "000740000728", "JSC NIT"])
        let filed = try JSON(
            succeed(
                binary,
                [
                    "file", "--json", "showcase/act.txt", "--cabinet", "000740000728", "--kind", "completion-act",
                    "--date", "2018-05-04",
                ]
            )
        )
        let id = try #require(filed["document"].text)
        #expect(try succeed(binary, ["retention", "list", "--due"]).contains(id))
        #expect(try succeed(binary, ["retention", "list", "--due", "--at", "2023-12-31T17:59:59Z"]).isEmpty)
        let hold = try succeed(binary, ["hold", "add", id, "--reason", "сот"]).trimmingCharacters(in: .newlines)
        #expect(try succeed(binary, ["show", id]).contains("\(hold) сот"))
        #expect(try succeed(binary, ["retention", "list", "--due"]).isEmpty)
        let listed = try JSON(succeed(binary, ["retention", "list", "--json"]))
        #expect(listed["state"].text == "held")
        #expect(listed["class"].text == "accounting")
        #expect(listed["triggerDate"].text == "2019-01-01")
        #expect(listed["earliestDestruction"].text == "2023-12-31T18:00:00Z")
        _ = try succeed(binary, ["hold", "remove", hold])
        #expect(try succeed(binary, ["hold", "list"]).isEmpty)
        #expect(try succeed(binary, ["hold", "list", "--all"]).contains("сот"))
        #expect(try succeed(binary, ["retention", "list", "--due"]).contains(id))
        #expect(try binary.run(["hold", "add", id, "--reason", " "]).status == 64)
    }

    @Test func twoPersonsDestroyADocumentAndItsTombstoneIsShown() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path])
        _ = try succeed(binary, ["cabinet", "add", "000740000728", "JSC NIT"])
        func file(_ date: String) throws -> String {
            let filed = try succeed(
                binary,
                [
                    "file", "showcase/act.txt", "--cabinet", "000740000728", "--kind", "invoice", "--title", "Тюлень",
                    "--date", date,
                ]
            )
            return String(filed.prefix(36))
        }
        let (id, young) = (try file("2018-05-04"), try file("2026-05-04"))
        let refused = try binary.run(["retention", "prepare", young, "--ground", "срок", "--lang", "ru"])
        #expect(refused.status == 66)
        #expect(refused.errors.contains("надо хранить до 2032-01-01"))
        let act = try succeed(binary, ["retention", "prepare", id, "--ground", "приказ 12"])
            .trimmingCharacters(in: .newlines)
        #expect(try succeed(binary, ["retention", "show", act, "--lang", "en"]).contains("not approved yet"))
        let alone = try binary.run(["retention", "approve", act, "--lang", "kk"])
        #expect(alone.status == 66)
        #expect(alone.errors.contains("басқа адам бекітеді"))
        let phone = "+77010000099"
        let other = try succeed(binary, ["user", "add", phone, "Second"]).trimmingCharacters(in: .newlines)
        #expect(try binary.run(["retention", "approve", act, "--as", phone]).status == 66)
        _ = try succeed(binary, ["user", "appoint", phone, "back-office"])
        _ = try succeed(binary, ["retention", "approve", act, "--as", phone])
        let outcome = try binary.run(["get", id])
        #expect(outcome.status == 66)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(act))
        let shown = try succeed(binary, ["show", id])
        #expect(shown.contains(act) && shown.contains("приказ 12") && shown.contains(other))
        #expect(!shown.contains("Тюлень"))
        #expect(try JSON(succeed(binary, ["show", id, "--json"]))["schema"].text == "sandyq.tombstone/1")
        #expect(try succeed(binary, ["significance", id, "--lang", "en"]).contains("stored and not sent"))
        #expect(try !succeed(binary, ["search", "тюлень"]).contains(id))
        let text = try String(contentsOf: Binary.folder.appending(path: "showcase/act.txt"), encoding: .utf8)
        #expect(try succeed(binary, ["get", young]) == text, "the same bytes in another document")
        #expect(try succeed(binary, ["fsck", "--lang", "en"]).contains("nothing missing"))
        _ = try succeed(binary, ["reindex"])
        #expect(try succeed(binary, ["show", id]) == shown)
        #expect(try succeed(binary, ["fsck", "--lang", "en"]).contains("nothing missing"))
    }

    @Test func theVaultKeyIsRotatedWhereverItIsKept() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "vault").path
        let binary = try Binary(environment: ["SANDYQ_VAULT": path])
        _ = try succeed(binary, ["init", path])
        let file = folder.url.appending(path: "vault/keys/vault.key")
        func key() throws -> String {
            try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .newlines)
        }
        let first = try key()
        _ = try succeed(binary, ["key", "rotate"])
        let second = try key()
        #expect(second.count == 64 && second != first)
        #expect(try succeed(binary, ["fsck", "--lang", "en"]).contains("nothing missing"))
        try FileManager.default.removeItem(at: file)
        func outside(_ keys: String) throws -> Binary {
            try Binary(environment: ["SANDYQ_VAULT": path, "SANDYQ_VAULT_KEY": keys])
        }
        let refused = try outside(second).run(["key", "rotate", "--lang", "en"])
        #expect(refused.status == 66)
        #expect(refused.errors.contains("SANDYQ_VAULT_KEY"))
        let third = String(repeating: "a1", count: 32)
        _ = try succeed(outside("\(third),\(second)"), ["key", "rotate"])
        #expect(try outside(second).run(["cabinet", "list"]).status == 66)
        #expect(try succeed(outside(third), ["fsck", "--lang", "en"]).contains("nothing missing"))
    }

    private static let mistakes: [([String], Int32)] = [
        (["list"], 66), (["get", "nonsense"], 64), (["cabinet", "add", "000740000729", "x"], 66),
        (["file", "cli", "--cabinet", "000740000728"], 64), (["fsck", "--slice", "0/2"], 64),
    ]

    @Test(arguments: mistakes)
    func mistakesAreToldAndNothingIsMade(arguments: [String], status: Int32) throws {
        let folder = try TemporaryFolder()
        let outcome = try Binary(environment: ["SANDYQ_VAULT": folder.url.path]).run(arguments)
        #expect(outcome.status == status)
        #expect(!outcome.errors.isEmpty)
        #expect(!outcome.crashed)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }
}
