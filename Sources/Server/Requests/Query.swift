#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import Hummingbird
internal import SandyqSignatures

/// The parameters of a request; one that is not known is refused, since a misspelt one would silently change nothing.
struct Query {
    private var values: [String: String] = [:]

    /// Reads the parameters, each of which may come once.
    init(of request: Request, knowing names: Set<String>) throws(Problem) {
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard names.contains(name) else { throw .parameterUnknown(name: name) }
            guard values.updateValue(String(value), forKey: name) == nil else {
                throw .parameterInvalid(name: name, form: "given once")
            }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// A parameter's value as something else than a text; nil where it is not given.
    func parsed<Value>(_ name: String, form: String, _ parse: (String) -> Value?) throws(Problem) -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else { throw .parameterInvalid(name: name, form: form) }
        return value
    }

    /// Those of some names that are given.
    func values(of names: Set<String>) -> [String: String] { values.filter { names.contains($0.key) } }

    /// The policy to judge by.
    func policy(default standard: String) throws(Problem) -> String {
        guard let name = values["policy"] else { return standard }
        guard Checker.policyNames.contains(name) else {
            throw .parameterInvalid(name: "policy", form: Checker.policyNames.joined(separator: ", "))
        }
        return name
    }

    /// The moment to judge as of; the present one when none is named.
    func moment(default now: Date) throws(Problem) -> Date {
        guard let text = values["at"] else { return now }
        guard let moment = Moment(rfc3339: text) else {
            throw .parameterInvalid(name: "at", form: "a time as 2025-05-01T10:00:00Z")
        }
        return moment.date
    }
}
