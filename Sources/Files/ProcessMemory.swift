#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// What this process may allocate.
package enum ProcessMemory {
    /// Lets allocations fail before the machine runs out of memory.
    ///
    /// Libraries that unpack whole streams, as qpdf does, bound nothing themselves, and report a failed allocation as an error.
    /// Files that are mapped to be read do not count; a lower limit that is already set stays.
    ///
    /// - Parameter octets: The most this process may allocate.
    package static func limit(to octets: UInt) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_cur, rlim_t(octets))
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
    }
}
