import Foundation

/// A client of bare bytes, which can be as rude as it likes.
public final class RawClient {
    private let socket: Int32

    public init(host: String = "127.0.0.1", port: Int) {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                [socket] in connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        // A test that waits for what never comes must not wait for ever.
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        Foundation.close(socket)
    }

    public private(set) var isConnected = false

    /// False when the server no longer takes it.
    @discardableResult
    public func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// What comes until that many bytes are there, or the end.
    public func receive(atLeast count: Int = .max) -> String {
        var all: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 * 1024)
        while all.count < count {
            let received = recv(socket, &block, block.count, 0)
            guard received > 0 else { break }
            all += block[..<received]
        }
        return String(decoding: all, as: UTF8.self)
    }

    /// The first line of what comes.
    public func firstLine() -> String {
        String(receive(atLeast: 1).prefix { $0 != "\r\n" })
    }

    public func close() {
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
