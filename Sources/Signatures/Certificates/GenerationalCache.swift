/// Values by their keys, a bounded number of them, in two generations: what is asked for moves to the younger one, the older
/// one is dropped whole.
struct GenerationalCache<Key: Hashable, Value> {
    private let capacity: Int
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    /// Starts empty; the oldest are dropped when there are twice as many as `capacity`.
    init(capacity: Int) { self.capacity = capacity }

    /// The value of a key; nil when it is not known.
    mutating func value(for key: Key) -> Value? {
        if let value = young[key] { return value }
        guard let value = old[key] else { return nil }
        keep(value, for: key)
        return value
    }

    /// Keeps a value.
    mutating func keep(_ value: Value, for key: Key) {
        if young.count >= capacity {
            old = young
            young = [:]
        }
        young[key] = value
    }
}
