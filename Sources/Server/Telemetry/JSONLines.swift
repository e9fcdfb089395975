#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
package import Logging
internal import SandyqFiles
internal import SandyqSignatures

/// Writes the log as one JSON object a line to standard error, members always in one order.
package struct JSONLines: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    private let label: String
    private let moment: @Sendable () -> Date

    /// Begins a log.
    package init(label: String, level: Logger.Level, ambient: Ambient) {
        self.label = label
        logLevel = level
        moment = ambient.moment
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let provided = metadataProvider?.get() ?? [:]
        let all = metadata.merging(provided) { $1 }.merging(event.metadata ?? [:]) { $1 }
        var writer = JSONWriter(capacity: 512)
        writer.object { json in
            json.member("time", moment())
            json.member("level", event.level.rawValue)
            json.member("log", label)
            json.member("message", event.message.description)
            if let error = event.error { json.member("error", "\(error)") }
            for (name, value) in all.sorted(by: { $0.key < $1.key }) {
                json.key(name)
                Self.write(value, to: &json)
            }
        }
        writer.endLine()
        // When standard error is closed there is nobody left to tell.
        try? StandardStream.error.write(String(decoding: writer.bytes, as: UTF8.self))
    }

    private static func write(_ value: Logger.Metadata.Value, to json: inout JSONWriter) {
        switch value {
        case .string(let text): json.value(text)
        case .stringConvertible(let number as Int): json.value(number)
        case .stringConvertible(let other): json.value(other.description)
        case .array(let values): json.array(values) { write($1, to: &$0) }
        case .dictionary(let members):
            json.object { json in
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    json.key(name)
                    write(value, to: &json)
                }
            }
        }
    }
}
