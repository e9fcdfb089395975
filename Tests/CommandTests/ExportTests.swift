import Foundation
import Testing

/// Evidence packages, from a person's side and with programs that are not ours.
@Suite struct ExportTests {
    /// A vault with three documents: a signed file, a text, and a detached signature over the text.
    private struct Ground {
        let servers: AuthorityServers
        let folder: TemporaryFolder
        let binary: Binary
        let package: String

        var vault: String { folder.url.appending(path: "vault").path }
        var seal: String { vault + "/keys/seal.pem" }

        init() throws {
            servers = try AuthorityServers()
            folder = try TemporaryFolder()
            package = folder.url.appending(path: "out.asice").path
            binary = try Binary(environment: ["SANDYQ_VAULT": folder.url.appending(path: "vault").path])
            let detached = [
                "openssl", "cms", "-sign", "-binary", "-cades", "-in", servers.path("act.txt"), "-signer",
                servers.path("leaf.pem"), "-inkey", servers.path("leaf.key"), "-outform", "DER", "-out",
                servers.path("act.txt.p7s"),
            ]
            #expect(try Tool.run(detached).status == 0)
            try succeed(["init", vault, "--name", "test.kz"])
            try succeed(["cabinet", "add", "000740000728", "JSC <b>NIT</b>"])
            let evidence = [
                "--trust", servers.path("root.pem"), "--certs", servers.path("ca.pem"), "--crl",
                servers.path("www/ca.crl"), "--crl", servers.path("www/root.crl"),
            ]
            for (name, title) in [
                ("act.cms", "<script>alert('x')</script>"), ("act.txt", "Акт"), ("act.txt.p7s", "Қол"),
            ] {
                try succeed(
                    ["file", servers.path(name), "--cabinet", "000740000728", "--kind", "completion-act"]
                        + ["--title", title] + evidence
                )
            }
            try succeed(["export", "--cabinet", "000740000728", "-o", package])
        }

        @discardableResult
        func succeed(_ arguments: [String]) throws -> String {
            let outcome = try binary.run(arguments)
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
            return outcome.output
        }

        func verify(_ path: String) throws -> Binary.Outcome {
            // Without the vault: only the package, the seal's certificate and the authority's root.
            try Binary().run(["verify", "--json", "--trust", seal, "--trust", servers.path("root.pem"), path])
        }

        func audit(_ path: String, key: String? = nil) throws -> Binary.Outcome {
            try Binary().run(
                ["audit", "verify", "--package", path, "--lang", "en"] + (key.map { ["--key", $0] } ?? [])
            )
        }

        /// Unpacks the package by a program that is not ours.
        func unpack() throws -> URL {
            let target = folder.url.appending(path: "unpacked")
            #expect(try Tool.run(["unzip", "-q", package, "-d", target.path]).status == 0)
            return target
        }
    }

