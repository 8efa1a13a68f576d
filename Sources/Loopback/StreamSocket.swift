import Glibc

/// A connected stream socket.
struct StreamSocket: Sendable {
    let descriptor: Int32

    /// Sends all bytes; returns false if the other side is gone or has not read them within `seconds` seconds.
    func send(_ bytes: [UInt8], within seconds: Double) -> Bool {
        var sent = 0
        var deadline: Double?
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[sent...])
                return Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                sent += count
                continue
            }
            guard count < 0, errno == EAGAIN || errno == EINTR else { return false }
            let now = Self.clock
            let end = deadline ?? now + seconds
            deadline = end
            guard waits(for: POLLOUT, within: end - now) else { return false }
        }
        return true
    }

    /// Receives available bytes or waits for some; returns the result of `recv`.
    func receive(into room: UnsafeMutableRawBufferPointer, _ flags: Int32 = 0) -> Int {
        while true {
            let count = recv(descriptor, room.baseAddress, room.count, flags)
            if count < 0, errno == EINTR { continue }
            return count
        }
    }

    /// Whether the other side has closed the connection and all of its bytes have been read.
    var isGone: Bool {
        let count = peek(Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN)
    }

    /// Waits until bytes arrive or the connection ends.
    func waitForAnything() {
        _ = peek(0)
    }

    private func peek(_ flags: Int32) -> Int {
        withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { receive(into: $0, Int32(MSG_PEEK) | flags) }
    }

    /// Returns whether bytes arrive or the connection ends within `seconds` seconds.
    func isReadable(within seconds: Double) -> Bool {
        waits(for: POLLIN, within: seconds)
    }

    private func waits(for event: Int32, within seconds: Double) -> Bool {
        let deadline = Self.clock + seconds
        var waiting = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        while true {
            let left = deadline - Self.clock
            guard left > 0 else { return false }
            let count = poll(&waiting, 1, Int32(min(left * 1_000 + 1, 86_400_000)))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }

    /// Turns off the gathering of small pieces, since each answer is sent as a whole.
    func sendAtOnce() {
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Sets the longest time that `receive` waits.
    func boundReceiving(by seconds: Double) {
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1_000_000))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// The directions of a connection.
    enum Direction {
        case reading, writing, both
    }

    /// Shuts down one direction, which wakes threads that wait for it.
    func shut(_ direction: Direction) {
        let way =
            switch direction {
            case .reading: SHUT_RD
            case .writing: SHUT_WR
            case .both: SHUT_RDWR
            }
        shutdown(descriptor, Int32(way))
    }

    /// Seconds on a monotonic clock.
    static var clock: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
