internal import COpenSSL
#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// Fetches one thing by plain HTTP from an address somebody else chose, within bounds.
///
/// The name is resolved here and the connection goes to the very address that was looked at, so that a name cannot
/// lead into a private network by answering differently the second time.
package struct HTTPClient: Sendable {
    /// Seconds for one exchange, connection and redirections included.
    package let seconds: Int
    /// Whether addresses that only this machine or its network can reach may be asked.
    package let allowsPrivateHosts: Bool

    /// Redirections that are followed.
    private static let mostRedirections = 3

    /// Fixes the bounds.
    package init(seconds: Int, allowsPrivateHosts: Bool) {
        self.seconds = seconds
        self.allowsPrivateHosts = allowsPrivateHosts
    }

    /// Fetches what is at an address.
    ///
    /// - Throws: Why nothing came, or not all of it.
    package func get(_ address: String, atMost bound: Int) throws(HTTPFailure) -> [UInt8] {
        let deadline = time(nil) + seconds
        var address = address
        for _ in 0...Self.mostRedirections {
            switch try exchange(with: address, sending: nil, atMost: bound, until: deadline) {
            case .content(let bytes): return bytes
            case .redirection(let target):
                address = target.hasPrefix("/") ? "http://\(try HTTPAddress(address).authority)\(target)" : target
            }
        }
        throw .redirected
    }

    /// Sends bytes and fetches the answer; a redirection of these is no answer.
    ///
    /// - Throws: Why nothing came, or not all of it.
    package func post(
        _ body: [UInt8],
        ofType type: String,
        to address: String,
        atMost bound: Int
    ) throws(HTTPFailure) -> [UInt8] {
        let deadline = time(nil) + seconds
        switch try exchange(with: address, sending: (body, type), atMost: bound, until: deadline) {
        case .content(let bytes): return bytes
        case .redirection: throw .redirected
        }
    }

    /// What one exchange brings.
    private enum Answer {
        case content([UInt8])
        case redirection(String)
    }

    private func exchange(
        with address: String,
        sending message: (body: [UInt8], type: String)?,
        atMost bound: Int,
        until deadline: Int
    ) throws(HTTPFailure) -> Answer {
        defer { OpenSSLError.discardQueue() }
        let place = try HTTPAddress(address)
        var failure = HTTPFailure.unresolved(place.host)
        for host in try HostAddress.all(of: place.host, port: place.port) {
            guard allowsPrivateHosts || host.isPublic else {
                failure = .privateHost(place.host)
                continue
            }
            guard let request = try? Request(to: host, for: place, sending: message, bound: bound, until: deadline)
            else {
                failure = time(nil) >= deadline ? .timeout : .unreachable(place.host)
                continue
            }
            return try request.answer(atMost: bound, until: deadline)
        }
        throw failure
    }

    /// A connection with a request on its way.
    @safe private struct Request: ~Copyable {
        private let connection: Owned
        private let context: Owned
        /// What a POST sends.
        private let body: Owned

        init(
            to host: HostAddress,
            for place: HTTPAddress,
            sending message: (body: [UInt8], type: String)?,
            bound: Int,
            until deadline: Int
        ) throws(OpenSSLError) {
            let connection = try unsafe Owned(BIO_new_connect(host.text), free: { unsafe BIO_free_all($0) })
            try Self.connect(connection, until: deadline)
            let left = Int32(clamping: max(1, deadline - time(nil)))
            let context = try unsafe Owned(
                OSSL_HTTP_open(place.host, place.port, nil, nil, 0, connection.pointer, nil, nil, nil, 0, left),
                free: { unsafe OSSL_HTTP_REQ_CTX_free($0) }
            )
            let body = try unsafe Owned(BIO_new(BIO_s_mem()), free: { unsafe BIO_free_all($0) })
            if let message {
                _ = unsafe message.body.withUnsafeBytes { bytes in
                    unsafe BIO_write(body.pointer, bytes.baseAddress, Int32(clamping: bytes.count))
                }
            }
            guard
                unsafe OSSL_HTTP_set1_request(
                    context.pointer,
                    place.path,
                    nil,
                    message?.type,
                    message == nil ? nil : body.pointer,
                    nil,
                    0,
                    bound,
                    left,
                    0
                ) == 1
            else { throw OpenSSLError.takingQueue() }
            self.connection = connection
            self.context = context
            self.body = body
        }

        /// Connects without blocking; OpenSSL's own helper tries again for seconds where nobody listens.
        private static func connect(_ connection: borrowing Owned, until deadline: Int) throws(OpenSSLError) {
            _ = unsafe BIO_ctrl(connection.pointer, BIO_C_SET_NBIO, 1, nil)
            while unsafe BIO_ctrl(connection.pointer, BIO_C_DO_STATE_MACHINE, 0, nil) <= 0 {
                guard unsafe BIO_test_flags(connection.pointer, BIO_FLAGS_SHOULD_RETRY) != 0, time(nil) < deadline
                else {
                    throw OpenSSLError.takingQueue()
                }
                _ = unsafe BIO_wait(connection.pointer, deadline, 100)
            }
        }

        /// Waits for the answer and reads all of it.
        func answer(atMost bound: Int, until deadline: Int) throws(HTTPFailure) -> Answer {
            var target: UnsafeMutablePointer<CChar>?
            guard let stream = unsafe OSSL_HTTP_exchange(context.pointer, &target) else {
                if let target = unsafe target {
                    defer { unsafe CRYPTO_free(target, #file, #line) }
                    return unsafe .redirection(String(cString: target))
                }
                throw time(nil) >= deadline ? .timeout : .refused(Self.reason())
            }
            defer { unsafe BIO_free(stream) }
            var bytes: [UInt8] = []
            while try unsafe read(from: stream, to: &bytes, until: deadline) {
                if bytes.count > bound { throw .tooLarge(bound) }
            }
            let promised = unsafe OSSL_HTTP_REQ_CTX_get_resp_len(context.pointer)
            guard promised == 0 || promised == bytes.count else { throw .cutOff }
            return .content(bytes)
        }

        /// The status the server answered with, as `code=404, reason=Not Found`, if that is what went wrong.
        private static func reason() -> String {
            var text: UnsafePointer<CChar>?
            var flags: Int32 = 0
            while unsafe ERR_get_error_all(nil, nil, nil, &text, &flags) != 0 {
                guard flags & ERR_TXT_STRING != 0, let text = unsafe text.map({ unsafe String(cString: $0) }),
                    text.hasPrefix("code=")
                else { continue }
                return text
            }
            return "no HTTP answer"
        }

        /// Reads one piece; false at the end.
        private func read(
            from stream: OpaquePointer,
            to bytes: inout [UInt8],
            until deadline: Int
        ) throws(HTTPFailure) -> Bool {
            while time(nil) < deadline {
                var count: Int32 = 0
                let piece = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, filled in
                    count = unsafe BIO_read(stream, buffer.baseAddress, Int32(clamping: buffer.count))
                    filled = Int(max(0, count))
                }
                bytes += piece
                if count > 0 { return true }
                guard unsafe BIO_test_flags(stream, BIO_FLAGS_SHOULD_RETRY) != 0 else { return false }
                _ = unsafe BIO_wait(stream, deadline, 100)
            }
            throw .timeout
        }
    }
}

/// Why something could not be fetched.
package enum HTTPFailure: Error, Hashable, Sendable {
    /// The address is no plain `http` address.
    case unsupportedAddress
    /// The name has no address.
    case unresolved(String)
    /// The name leads to this machine or a private network.
    case privateHost(String)
    case unreachable(String)
    case timeout
    case tooLarge(Int)
    /// Fewer octets came than were promised.
    case cutOff
    case redirected
    /// The server answered otherwise than with 200; OpenSSL's words.
    case refused(String)
}

/// The parts of an `http` address.
struct HTTPAddress {
    let host: String
    let port: String
    /// With its query.
    let path: String

    /// Host and port, as they stand in an address.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private typealias Text = UnsafeMutablePointer<CChar>?

    /// Takes an address apart.
    ///
    /// - Throws: `HTTPFailure.unsupportedAddress` for anything but plain `http` without credentials.
    init(_ address: String) throws(HTTPFailure) {
        // A control character could end the request line and begin another request.
        guard address.utf8.allSatisfy({ (0x21...0x7e).contains($0) }), address.lowercased().hasPrefix("http://"),
            let authority = address.dropFirst(7).split(whereSeparator: { "/?#".contains($0) }).first,
            !authority.contains("@")
        else { throw .unsupportedAddress }
        var (isSecure, number): (Int32, Int32) = (0, 0)
        var (host, port, path): (Text, Text, Text) = (nil, nil, nil)
        defer {
            unsafe CRYPTO_free(host, #file, #line)
            unsafe CRYPTO_free(port, #file, #line)
            unsafe CRYPTO_free(path, #file, #line)
        }
        guard unsafe OSSL_HTTP_parse_url(address, &isSecure, nil, &host, &port, &number, &path, nil, nil) == 1,
            isSecure == 0, let host = unsafe host, let port = unsafe port, let path = unsafe path
        else { throw .unsupportedAddress }
        let name = unsafe String(cString: host)
        self.host = name.hasPrefix("[") ? String(name.dropFirst().dropLast()) : name
        unsafe self.port = String(cString: port)
        unsafe self.path = String(cString: path)
    }
}
