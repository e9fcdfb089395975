internal import SandyqLibXML
internal import SandyqValidation

/// What canonical forms and filters of one file may still cost.
final class XMLBudget {
    let limits: Limits
    private var octets: Int
    private var pathSteps: Int
    /// The bound that was reached first.
    private(set) var reached: FormatDefect?

    /// Starts with all of it.
    init(_ limits: Limits) {
        self.limits = limits
        octets = limits.canonicalOctets
        pathSteps = limits.pathSteps
    }

    /// Writes a canonical form for as long as there is budget.
    func write(
        _ selection: NodeSelection,
        _ form: CanonicalForm,
        to use: (Span<UInt8>) -> Void
    ) throws(TransformFailure) {
        do throws(XMLError) {
            try selection.write(form) { piece in
                guard take(piece.count) else { return false }
                use(piece)
                return true
            }
        } catch {
            if case .limit(let name, let bound) = reached { throw .limit(name, bound) }
            throw .refused("relative namespace names")
        }
    }

    /// A canonical form as a whole.
    func octets(of selection: NodeSelection, _ form: CanonicalForm) throws(TransformFailure) -> [UInt8] {
        let octets: [UInt8]
        do throws(XMLError) { octets = try selection.octets(form) } catch {
            throw .refused("relative namespace names")
        }
        guard take(octets.count) else { throw .limit("canonicalOctets", limits.canonicalOctets) }
        return octets
    }

    /// Notes a bound that was reached, and names it.
    func stop(_ name: String, _ bound: Int) -> TransformFailure {
        reached = reached ?? .limit(name, bound)
        return .limit(name, bound)
    }

    /// Takes octets; false when there are not so many left.
    func take(_ count: Int) -> Bool {
        guard octets >= count else {
            reached = reached ?? .limit("canonicalOctets", limits.canonicalOctets)
            return false
        }
        octets -= count
        return true
    }

    /// Applies an XPath filter (XML Signature clause 6.6.3).
    func filter(_ selection: inout NodeSelection, by expression: XMLElement) throws(TransformFailure) {
        try spendingSteps { steps throws(XMLError) in
            try selection.filter(by: expression.text, in: expression, spending: &steps)
        }
    }

    /// Applies the steps of an XPath Filter 2.0.
    func filter(_ selection: inout NodeSelection, bySteps elements: [XMLElement]) throws(TransformFailure) {
        var steps: [(FilterStep, expression: String, element: XMLElement)] = []
        for element in elements {
            switch element.attribute("Filter") {
            case "intersect": steps.append((.intersect, element.text, element))
            case "subtract": steps.append((.subtract, element.text, element))
            case "union": steps.append((.union, element.text, element))
            default: throw .unfit
            }
        }
        try spendingSteps { left throws(XMLError) in try selection.filter(by: steps, spending: &left) }
    }

    private func spendingSteps(_ body: (inout Int) throws(XMLError) -> Void) throws(TransformFailure) {
        do throws(XMLError) { try body(&pathSteps) } catch {
            guard case .limit = error else { throw .unfit }
            throw stop("pathSteps", limits.pathSteps)
        }
    }
}
