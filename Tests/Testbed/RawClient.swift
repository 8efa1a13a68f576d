import Foundation

/// A client that sends raw bytes, valid or not.
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
        // A test must not wait forever for something that never comes.
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        Foundation.close(socket)
    }

    public private(set) var isConnected = false

    /// Sends the text; returns false if the server no longer reads it.
    @discardableResult
    public func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Foundation.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    /// Receives until that many bytes have arrived, or the connection ends.
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

    /// Receives and returns the first line.
    public func firstLine() -> String {
        String(receive(atLeast: 1).prefix { $0 != "\r\n" })
    }

    public func close() {
        shutdown(socket, Int32(SHUT_RDWR))
    }
}
