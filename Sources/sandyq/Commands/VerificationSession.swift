#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import SandyqFiles
internal import SandyqSignatures
internal import SandyqTerminal
internal import SandyqValidation

/// What is the same for every file of one run.
struct VerificationSession: Sendable {
    private let reader: SubmissionReader
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
        reader = SubmissionReader(evidence: evidence, limits: limits)
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
        let bounds = (memory: limits.memoryBytes, pipe: limits.signatureBytes)
        guard
            let file = try ReadableFile(path: path).octets(inMemoryUpTo: bounds.memory, elseAtMost: bounds.pipe)
        else {
            // What a pipe or a device gave is gone, and it may never end.
            let reason = "more than \(bounds.pipe >> 20) MiB, and not from a regular file: save it as one"
            throw FileError(path: path, kind: .other, reason: reason)
        }
        let submission = Submission(name: path, file: file, content: content.source(for: path))
        let report = try report(on: submission)
        var outcome = outcome(report)
        guard let extraction else { return outcome }
        let contents = try CoveredContent.all(
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

    private func report(on submission: Submission) throws(FileError) -> Report {
        guard let online else { return judge.report(on: try reader.reading(of: submission).facts, asOf: moment) }
        return try online.verify(submission, asOf: moment, while: NetworkOptions.patience())
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
