internal import Metrics

/// What the service counts of itself.
struct ServiceMetrics: Sendable {
    private let factory: any MetricsFactory

    init(factory: any MetricsFactory) { self.factory = factory }

    /// A request was answered.
    func answered(method: String, route: String, status: Int, seconds: Double) {
        let labels = [("method", method), ("route", route), ("status", String(status))]
        Counter(label: "sandyq_requests", dimensions: labels, factory: factory).increment()
        Timer(label: "sandyq_request_duration", dimensions: [("route", route)], factory: factory)
            .recordNanoseconds(Int64(seconds * 1e9))
    }

    /// Requests that are in work now.
    func inWork(_ count: Int) { Meter(label: "sandyq_requests_in_work", dimensions: [], factory: factory).set(count) }

    /// A verification came to its end.
    func verified(indication: String, format: String, seconds: Double) {
        let labels = [("format", format), ("indication", indication)]
        Counter(label: "sandyq_verifications", dimensions: labels, factory: factory).increment()
        Timer(label: "sandyq_verification_duration", dimensions: [], factory: factory)
            .recordNanoseconds(Int64(seconds * 1e9))
    }

    /// Verifications that are running or wait for their turn.
    func verifying(_ count: Int) {
        Meter(label: "sandyq_verifications_in_work", dimensions: [], factory: factory).set(count)
    }

    /// Actions of the vault that are running or wait for their turn.
    func vaultWorks(_ count: Int) {
        Meter(label: "sandyq_vault_actions_in_work", dimensions: [], factory: factory).set(count)
    }

    /// A request was refused before any work was done for it.
    func refused(code: String) {
        Counter(label: "sandyq_refusals", dimensions: [("code", code)], factory: factory).increment()
    }
}
