/// The statuses a process of this program ends with; scripts rely on them (docs/verify.md).
package enum ExitStatus: Int32, Error, Hashable, Sendable {
    /// Every signature is TOTAL-PASSED.
    case passed = 0
    /// Some signature is TOTAL-FAILED.
    case failed = 10
    /// None failed, some is INDETERMINATE.
    case indeterminate = 11
    /// None of these, but a file holds no signature.
    case noSignature = 12
    /// Wrong usage.
    case usage = 64
    /// A file cannot be read.
    case unreadable = 66
    /// The program itself failed; never a verdict.
    case internalError = 70

    /// The worst of many files' statuses.
    package static func worst(of statuses: some Sequence<ExitStatus>) -> ExitStatus {
        statuses.max { $0.gravity < $1.gravity } ?? .passed
    }

    private var gravity: Int {
        switch self {
        case .passed: 0
        case .noSignature: 1
        case .indeterminate: 2
        case .failed: 3
        case .unreadable: 4
        case .usage: 5
        case .internalError: 6
        }
    }
}

/// A message for the person at the keyboard that ends a command: what is wrong, where, and what to do.
package struct Complaint: Error, CustomStringConvertible {
    package let description: String
    package let status: ExitStatus

    /// Words a complaint.
    package init(_ description: String, status: ExitStatus = .unreadable) {
        self.description = description
        self.status = status
    }
}
