package import CoreMetrics
internal import Synchronization

/// Keeps what swift-metrics is told, to be read in the text format of Prometheus.
package final class MetricsRegistry: MetricsFactory {
    private let families = Mutex<[String: Family]>([:])

    /// Starts with nothing counted.
    package init() {}

    /// Everything of one name.
    private struct Family {
        let kind: MetricKind
        var series: [Labels: MetricSeries] = [:]
    }

    /// A series' labels, in the order of their names.
    private struct Labels: Hashable {
        let text: String

        init(_ dimensions: [(String, String)]) {
            text = dimensions.sorted { $0.0 < $1.0 }
                .map { "\(MetricsRegistry.name($0.0))=\"\(MetricsRegistry.escaped($0.1))\"" }.joined(separator: ",")
        }
    }

    /// The text format (version 0.0.4), names in order.
    package func text() -> String {
        let families = families.withLock { $0 }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text += "# TYPE \(name) \(family.kind.rawValue)\n"
            for (labels, series) in family.series.sorted(by: { $0.key.text < $1.key.text }) {
                series.write(name: name, labels: labels.text, to: &text)
            }
        }
        return text
    }

    private func series(_ label: String, _ kind: MetricKind, _ dimensions: [(String, String)]) -> MetricSeries {
        let suffix =
            switch kind {
            case .counter: "_total"
            case .histogram: "_seconds"
            case .gauge: ""
            }
        let base = Self.name(label)
        let name = base.hasSuffix(suffix) ? base : base + suffix
        let labels = Labels(dimensions)
        return families.withLock { families in
            if let known = families[name]?.series[labels] { return known }
            let fresh = MetricSeries(kind: kind)
            families[name, default: Family(kind: kind)].series[labels] = fresh
            return fresh
        }
    }

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions)
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        series(label, .gauge, dimensions)
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram, dimensions)
    }

    // A scrape between two requests must not forget what was counted: series stay until the process ends.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// Prometheus knows letters, digits and underscores.
    private static func name(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}

/// Raw values are Prometheus's names.
enum MetricKind: String {
    case counter
    case gauge
    case histogram
}

/// One series of figures.
final class MetricSeries: CounterHandler, RecorderHandler, MeterHandler, TimerHandler {
    private struct State {
        var value = 0.0
        /// Observations up to each bound.
        var buckets = [Int](repeating: 0, count: MetricSeries.bounds.count)
        var count = 0
    }

    private let kind: MetricKind
    private let state = Mutex(State())

    /// Seconds: from an answer out of memory to the longest verification anybody waits for.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

    init(kind: MetricKind) { self.kind = kind }

    func increment(by amount: Int64) { state.withLock { $0.value += Double(amount) } }
    func reset() { state.withLock { $0.value = 0 } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }
    func increment(by amount: Double) { state.withLock { $0.value += amount } }
    func decrement(by amount: Double) { state.withLock { $0.value -= amount } }

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        state.withLock { state in
            state.value += seconds
            state.count += 1
            for index in Self.bounds.indices where seconds <= Self.bounds[index] { state.buckets[index] += 1 }
        }
    }

    func write(name: String, labels: String, to text: inout String) {
        let state = state.withLock { $0 }
        let braces = labels.isEmpty ? "" : "{\(labels)}"
        guard kind == .histogram else {
            text += "\(name)\(braces) \(Self.number(state.value))\n"
            return
        }
        let comma = labels.isEmpty ? "" : ","
        for (bound, count) in zip(Self.bounds, state.buckets) {
            text += "\(name)_bucket{\(labels)\(comma)le=\"\(Self.number(bound))\"} \(count)\n"
        }
        text += "\(name)_bucket{\(labels)\(comma)le=\"+Inf\"} \(state.count)\n"
        text += "\(name)_sum\(braces) \(state.value)\n\(name)_count\(braces) \(state.count)\n"
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
