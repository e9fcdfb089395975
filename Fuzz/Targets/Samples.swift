import Foundation
import SandyqOpenSSL
import SandyqSignatures
import SandyqValidation

/// What the targets start from.
///
/// The folders are named by the environment: FUZZ_PKI, and FUZZ_SEEDS with every seed.
enum Samples {
    /// A policy that comes with Sandyq.
    static func policy(_ name: String) -> Policy {
        guard let policy = try? Policy.named(name) else { fatalError("no policy \(name)") }
        return policy
    }

    /// The test PKI, its roots trusted.
    static let evidence: Evidence = {
        pauseLeakChecking()
        defer { resumeLeakChecking() }
        var evidence = Evidence()
        for (name, bytes) in files(under: "FUZZ_PKI") {
            if name.hasSuffix(".cer"), let certificate = try? Certificate(der: bytes[...]) {
                if name.hasPrefix("root-") { evidence.anchors.append(certificate) }
                if name.hasPrefix("ca-") { evidence.certificates.append(certificate) }
            } else if name.hasSuffix(".crl"), let list = try? RevocationList(der: bytes[...]) {
                evidence.revocationLists.append((list, .given))
            } else if name.hasSuffix(".ors"), let response = try? OCSPResponse(der: bytes[...]) {
                evidence.ocspResponses.append((response, .given))
            }
        }
        require(!evidence.anchors.isEmpty, "FUZZ_PKI names no folder with roots")
        return evidence
    }()

    /// Stands in for the data of detached signatures, whatever it is called.
    static let content = MemoryContent(bytes: Array("Sandyq".utf8))

    /// Everything that a seed signs validly.
    static let signed: Set<Fingerprint> = {
        let verifier = Verifier(policy: policy("integrity"), evidence: evidence)
        var signed: Set<Fingerprint> = []
        let folders = ["cms", "text", "timestamp", "xml", "pdf", "container", "record"]
        for (name, bytes) in folders.flatMap({ files(under: "FUZZ_SEEDS", in: "/" + $0) }) {
            let submission = Submission(name: name, bytes: bytes, content: content)
            guard let facts = try? verifier.facts(of: submission) else { continue }
            signed.formUnion(facts.signatures.flatMap(SignedBytes.all))
        }
        return signed
    }()

    /// One that every target may use as it is.
    static let signedFile = files(under: "FUZZ_SEEDS").first { $0.name == "attached-rsa.cms" }?.bytes ?? []

    private static func files(under variable: String, in part: String = "") -> [(name: String, bytes: [UInt8])] {
        guard let folder = ProcessInfo.processInfo.environment[variable].map({ $0 + part }),
            let names = FileManager.default.enumerator(atPath: folder)
        else { return [] }
        return names.compactMap { $0 as? String }.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { return nil }
            return (String(name.split(separator: "/").last ?? ""), [UInt8](data))
        }
    }
}

// What is kept to the end is no leak. Swift marks some pointers to it in bits that the leak checker takes for an address.
@_silgen_name("__lsan_disable") private func pauseLeakChecking()
@_silgen_name("__lsan_enable") private func resumeLeakChecking()
