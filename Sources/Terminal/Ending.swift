package import ArgumentParser
internal import SandyqFiles

extension ParsableCommand {
    /// Ends the process; every way to do so is here, so that no failure can be read as a verdict.
    package static func end(with error: any Error) -> Never {
        let status: ExitStatus
        switch error {
        case let outcome as ExitStatus: status = outcome
        case let complaint as Complaint:
            Diagnostics.say(complaint.description)
            status = complaint.status
        case let error as FileError:
            Diagnostics.say(error.description)
            status = error.path == StandardStream.output.name ? .internalError : .unreadable
        default:
            status = report(error)
        }
        exit(withError: ExitCode(status.rawValue))
    }

    /// Lets the argument parser word what it threw itself: help, version, completions, wrong usage.
    private static func report(_ error: any Error) -> ExitStatus {
        let text = fullMessage(for: error)
        switch exitCode(for: error) {
        case .success:
            do throws(FileError) { try StandardStream.output.write(text + "\n") } catch { return .internalError }
            return .passed
        case .validationFailure:
            Diagnostics.write(text + "\n")
            return .usage
        default:
            Diagnostics.say("internal error: \(error)")
            return .internalError
        }
    }
}
