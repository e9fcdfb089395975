import CKazakhGOST
import COpenSSL

/// What OpenSSL would not do, with its own words for why.
struct LibraryError: Error {
    let reason: String

    /// Empties OpenSSL's queue of errors.
    init(_ what: String) {
        var reasons = [what]
        var code = ERR_get_error()
        while code != 0 {
            unsafe reasons.append(ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "\(code)")
            code = ERR_get_error()
        }
        reason = reasons.joined(separator: "; ")
    }
}

/// The provider under test, loaded into the default library context before anything else happens there.
enum Library {
    static let isLoaded: Bool = sandyq_gost_load(nil) == 1

    static func load() throws {
        guard isLoaded else { throw LibraryError("the provider does not load") }
    }
}

/// Passes on what an OpenSSL function made; throws when it made nothing.
func made<Pointer>(_ pointer: Pointer?, _ what: String = #function) throws -> Pointer {
    guard let pointer else { throw LibraryError(what) }
    return pointer
}

/// Throws unless an OpenSSL function reports success.
func check(_ result: Int32, _ what: String = #function) throws {
    guard result > 0 else { throw LibraryError(what) }
}

/// Bytes of a value that OpenSSL encodes.
func encoding(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) throws -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>? = nil
    let count = unsafe encode(&bytes)
    guard count > 0, let start = unsafe bytes else { throw LibraryError("encoding") }
    defer { unsafe CRYPTO_free(start, #file, #line) }
    return unsafe [UInt8](UnsafeBufferPointer(start: start, count: Int(count)))
}

/// A value that OpenSSL decodes from all of the bytes.
func decoding<Value>(
    _ bytes: [UInt8],
    _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Value?
) throws -> Value {
    try unsafe bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        let value = unsafe decode(&cursor, buffer.count)
        guard let value, unsafe cursor == buffer.baseAddress.map({ unsafe $0 + buffer.count }) else {
            throw LibraryError("decoding")
        }
        return value
    }
}

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits stand for; other characters are skipped.
    init(hex: String) {
        let digits = hex.compactMap(\.hexDigitValue)
        self = stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    var hex: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// The same bytes with one bit turned.
    func flippingBit(_ bit: Int) -> [UInt8] {
        var copy = self
        copy[bit / 8] ^= 1 << (bit % 8)
        return copy
    }
}