    @Test func thePackageIsVerifiedOfflineOneLevelDown() throws {
        let ground = try Ground()
        let outcome = try ground.verify(ground.package)
        #expect(outcome.status == 0, "\(outcome.output)")
        let json = try JSON(outcome.output)
        #expect(json["format"].text == "ASiC-E")
        let signatures = json["signatures"].items
        #expect(signatures.first?["container"].text == "META-INF/signature.p7s")
        #expect(signatures.allSatisfy { $0["indication"].text == "TOTAL-PASSED" && $0["coverage"].text == "whole" })
        let places = signatures.compactMap { $0["container"].text }
        #expect(places.count { $0.hasSuffix("/original/act.cms") } == 1)
        #expect(places.count { $0.hasSuffix("/signature/act.txt.p7s") } == 1)
        #expect(places.count { $0.hasSuffix("/receipt.cms") } == 2)
        #expect(places.count == 5)
        let detached = signatures.first { $0["container"].text?.hasSuffix("act.txt.p7s") == true }
        #expect(
            detached?["integrity", "references", 0, "name"].text?.hasSuffix("/original/act.txt") == true,
            "its data is found by its digest, in another folder"
        )
        let key = try JSON(String(contentsOfFile: ground.vault + "/vault.json", encoding: .utf8))["logKey"].text
        #expect(try ground.audit(ground.package, key: key).status == 0)
        #expect(try ground.audit(ground.package).output == "The log proves every document of the package: 2.\n")
        #expect(try ground.succeed(["fsck", "--lang", "en"]).contains("nothing missing"))
        #expect(try ground.succeed(["audit", "show"]).components(separatedBy: "document.exported").count == 3)
    }

    @Test func withoutTheSealsCertificateTheSealIsNotTrusted() throws {
        let ground = try Ground()
        let root = ground.servers.path("root.pem")
        let outcome = try Binary().run(["verify", "--json", "--trust", root, ground.package])
        #expect(outcome.status == 11)
        let json = try JSON(outcome.output)
        #expect(json["signatures", 0, "subIndication"].text == "NO_CERTIFICATE_CHAIN_FOUND")
    }

    @Test func otherProgramsOpenAndVerifyIt() throws {
        let ground = try Ground()
        #expect(try Tool.run(["unzip", "-tq", ground.package]).status == 0)
        let listing = try Tool.run(["python3", "-c", Self.listing, ground.package])
        #expect(listing.status == 0)
        let names = listing.output.split(separator: "\n").map { String($0) }
        #expect(names.first == "mimetype 0")
        let folder = try ground.unpack()
        let inside = { (name: String) in folder.appending(path: name).path }
        let seal = [
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in",
            inside("META-INF/signature.p7s"), "-content", inside("META-INF/ASiCManifest.xml"), "-CAfile", ground.seal,
            "-purpose", "any", "-out", "/dev/null",
        ]
        #expect(try Tool.run(seal).status == 0)
        #expect(try Tool.run(["python3", "-c", Self.digests, folder.path]).status == 0)
        let documents = names.compactMap { $0.split(separator: " ").first.map { String($0) } }
        for receipt in documents.filter({ $0.hasSuffix("/receipt.cms") }) {
            let verify = ["openssl", "cms", "-verify", "-inform", "DER", "-in", inside(receipt)]
            #expect(try Tool.run(verify + ["-CAfile", ground.seal, "-purpose", "any"]).status == 0)
        }
        let chain = ["-CAfile", ground.servers.path("both.pem")]
        let both = try ["ca.pem", "root.pem"].map {
            try String(contentsOfFile: ground.servers.path($0), encoding: .utf8)
        }
        try both.joined().write(toFile: ground.servers.path("both.pem"), atomically: true, encoding: .utf8)
        let attached = try #require(documents.first { $0.hasSuffix("act.cms") })
        let verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"] + chain
        let content = try Tool.run(verify + ["-in", inside(attached)])
        #expect(content.status == 0)
        #expect(content.output == "content\n")
        let detached = try #require(documents.first { $0.hasSuffix("act.txt.p7s") })
        let text = try #require(documents.first { $0.hasSuffix("act.txt") })
        #expect(try Tool.run(verify + ["-in", inside(detached), "-content", inside(text)]).status == 0)
    }

    @Test func thePageRunsNothingAndShowsTitlesAsText() throws {
        let ground = try Ground()
        let folder = try ground.unpack()
        let page = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
        #expect(!page.lowercased().contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
        #expect(page.contains("JSC &lt;b&gt;NIT&lt;/b&gt;"))
        for language in ["kk", "ru", "en"] {
            #expect(page.contains("<section id=\"\(language)\" lang=\"\(language)\">"))
        }
        let check = try Tool.run(["python3", "-c", Self.links, folder.path])
        #expect(check.status == 0, "every link of the page leads to a file of the package: \(check.output)")
    }

    /// One changed octet in each kind of entry, its check sum made anew.
    @Test func oneChangedOctetAnywhereIsFound() throws {
        let ground = try Ground()
        let names = try Tool.run(["python3", "-c", Self.listing, ground.package]).output
            .split(separator: "\n").compactMap { $0.split(separator: " ").first.map { String($0) } }
        let kinds = Set(names.map(Self.kind))
        #expect(kinds.count >= 12, "\(kinds)")
        let provenByLog: Set = [
            "package.json", "checkpoint", "proofs.jsonl", "act.cms", "act.txt", "act.txt.p7s", "manifest.json",
            "report.json", "evidence", "receipt.cms", "record.json",
        ]
        for kind in kinds.sorted() where kind != "mimetype" {
            let name = try #require(names.first { Self.kind($0) == kind })
            let changed = ground.folder.url.appending(path: "changed.asice").path
            #expect(try Tool.run(["python3", "-c", Self.change, ground.package, changed, name]).status == 0)
            let outcome = try ground.verify(changed)
            #expect(outcome.status == 10 || outcome.status == 11, "\(name): \(outcome.status)")
            if !name.hasPrefix("META-INF/") { #expect(outcome.output.contains("HASH_FAILURE"), "\(name)") }
            let audit = try ground.audit(changed)
            if provenByLog.contains(kind) { #expect(audit.status == 10, "\(name): \(audit.output)") }
            #expect(!outcome.crashed && !audit.crashed)
        }
    }

    /// The folder for what has one kind in it, else the file's name.
    private static func kind(_ name: String) -> String {
        name.hasPrefix("evidence/") ? "evidence" : name.split(separator: "/").last.map { String($0) } ?? name
    }

    /// Objects put into a package from outside: they are looked at, one level down and within bounds, and nobody sealed them.
    @Test func whatIsInsideIsReadOneLevelDownAndWithinBounds() throws {
        let ground = try Ground()
        let stuffed = ground.folder.url.appending(path: "stuffed.asice").path
        let container = Binary.folder.appending(path: "asic/e-cades.asice").path
        #expect(try Tool.run(["python3", "-c", Self.stuffing, ground.package, stuffed, container]).status == 0)
        let outcome = try ground.verify(stuffed)
        #expect(!outcome.crashed)
        #expect(outcome.status != 0)
        let json = try JSON(outcome.output)
        func entries(_ place: String) -> [JSON] { json["signatures"].items.filter { $0["container"].text == place } }
        #expect(entries("META-INF/signature.p7s").map { $0["coverage"].text } == ["part"])
        #expect(entries("stuffed/container.asice").count == 1)
        #expect(entries("stuffed/container.asice").first?["integrity", "signature"].text == "valid")
        #expect(entries("stuffed/package.asice").count == 1, "of a package inside a package only the seal")
        let bomb = entries("stuffed/bomb.asice")
        #expect(bomb.map { $0["indication"].text } == ["INDETERMINATE"])
        #expect(bomb.first?["checks"].items.contains { $0["id"].text?.contains("limits") == true } == true)
        #expect(entries("stuffed/broken.pdf").map { $0["subIndication"].text } == ["FORMAT_FAILURE"])
        #expect(entries("stuffed/plain.zip").isEmpty)
        // The same container beside the same object without the mark is data.
        let plain = ground.folder.url.appending(path: "plain.asice").path
        #expect(try Tool.run(["python3", "-c", Self.unmarking, stuffed, plain]).status == 0)
        let unmarked = try JSON(try ground.verify(plain).output)
        #expect(unmarked["signatures"].items.map { $0["container"].text } == ["META-INF/signature.p7s"])
    }

    @Test func whatIsNotThereIsToldAndNothingIsWritten() throws {
        let ground = try Ground()
        let other = ground.folder.url.appending(path: "other.asice").path
        for arguments in [
            ["export", "01923456-789a-7fff-bfff-ffffffffffff", "-o", other],
            ["export", "--cabinet", "980540000397", "-o", other], ["export", "-o", other],
        ] {
            let outcome = try ground.binary.run(arguments)
            #expect(outcome.status == 66 || outcome.status == 64)
            #expect(!FileManager.default.fileExists(atPath: other))
        }
        // A blob that is damaged keeps the package from being written.
        let blobs = try FileManager.default.subpathsOfDirectory(atPath: ground.vault + "/blobs")
            .filter { $0.split(separator: "/").last?.count == 64 }.map { ground.vault + "/blobs/" + $0 }
        for blob in blobs {
            var bytes = try Data(contentsOf: URL(filePath: blob))
            bytes[bytes.count - 1] ^= 1
            try FileManager.default.removeItem(atPath: blob)
            try bytes.write(to: URL(filePath: blob))
        }
        let outcome = try ground.binary.run(["export", "--cabinet", "000740000728", "-o", other])
        #expect(outcome.status == 66)
        #expect(!FileManager.default.fileExists(atPath: other))
    }

    private static let listing = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
            assert z.testzip() is None
            for i in z.infolist(): print(i.filename, i.compress_type)
        """

    private static let digests = """
        import base64, hashlib, os, sys, urllib.parse, xml.etree.ElementTree as E
        root = sys.argv[1]
        named = set()
        for r in E.parse(root + "/META-INF/ASiCManifest.xml").getroot().iter():
            if not r.tag.endswith("}DataObjectReference"): continue
            name = urllib.parse.unquote(r.get("URI"))
            named.add(name)
            assert r[0].get("Algorithm") == "http://www.w3.org/2001/04/xmlenc#sha256"
            digest = hashlib.sha256(open(os.path.join(root, name), "rb").read()).digest()
            assert base64.b64decode(r[1].text) == digest, name
        files = {os.path.relpath(os.path.join(d, f), root) for d, _, fs in os.walk(root) for f in fs}
        assert {f for f in files if not f.startswith("META-INF/") and f != "mimetype"} == named
        """

    private static let links = """
        import html.parser, os, sys, urllib.parse
        class P(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                assert tag != "script"
                for name, value in attributes:
                    assert not name.startswith("on")
                    if name == "href" and not value.startswith("#"):
                        assert os.path.isfile(os.path.join(sys.argv[1], urllib.parse.unquote(value))), value
        P().feed(open(sys.argv[1] + "/index.html", encoding="utf-8").read())
        """

    private static let stuffing = """
        import io, sys, zipfile
        source, target, container = sys.argv[1:]
        def archive(entries, method=zipfile.ZIP_STORED):
            octets = io.BytesIO()
            with zipfile.ZipFile(octets, "w", method) as z:
                for name, data in entries: z.writestr(name, data)
            return octets.getvalue()
        with zipfile.ZipFile(container) as z: entries = [(i.filename, z.read(i)) for i in z.infolist()]
        objects = [n for n, _ in entries if n != "mimetype" and not n.startswith("META-INF/")]
        bomb = [(n, bytes(64 << 20) if n == objects[0] else d) for n, d in entries]
        with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w") as b:
            for i in a.infolist(): b.writestr(i, a.read(i))
            b.writestr("stuffed/container.asice", open(container, "rb").read())
            b.writestr("stuffed/package.asice", open(source, "rb").read())
            b.writestr("stuffed/bomb.asice", archive(bomb, zipfile.ZIP_DEFLATED))
            b.writestr("stuffed/broken.pdf", b"%PDF-1.7\\n/ByteRange [0 1 2 3]\\n%%EOF\\n")
            b.writestr("stuffed/plain.zip", archive([("a.txt", b"a")]))
        """

    private static let unmarking = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as a, zipfile.ZipFile(sys.argv[2], "w") as b:
            for i in a.infolist():
                if i.filename != "package.json": b.writestr(i, a.read(i))
        """

    private static let change = """
        import sys, zipfile
        source, target, name = sys.argv[1:]
        with zipfile.ZipFile(source) as a, zipfile.ZipFile(target, "w") as b:
            for i in a.infolist():
                data = bytearray(a.read(i))
                if i.filename == name:
                    # Of a receipt what is signed, of the seal its value: what else CMS carries nobody signs.
                    place = data.find(b"sandyq.receipt/1")
                    if place < 0: place = len(data) - 1 if name.endswith(".p7s") and "META-INF" in name else len(data) // 2
                    data[place] ^= 1
                b.writestr(i, bytes(data))
        """
}

/// Programs the tests compare with.
enum Tool {
    static func run(_ words: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
