import Foundation
import Glibc

/// One connection to a loopback server, read and written in blocks.
public final class LoopbackConnection {
    private let socket: Int32
    private let patience: Double
    private var reader = RequestReader()
    private var block = [UInt8](repeating: 0, count: 64 * 1024)
    private var isOpen = true

    init(socket: Int32, patience: Double) {
        self.socket = socket
        self.patience = patience
        var yes: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var time = timeval(tv_sec: Int(patience), tv_usec: Int(patience.truncatingRemainder(dividingBy: 1) * 1_000_000))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Sends all of it; false when the other side is gone or no longer reads.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[sent...])
                return Glibc.send(socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// The next request, whole; nil when the other side is done, or was told why its request is none.
    public func nextRequest() -> LoopbackRequest? {
        do throws(RequestReader.Refusal) {
            while true {
                if let request = try reader.next() { return request }
                guard receive() else { return nil }
            }
        } catch {
            send(Array("HTTP/1.1 \(error.status) Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8))
            return nil
        }
    }

    /// Whether the other side has closed the connection while nothing was asked of it.
    public var isGone: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    /// Ends the connection.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        shutdown(socket, Int32(SHUT_RDWR))
        Glibc.close(socket)
    }

    private func receive() -> Bool {
        guard !reader.isInRequest || isReadable() else { return false }
        while true {
            let count = recv(socket, &block, block.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            reader.append(block[..<count])
            return true
        }
    }

    private func isReadable() -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        while true {
            let count = poll(&descriptor, 1, Int32(patience * 1_000))
            if count < 0, errno == EINTR { continue }
            return count > 0
        }
    }
}
