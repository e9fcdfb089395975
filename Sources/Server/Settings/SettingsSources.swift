#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Where settings come from, the strongest first: flags, environment, configuration file, defaults.
package struct SettingsSources: Sendable {
    /// By name, from `--set` and the flags that stand for one.
    package var flags: [String: String] = [:]
    /// By name, from the configuration file.
    package private(set) var file: [String: String] = [:]
    private let variable: @Sendable (String) -> String?

    /// Takes what the environment knows.
    package init(variable: @escaping @Sendable (String) -> String?) { self.variable = variable }

    /// Reads a configuration file: one JSON5 object of settings by name; a list may be written as one.
    package mutating func read(file bytes: [UInt8], named path: String) throws(SettingsError) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        guard let members = try? decoder.decode([String: Entry].self, from: Data(bytes)) else {
            throw SettingsError("\(path): not a JSON5 object of texts, numbers, truths and lists of texts")
        }
        file = members.mapValues(\.text)
        try Self.checkNames(in: file, of: path)
    }

    /// The settings that hold.
    package func settings() throws(SettingsError) -> Settings {
        try Self.checkNames(in: flags, of: "--set")
        var settings = Settings()
        for setting in Setting.all {
            guard let (text, origin) = value(of: setting) else { continue }
            guard setting.read(text, &settings) else {
                throw SettingsError("\(origin.description(of: setting)): must be \(setting.form)")
            }
        }
        guard (settings.tlsCertificate == nil) == (settings.tlsKey == nil) else {
            throw SettingsError("tlsCertificate and tlsKey: one is of no use without the other")
        }
        return settings
    }

    /// Every setting as text, with where it came from, for `--print-settings`.
    package func lines() throws(SettingsError) -> [String] {
        let settings = try settings()
        return Setting.all.map { setting in
            let origin = value(of: setting)?.origin ?? .standard
            return "\(setting.name) = \(setting.write(settings))  (\(origin.rawValue))"
        }
    }

    /// Raw values are shown to people.
    private enum Origin: String {
        case flag
        case environment
        case file
        case standard = "default"

        func description(of setting: Setting) -> String {
            self == .environment ? setting.variable ?? setting.name : setting.name
        }
    }

    private func value(of setting: Setting) -> (text: String, origin: Origin)? {
        if let text = flags[setting.name] { return (text, .flag) }
        if let text = setting.variable.flatMap(variable) { return (text, .environment) }
        return file[setting.name].map { ($0, .file) }
    }

    private static func checkNames(in texts: [String: String], of source: String) throws(SettingsError) {
        let known = Set(Setting.all.map(\.name))
        for name in texts.keys.sorted() where !known.contains(name) {
            throw SettingsError("\(source): there is no setting \(name)")
        }
    }

    /// What may stand for a setting in the file.
    private struct Entry: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let truth = try? value.decode(Bool.self) {
                text = String(truth)
            } else if let number = try? value.decode(Int.self) {
                text = String(number)
            } else if let list = try? value.decode([String].self) {
                text = list.joined(separator: ",")
            } else {
                text = try value.decode(String.self)
            }
        }
    }
}

/// A setting that cannot be taken: which, and what it must be.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// Words it.
    package init(_ description: String) { self.description = description }
}
