/// What a tariff or the demo terms entitle a cabinet to (1.10 to 1.12); catalogue data, never code.
package struct Entitlement: Hashable, Sendable, Codable {
    /// Nil: without bound.
    package let documents: Int?
    /// Nil: without bound.
    package let octets: Int?
    package let functions: Set<String>
    /// One-off services and how often each may be used.
    package let services: [String: Int]

    package init(documents: Int?, octets: Int?, functions: Set<String>, services: [String: Int] = [:]) {
        self.documents = documents
        self.octets = octets
        self.functions = functions
        self.services = services
    }

    /// What a cabinet has used so far.
    package struct Usage: Hashable, Sendable, Codable {
        package var documents: Int
        package var octets: Int
        package var services: [String: Int]

        package init(documents: Int = 0, octets: Int = 0, services: [String: Int] = [:]) {
            self.documents = documents
            self.octets = octets
            self.services = services
        }
    }

    /// Something that is about to be used.
    package enum Request: Hashable, Sendable {
        case filing(octets: Int)
        case function(String)
        case service(String)
    }

    /// Whether the cabinet is entitled to it; the bound that is reached when not.
    package func answer(to request: Request, after usage: Usage) -> Answer {
        switch request {
        case .filing(let size):
            if let documents, usage.documents >= documents { return .documentsUsedUp(documents) }
            if let octets {
                let (sum, overflows) = usage.octets.addingReportingOverflow(size)
                if overflows || sum > octets { return .octetsUsedUp(octets) }
            }
            return .entitled
        case .function(let name): return functions.contains(name) ? .entitled : .notIncluded
        case .service(let name):
            guard let bound = services[name] else { return .notIncluded }
            return usage.services[name, default: 0] < bound ? .entitled : .serviceUsedUp(bound)
        }
    }

    package enum Answer: Hashable, Sendable {
        case entitled
        case documentsUsedUp(Int)
        case octetsUsedUp(Int)
        case serviceUsedUp(Int)
        case notIncluded
    }
}
