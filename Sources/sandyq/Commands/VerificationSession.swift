#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqValidation

/// What is the same for every file of one run.
struct VerificationSession: Sendable {
    private let verifier: Verifier
    private let online: OnlineVerifier?
    private let judge: Judge
    private let content: ContentFiles
    private let moment: Date
    private let press: ReportPress
    private let extraction: Extraction?
    private let limits: Limits

    init(
        policy: Policy,
        evidence: Evidence,
        online: OnlineEvidence?,
        content: ContentFiles,
        moment: Date,
        press: ReportPress,
        extraction: Extraction?
    ) {
        let limits = Limits()
        self.limits = limits
        verifier = Verifier(policy: policy, evidence: evidence, limits: limits)
        self.online = online.map { OnlineVerifier(policy: policy, evidence: evidence, online: $0, limits: limits) }
        judge = Judge(policy: policy)
        self.content = content
        self.moment = moment
        self.press = press
        self.extraction = extraction
    }

    /// What came of one file.
    struct Outcome: Sendable {
        var status: ExitStatus
        /// Kept only when all reports make one document.
        var report: Report?
        var text: [UInt8] = []
        /// For standard error.
        var remarks: [String] = []
    }

    /// Verifies one file.
    func outcome(of entry: FileArguments.Entry) -> Outcome {
        switch entry {
        case .unreadable(let reason): return Outcome(status: .unreadable, remarks: [reason])
        case .file(let path):
            do throws(FileError) { return try outcome(ofFile: path) } catch {
                return Outcome(status: .unreadable, remarks: [error.description])
            }
        }
    }

    private func outcome(ofFile path: String) throws(FileError) -> Outcome {
        let file = try ReadableFile(path: path)
        let isRegular = file.size != nil
        guard let bytes = try file.bytes(atMost: limits.signatureBytes) else {
            // What a pipe or a device gave is gone, and it may never end.
            guard isRegular else {
                let reason = "more than \(limits.signatureBytes >> 20) MiB, and not from a regular file: save it as one"
                throw FileError(path: path, kind: .other, reason: reason)
            }
            return outcome(judge.report(on: try tooLarge(path), asOf: moment))
        }
        let submission = Submission(name: path, bytes: bytes, content: content.source(for: path))
        let report = report(on: submission)
        var outcome = outcome(report)
        guard let extraction else { return outcome }
        let contents = CoveredContent.all(
            in: submission,
            according: report,
            files: content.files(for: path),
            limits: limits
        )
        do throws(FileError) { outcome.remarks += try extraction.write(contents, of: path) } catch {
            outcome.remarks.append(error.description)
            outcome.status = .unreadable
        }
        return outcome
    }

    private func outcome(_ report: Report) -> Outcome {
        press.isOneDocument
            ? Outcome(status: ExitStatus(report), report: report)
            : Outcome(status: ExitStatus(report), text: press.bytes(for: report))
    }

    private func report(on submission: Submission) -> Report {
        guard let online else { return verifier.verify(submission, asOf: moment) }
        return online.verify(submission, asOf: moment, while: NetworkOptions.patience())
    }

    /// A file beyond the bound is not looked into; that is its finding.
    private func tooLarge(_ path: String) throws(FileError) -> SubmissionFacts {
        let read = try FileDigests(path: path, by: [.sha256])
        guard let sha256 = read.digests[.sha256].flatMap({ Fingerprint($0) }) else {
            throw FileError(path: path, kind: .other, reason: "no SHA-256 of it")
        }
        return SubmissionFacts(
            file: FileFacts(name: path, size: read.size, sha256: sha256),
            format: .none,
            defect: .limit("signatureBytes", limits.signatureBytes),
            signatures: [],
            dossier: Dossier(),
            notes: []
        )
    }
}

extension ExitStatus {
    /// The status a report calls for.
    init(_ report: Report) { self.init(verdict: report.verdict) }

    /// The status a verdict calls for; nil: nothing was signed.
    init(verdict: Verdict?) {
        self =
            switch verdict {
            case nil: .noSignature
            case .passed: .passed
            case .failed: .failed
            case .indeterminate: .indeterminate
            }
    }
}
