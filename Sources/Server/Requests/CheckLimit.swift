internal import HTTPTypes
internal import Hummingbird

/// Counts a client's checks, tells it how many are left, and refuses what is too much before any of the body is read.
struct CheckLimit: RouterMiddleware {
    typealias Context = ServiceContext

    let limiter: RateLimiter

    func handle(
        _ request: Request,
        context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let answer = limiter.take(for: context.client)
        if let wait = answer.wait { throw Refusal(problem: .rateLimited(seconds: wait), headers: answer.headers) }
        do {
            var response = try await next(request, context)
            response.headers.append(contentsOf: answer.headers)
            return response
        } catch let problem as Problem {
            throw Refusal(problem: problem, headers: answer.headers)
        }
    }
}
