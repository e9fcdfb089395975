internal import HTTPTypes

extension HTTPField.Name {
    /// What a request is called in logs, answers and problems.
    static let requestID = named("X-Request-Id")
    /// Where a proxy says for whom it asks.
    static let forwardedFor = named("X-Forwarded-For")
    /// Checks of a client in the time the policy names.
    static let rateLimit = named("RateLimit-Limit")
    /// Checks that are left.
    static let rateLimitRemaining = named("RateLimit-Remaining")
    /// Seconds until all are there again.
    static let rateLimitReset = named("RateLimit-Reset")
    /// The limit and its time.
    static let rateLimitPolicy = named("RateLimit-Policy")
    static let referrerPolicy = named("Referrer-Policy")

    /// The digest of a body, and of the whole it is of (RFC 9530).
    static let contentDigest = named("Content-Digest")
    static let reprDigest = named("Repr-Digest")

    private static func named(_ name: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("\(name) is no name of a header") }
        return name
    }
}
