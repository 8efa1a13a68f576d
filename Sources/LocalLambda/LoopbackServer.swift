import Foundation
import Glibc

/// A TCP server on 127.0.0.1, for development and tests: each connection is served on a thread of its own.
public final class LoopbackServer: Sendable {
    public struct CannotListen: Error {
        public let reason: String
    }

    public let port: Int
    private let listener: Int32

    /// Listens on that port, or on a free one for 0, and serves until `stop`.
    public init(port: Int = 0, serve: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw CannotListen(reason: String(cString: strerror(errno))) }
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        self.port = try Self.bind(listener, to: port)
        let listener = listener
        Thread.detachNewThread { Self.accept(on: listener, serve) }
    }

    /// Takes no further connection; those that stand are left to end.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func bind(_ listener: Int32, to port: Int) throws -> Int {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                Glibc.bind(listener, address, size) == 0 && listen(listener, 128) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else {
            let reason = String(cString: strerror(errno))
            close(listener)
            throw CannotListen(reason: "127.0.0.1:\(port): \(reason)")
        }
        return Int(in_port_t(bigEndian: address.sin_port))
    }

    private static func accept(on listener: Int32, _ serve: @escaping @Sendable (LoopbackConnection) -> Void) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            if socket < 0, errno == EINTR || errno == ECONNABORTED { continue }
            guard socket >= 0 else { return }
            // Processes that are started meanwhile must not hold it open.
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            Thread.detachNewThread {
                let connection = LoopbackConnection(socket: socket)
                serve(connection)
                connection.close()
            }
        }
    }
}

/// One connection to a loopback server, read and written in blocks.
public final class LoopbackConnection {
    private let socket: Int32
    private var buffered: [UInt8] = []
    private var isOpen = true

    init(socket: Int32) {
        self.socket = socket
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sends all of it; false when the other side is gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// The next request, whole; nil when the other side is done or talks something else than HTTP.
    public func nextRequest() -> LoopbackRequest? {
        while true {
            if let (request, length) = LoopbackRequest.first(in: buffered) {
                buffered.removeFirst(length)
                return request
            }
            guard receive() else { return nil }
        }
    }

    /// Ends the connection.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        shutdown(socket, Int32(SHUT_RDWR))
        Glibc.close(socket)
    }

    private func receive() -> Bool {
        var block = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = recv(socket, &block, block.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffered += block[..<count]
            return true
        }
    }
}

/// A request as a loopback server reads it: a head, and as much body as Content-Length says.
public struct LoopbackRequest: Equatable, Sendable {
    public let method: String
    public let target: String
    /// Header values by name in lower case.
    public let headers: [String: String]
    public let body: [UInt8]

    /// The first request in the bytes and how many of them it takes; nil while it is not all there.
    static func first(in bytes: [UInt8]) -> (LoopbackRequest, length: Int)? {
        guard let headEnd = endOfHead(in: bytes) else { return nil }
        let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        let headers = Dictionary(lines.dropFirst().map(header)) { _, last in last }
        let length = headEnd + 4 + (Int(headers["content-length"] ?? "0") ?? 0)
        guard bytes.count >= length else { return nil }
        let request = LoopbackRequest(
            method: words[0], target: words[1], headers: headers, body: Array(bytes[(headEnd + 4)..<length]))
        return (request, length)
    }

    private static func endOfHead(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first { bytes[$0...].starts(with: [13, 10, 13, 10]) }
    }

    private static func header(_ line: Substring) -> (String, String) {
        let parts = line.split(separator: ":", maxSplits: 1)
        return (parts[0].lowercased(), parts.count < 2 ? "" : parts[1].trimmingCharacters(in: .whitespaces))
    }
}
