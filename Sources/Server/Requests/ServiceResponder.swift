internal import HTTPTypes
package import Hummingbird
internal import Logging
internal import SandyqSignatures
internal import Synchronization

/// Stands around every request: names it, counts it, writes one line about it, and words what went wrong.
///
/// Nothing of what is sent or who sends it is written down: neither addresses nor paths, parameters or names of files.
package struct ServiceResponder: HTTPResponder {
    package typealias Context = ServiceContext

    let router: RouterResponder<ServiceContext>
    /// Methods that each path answers to, `HEAD` aside.
    let methods: [String: [String]]
    let identification: ClientIdentification
    let ambient: Ambient
    let metrics: ServiceMetrics
    let admission: Admission
    let logger: Logger

    package func respond(to request: Request, context: ServiceContext) async throws -> Response {
        let start = ambient.seconds()
        var context = context
        context.requestID = identification.requestID(of: request, from: context.peer) ?? ambient.requestID()
        context.client = identification.client(of: request, from: context.peer)
        context.language = Language(accepting: request.headers[.acceptLanguage])
        var response = await answer(to: request, context)
        response.headers[.requestID] = context.requestID
        for (name, value) in Self.safety where response.headers[name] == nil { response.headers[name] = value }
        record(request, response, context, seconds: ambient.seconds() - start)
        return response
    }

    private func answer(to request: Request, _ context: ServiceContext) async -> Response {
        do {
            let response = try await admission.admit { try await router.respond(to: request, context: context) }
            if response.status == .notFound { throw Problem.notFound }
            return response
        } catch {
            let problem = problem(for: error, request, context)
            if problem.status.code == 429 || problem.status.code == 503 { metrics.refused(code: problem.code) }
            var response = problem.response(in: context.language, requestID: context.requestID)
            if let refusal = error as? Refusal { response.headers.append(contentsOf: refusal.headers) }
            return response
        }
    }

    /// The one place where errors become answers.
    private func problem(for error: any Error, _ request: Request, _ context: ServiceContext) -> Problem {
        switch error {
        case Problem.notFound:
            guard let methods = methods[request.uri.path] else { return .notFound }
            let allowed = methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }
            return allowed.contains(request.method.rawValue) ? .notFound : .methodNotAllowed(allowed: allowed)
        case let problem as Problem: return problem
        case let refusal as Refusal: return refusal.problem
        default:
            logger.error(
                "A request failed",
                metadata: ["requestId": "\(context.requestID)", "error": "\(String(reflecting: type(of: error)))"]
            )
            return .internalError
        }
    }

    /// For answers that say nothing else: a browser shows nothing of them that could act, and keeps nothing.
    private static let safety: [(HTTPField.Name, String)] = [
        (.cacheControl, "no-store"), (.contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'"),
        (.xContentTypeOptions, "nosniff"), (.referrerPolicy, "no-referrer"),
    ]

    /// Takes note of what was refused before it was a request, and names it.
    func noteRefusal(_ problem: Problem) -> String {
        let id = ambient.requestID()
        metrics.refused(code: problem.code)
        logger.info(
            "refused",
            metadata: [
                "requestId": "\(id)", "code": "\(problem.code)", "status": .stringConvertible(problem.status.code),
            ]
        )
        return id
    }

    private func record(_ request: Request, _ response: Response, _ context: ServiceContext, seconds: Double) {
        let isKnown = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(request.method.rawValue)
        let method = isKnown ? request.method.rawValue : "other"
        // The router's own name for what it did not find would be no route.
        let isRoute = response.status != .notFound && response.status != .methodNotAllowed
        let route = isRoute ? context.endpointPath ?? "none" : "none"
        metrics.answered(method: method, route: route, status: response.status.code, seconds: seconds)
        logger.info(
            "answered",
            metadata: [
                "requestId": "\(context.requestID)", "method": "\(method)", "route": "\(route)",
                "status": .stringConvertible(response.status.code),
                "microseconds": .stringConvertible(Int(seconds * 1e6)),
            ]
        )
    }
}

/// A problem with headers that belong to the request, not to the kind of problem.
struct Refusal: Error {
    let problem: Problem
    let headers: HTTPFields
}

/// How many requests are in work at once.
final class Admission: Sendable {
    private let most: Int
    private let metrics: ServiceMetrics
    private let inWork = Mutex(0)

    init(most: Int, metrics: ServiceMetrics) {
        self.most = most
        self.metrics = metrics
    }

    /// Works on a request unless there are too many.
    func admit(_ work: () async throws -> Response) async throws -> Response {
        let count: Int? = inWork.withLock { count in
            guard count < most else { return nil }
            count += 1
            return count
        }
        guard let count else { throw Problem.busy(seconds: 1) }
        metrics.inWork(count)
        defer {
            let left = inWork.withLock { count in
                count -= 1
                return count
            }
            metrics.inWork(left)
        }
        return try await work()
    }
}
