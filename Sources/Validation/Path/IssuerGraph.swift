#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// The certificates that valid links lead to from one certificate, by number; the first is that certificate.
struct IssuerGraph {
    private(set) var nodes: [Node] = []
    /// Whether links were left out for want of steps.
    var isTruncated = false
    private var numbers: [Fingerprint: Int] = [:]

    /// What a search needs to know of a certificate.
    struct Entity {
        let fingerprint: Fingerprint
        /// Equal for certificates with one name and key.
        let identity: Int
        let isAnchor: Bool
        let isInTime: Bool
        let notBefore: Date
        let keyIdentifier: [UInt8]?

        /// Whether this one is in time and the other is not, or is the newer.
        func isBetter(than other: Entity) -> Bool {
            isInTime == other.isInTime ? notBefore > other.notBefore : isInTime
        }
    }

    struct Node {
        let entity: Entity
        /// How many links away from the first it was met.
        let depth: Int
        /// The certificate it was met from.
        let child: Int?
        fileprivate(set) var links: [(issuer: Int, cost: Int)] = []
    }

    /// Adds a certificate if it is new, and numbers it.
    @discardableResult
    mutating func add(_ entity: Entity, metFrom child: Int? = nil) -> Int {
        if let number = numbers[entity.fingerprint] { return number }
        numbers[entity.fingerprint] = nodes.count
        nodes.append(Node(entity: entity, depth: child.map { nodes[$0].depth + 1 } ?? 0, child: child))
        return nodes.count - 1
    }

    /// Links a certificate to its issuers, best first.
    mutating func link(_ child: Int, to issuers: [(issuer: Entity, cost: Int)]) {
        nodes[child].links = issuers.map { (add($0.issuer, metFrom: child), $0.cost) }
    }

    /// What the cheapest way from each certificate to an anchor costs; nil where there is none.
    func costsToAnchors() -> [Int?] {
        var children: [[(child: Int, cost: Int)]] = Array(repeating: [], count: nodes.count)
        for (child, node) in nodes.enumerated() {
            for link in node.links { children[link.issuer].append((child, link.cost)) }
        }
        var costs: [Int?] = Array(repeating: nil, count: nodes.count)
        var queue = CostQueue<Int>()
        for (number, node) in nodes.enumerated() where node.entity.isAnchor { queue.insert(number, cost: 0) }
        while let (number, cost) = queue.removeCheapest() {
            guard costs[number] == nil else { continue }
            costs[number] = cost
            for link in children[number] where costs[link.child] == nil {
                queue.insert(link.child, cost: cost + link.cost)
            }
        }
        return costs
    }
}

/// The search for paths in a graph, cheapest first: A*, whose estimate is exact but for loops.
struct Search {
    private let graph: IssuerGraph
    private let costsToAnchors: [Int?]
    private var steps: [Step] = []
    private var links = 0
    private var queue = CostQueue<Int>()
    /// Whether a limit kept paths from being found.
    private(set) var isTruncated = false

    /// A certificate reached, by way of an earlier step.
    private struct Step {
        let node: Int
        let previous: Int?
        let cost: Int
        let length: Int
    }

    /// Prepares the search.
    init(graph: IssuerGraph) {
        self.graph = graph
        costsToAnchors = graph.costsToAnchors()
    }

    /// Gives paths as node numbers, leaf first.
    mutating func run(limit: Int, lengthLimit: Int, linkLimit: Int) -> [[Int]] {
        guard costsToAnchors.first ?? nil != nil else { return [] }
        var paths: [[Int]] = []
        push(Step(node: 0, previous: nil, cost: 0, length: 1))
        while let (number, _) = queue.removeCheapest() {
            guard paths.count < limit, links < linkLimit else {
                isTruncated = true
                break
            }
            let step = steps[number]
            if graph.nodes[step.node].entity.isAnchor {
                paths.append(way(to: number).reversed())
            } else if step.length < lengthLimit {
                extend(step, number)
            } else {
                isTruncated = true
            }
        }
        return paths
    }

    private mutating func extend(_ step: Step, _ number: Int) {
        let identities = Set(way(to: number).map { graph.nodes[$0].entity.identity })
        links += graph.nodes[step.node].links.count
        for link in graph.nodes[step.node].links {
            let issuer = graph.nodes[link.issuer].entity
            guard issuer.isAnchor || !identities.contains(issuer.identity) else { continue }
            push(Step(node: link.issuer, previous: number, cost: step.cost + link.cost, length: step.length + 1))
        }
    }

    private mutating func push(_ step: Step) {
        guard let rest = costsToAnchors[step.node] else { return }
        steps.append(step)
        queue.insert(steps.count - 1, cost: step.cost + rest)
    }

    /// The nodes from a step back to the first certificate.
    private func way(to number: Int) -> [Int] {
        var way: [Int] = []
        var current: Int? = number
        while let step = current {
            way.append(steps[step].node)
            current = steps[step].previous
        }
        return way
    }
}

/// A queue that gives out the cheapest element first, and of equals the one that came first.
struct CostQueue<Element> {
    private var heap: [(cost: Int, turn: Int, element: Element)] = []
    private var turn = 0

    /// Adds an element.
    mutating func insert(_ element: Element, cost: Int) {
        heap.append((cost, turn, element))
        turn += 1
        var index = heap.count - 1
        while index > 0, precedes(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes out the cheapest element; nil when there is none.
    mutating func removeCheapest() -> (element: Element, cost: Int)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            var index = 0
            while true {
                var least = index
                for child in [2 * index + 1, 2 * index + 2] where child < heap.count && precedes(child, least) {
                    least = child
                }
                if least == index { break }
                heap.swapAt(index, least)
                index = least
            }
        }
        return (first.element, first.cost)
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (heap[left].cost, heap[left].turn) < (heap[right].cost, heap[right].turn)
    }
}
