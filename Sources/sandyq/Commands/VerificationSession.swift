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

    /// Octets of files that go through each step together at most.
    private static let mostOctets = 8 << 20

    /// Verifies some files, each step for all of them before the next.
    ///
    /// The machine code of one step fits into the processor's caches; that of all would be fetched anew for every file.
    func outcomes(of entries: [FileArguments.Entry]) -> [Outcome] {
        let submissions = entries.map(submission)
        let octets = submissions.reduce(0) { $0 + ((try? $1.get().file.count) ?? 0) }
        // What large files need is needed for one of them at a time.
        let found = octets <= Self.mostOctets ? reports(on: submissions) : submissions.flatMap { reports(on: [$0]) }
        return zip(submissions, found).map { submission, report in
            do throws(Unreadable) { return outcome(try report.get(), of: try submission.get()) } catch {
                return Outcome(status: .unreadable, remarks: [error.reason])
            }
        }
    }

    private typealias Attempt<Value> = Result<Value, Unreadable>

    /// Why a file was not verified.
    private struct Unreadable: Error { let reason: String }

    private func submission(of entry: FileArguments.Entry) -> Attempt<Submission> {
        switch entry {
        case .unreadable(let reason): .failure(Unreadable(reason: reason))
        case .file(let path): catching { () throws(FileError) in try submission(ofFile: path) }
        }
    }

    private func catching<Value>(_ body: () throws(FileError) -> Value) -> Attempt<Value> {
        do throws(FileError) { return .success(try body()) } catch {
            return .failure(Unreadable(reason: error.description))
        }
    }

    private func submission(ofFile path: String) throws(FileError) -> Submission {
        let bounds = (memory: limits.memoryBytes, pipe: limits.signatureBytes)
        guard
            let file = try ReadableFile(path: path).octets(inMemoryUpTo: bounds.memory, elseAtMost: bounds.pipe)
        else {
            // What a pipe or a device gave is gone, and it may never end.
            let reason = "more than \(bounds.pipe >> 20) MiB, and not from a regular file: save it as one"
            throw FileError(path: path, kind: .other, reason: reason)
        }
        return Submission(name: path, file: file, content: content.source(for: path))
    }

    private func reports(on submissions: [Attempt<Submission>]) -> [Attempt<Report>] {
        if let online {
            return submissions.map { attempt in
                attempt.flatMap { submission in
                    catching { () throws(FileError) in
                        try online.verify(submission, asOf: moment, while: NetworkOptions.patience())
                    }
                }
            }
        }
        let signatures = submissions.map { attempt in
            attempt.flatMap { submission in
                catching { () throws(FileError) in try reader.signatures(of: submission) }
            }
        }
        let readings = signatures.map { $0.map(reader.reading) }
        return readings.map { $0.map { judge.report(on: $0.facts, asOf: moment) } }
    }

    private func outcome(_ report: Report, of submission: Submission) -> Outcome {
        var outcome = outcome(report)
        guard let extraction else { return outcome }
        do throws(FileError) {
            let contents = try CoveredContent.all(
                in: submission,
                according: report,
                files: content.files(for: submission.name),
                limits: limits
            )
            outcome.remarks += try extraction.write(contents, of: submission.name)
        } catch {
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
