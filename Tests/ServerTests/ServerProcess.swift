import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The service as an operator runs it: a process of its own on a port of this machine that it chose itself.
final class ServerProcess {
    let port: UInt16
    private let process = Process()
    private let folder: URL

    /// The folder the process runs in: the test data.
    static let testdata = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "testdata")

    /// Beside the test bundle, whichever configuration was built.
    static let binary: URL = {
        if let given = ProcessInfo.processInfo.environment["SANDYQ_BIN"] { return URL(filePath: given) }
        return URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "sandyq")
    }()

    /// Starts it and waits until it listens.
    init(_ arguments: [String] = [], environment: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sandyq-serve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        process.executableURL = Self.binary
        process.arguments = ["serve", "--listen", "127.0.0.1:0"] + arguments
        process.currentDirectoryURL = Self.testdata
        process.environment = [
            "PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8",
            "SANDYQ_TRUST": folder.appending(path: "trust").path, "SANDYQ_CHECKS_PER_MINUTE": "100000",
        ].merging(environment) { $1 }
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        var found: UInt16?
        let end = Date().addingTimeInterval(60)
        while found == nil, Date() < end, process.isRunning {
            usleep(20_000)
            let text = try String(contentsOf: log, encoding: .utf8)
            found = text.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/).flatMap { UInt16($0.1) }
        }
        guard let found else {
            throw Failure("it does not listen: \(try String(contentsOf: log, encoding: .utf8))")
        }
        port = found
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// The lines it has written so far.
    func log() throws -> [[String: Any]] {
        try String(contentsOf: folder.appending(path: "log"), encoding: .utf8).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    var isRunning: Bool { process.isRunning }

    /// Waits for its end and gives its status.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Memory it holds, in octets.
    func residentOctets() throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let match = try #require(status.firstMatch(of: /VmRSS:\s+(\d+) kB/))
        return try #require(Int(match.1)) << 10
    }

    /// A connection to it.
    func connect() throws -> Connection { try Connection(port: port) }

    /// Sends one request on a connection of its own.
    func send(
        _ method: String,
        _ target: String,
        _ headers: [String: String] = [:],
        _ body: [UInt8] = []
    ) throws -> Connection.Answer {
        let connection = try connect()
        try connection.send(method, target, headers, body)
        return try connection.answer()
    }
}

/// One TCP connection, spoken over in octets, so that nothing a real client would hide stays hidden.
///
/// One thread uses it at a time.
final class Connection: @unchecked Sendable {
    private let socket: Int32
    private var buffer: [UInt8] = []

    /// What came back.
    struct Answer {
        let status: Int
        /// By lower-case name; of equal names the last.
        let headers: [String: String]
        let body: [UInt8]

        var json: [String: Any] {
            get throws {
                let value = try JSONSerialization.jsonObject(with: Data(body))
                return try #require(value as? [String: Any])
            }
        }

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw ServerProcess.Failure("no connection: \(errno)") }
    }

    deinit { close(socket) }

    /// Sends octets; false when the other end takes no more.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes[start...].withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends a whole request.
    func send(_ method: String, _ target: String, _ headers: [String: String] = [:], _ body: [UInt8] = []) throws {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        send(Array((head + "\r\n").utf8) + body)
    }

    /// Says that nothing more will be sent.
    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Reads what there is; nil at the end of the connection or when nothing comes in time.
    func read(seconds: Double = 30) -> [UInt8]? {
        var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&watched, 1, Int32(seconds * 1_000)) == 1 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = unsafe recv(socket, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// Whether the other end closes within so many seconds, whatever it says before.
    func closes(within seconds: Double) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while true {
            let left = end.timeIntervalSinceNow
            guard left > 0 else { return false }
            var watched = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&watched, 1, Int32(left * 1_000)) == 1 else { return false }
            var bytes = [UInt8](repeating: 0, count: 64 << 10)
            if unsafe recv(socket, &bytes, bytes.count, 0) <= 0 { return true }
        }
    }

    /// Whether the other end has broken the connection off; nothing is read.
    var isBroken: Bool {
        var watched = pollfd(fd: socket, events: 0, revents: 0)
        return unsafe poll(&watched, 1, 0) == 1
    }

    /// Reads one whole answer.
    func answer(toHead: Bool = false, seconds: Double = 60) throws -> Answer {
        while true {
            if let answer = try parse(toHead: toHead) { return answer }
            guard let more = read(seconds: seconds) else {
                throw ServerProcess.Failure("no whole answer: \(String(decoding: buffer.prefix(400), as: UTF8.self))")
            }
            buffer += more
        }
    }

    private func parse(toHead: Bool) throws -> Answer? {
        guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = try #require(Int(lines[0].split(separator: " ")[1]))
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let colon = try #require(line.firstIndex(of: ":"))
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
        }
        let bodiless = toHead || status < 200 || status == 204
        let count = bodiless ? 0 : try #require(headers["content-length"].flatMap { Int($0) }, "\(lines)")
        guard buffer.count >= end.upperBound + count else { return nil }
        let body = Array(buffer[end.upperBound..<(end.upperBound + count)])
        buffer.removeFirst(end.upperBound + count)
        return Answer(status: status, headers: headers, body: body)
    }
}
