internal import ArgumentParser
internal import SandyqFiles

/// The process: reads its arguments, runs one command, and ends with a status that `ExitStatus` lists.
@main
enum Program {
    static func main() {
        do {
            var command = try DirectVerification.command(in: CommandLine.arguments) ?? Sandyq.parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Ends the process; every way to do so is here, so that no failure can be read as a verdict.
    private static func end(with error: any Error) -> Never {
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
        Sandyq.exit(withError: ExitCode(status.rawValue))
    }

    /// Lets the argument parser word what it threw itself: help, version, completions, wrong usage.
    private static func report(_ error: any Error) -> ExitStatus {
        let text = Sandyq.fullMessage(for: error)
        switch Sandyq.exitCode(for: error) {
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
