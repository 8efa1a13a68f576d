import Foundation
import Testing

/// A client that can close its sending side and still receive, and check for received bytes.
final class HalfClient {
    private let connection: Int32

    init(port: Int) throws {
        connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [connection] in
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        try #require(isConnected)
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(connection)
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func endSending() {
        shutdown(connection, Int32(SHUT_WR))
    }

    /// Whether nothing has arrived, not even the end of the connection.
    var isSilent: Bool {
        var descriptor = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) == 0
    }

    /// Returns all bytes until the end of the connection.
    func receive() -> String {
        var all: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 4096)
        while case let count = recv(connection, &block, block.count, 0), count > 0 { all += block[..<count] }
        return String(decoding: all, as: UTF8.self)
    }
}
