import Glibc
import Synchronization

/// One connection to a loopback server.
public final class LoopbackConnection {
    private let entry: OpenConnections.Entry
    private let all: OpenConnections
    private let options: LoopbackOptions
    private var reader: RequestReader
    /// The request that was handed out last, which says how its answer looks.
    private var latest: RequestHead?
    /// When a request that has begun must be there, in seconds of the clock; nil between two requests.
    private var began: Double?
    private lazy var peer = PeerAddress(of: entry.socket)
    private lazy var peerText = peer?.text ?? ""

    init(_ entry: OpenConnections.Entry, of all: OpenConnections, _ options: LoopbackOptions) {
        self.entry = entry
        self.all = all
        self.options = options
        reader = RequestReader(options)
        var yes: Int32 = 1
        setsockopt(entry.socket, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        bound(SO_SNDTIMEO, by: options.patience)
        // Only for what nobody has begun: in a request, the time is up earlier.
        if let patience = options.idlePatience { bound(SO_RCVTIMEO, by: patience) }
    }

    private func bound(_ option: Int32, by seconds: Double) {
        var time = timeval(tv_sec: Int(seconds), tv_usec: Int(seconds.truncatingRemainder(dividingBy: 1) * 1_000_000))
        setsockopt(entry.socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Sends all of it; false when the other side is gone or reads too slowly.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        var deadline: Double?
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { all in
                let rest = UnsafeRawBufferPointer(rebasing: all[sent...])
                return Glibc.send(entry.socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
            guard sent < bytes.count else { return true }
            let now = Self.clock
            guard now < deadline ?? .infinity else { return false }
            deadline = deadline ?? now + options.patience
        }
        return true
    }

    /// Answers the latest request; false when the other side is gone or reads too slowly.
    @discardableResult
    public func send(_ answer: LoopbackAnswer) -> Bool {
        let isLast = latest?.staysOpen == false || all.isDraining
        let ending: LoopbackAnswer.Ending = isLast ? .close : latest?.minorVersion == 0 ? .keepAlive : .unsaid
        return send(answer.bytes(ending: ending, withoutBody: latest?.isForHeadAlone == true))
    }

    /// The next request, whole; nil when the other side is done, or was told why its request is none.
    public func nextRequest() -> LoopbackRequest? {
        guard latest?.staysOpen != false, !all.isDraining else { return nil }
        do throws(Refusal) {
            while true {
                if var request = try reader.next() {
                    request.isFromHere = peer?.isLoopback ?? false
                    request.peer = peerText
                    latest = request.start
                    began = nil
                    return request
                }
                if reader.asksToContinue() { send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
                guard try receive() else { return nil }
            }
        } catch {
            send(options.refusal(error.status).bytes(ending: .close))
            linger(forBytes: error == .bodyTooLarge ? 64 << 20 : 1 << 20)
            return nil
        }
    }

    /// Whether the other side has closed the connection while nothing was asked of it.
    public var isGone: Bool {
        var byte: UInt8 = 0
        let count = recv(entry.socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
    }

    /// Ends the connection.
    public func close() {
        all.end(entry)
    }

    /// Waits for more; false when there is nothing more to come, and nothing was begun.
    private func receive() throws(Refusal) -> Bool {
        guard reader.isInRequest else { return receiveWhenIdle() }
        let now = Self.clock
        let start = began ?? now
        began = start
        let patience = reader.isInBody ? options.patience : min(options.headPatience, options.patience)
        guard isReadable(within: start + patience - now) else { throw .tooSlow }
        if fill() > 0 { return true }
        // Draining ends the reading of what seemed idle, also when a request began just then: it was the server that
        // broke it off, and a closed connection tells the client that nothing was done.
        if all.isDraining { return false }
        throw .malformed
    }

    private func receiveWhenIdle() -> Bool {
        entry.isIdle.store(true, ordering: .sequentiallyConsistent)
        defer { entry.isIdle.store(false, ordering: .sequentiallyConsistent) }
        // Who drains looks at these two the other way round, so that one of us sees the other.
        return !all.isDraining && fill() > 0
    }

    private func fill() -> Int {
        reader.fill { room in
            while true {
                let count = recv(entry.socket, room.baseAddress, room.count, 0)
                if count < 0, errno == EINTR { continue }
                return count
            }
        }
    }

    private func isReadable(within seconds: Double) -> Bool {
        let deadline = Self.clock + seconds
        var descriptor = pollfd(fd: entry.socket, events: Int16(POLLIN), revents: 0)
        while true {
            let left = deadline - Self.clock
            guard left > 0 else { return false }
            let count = poll(&descriptor, 1, Int32(min(left * 1_000 + 1, 86_400_000)))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }

    /// Reads on for a moment before the end: a client that is still sending would lose the answer otherwise, since
    /// closing a socket with unread bytes resets the connection.
    private func linger(forBytes limit: Int) {
        shutdown(entry.socket, Int32(SHUT_WR))
        var block = [UInt8](repeating: 0, count: 64 * 1024)
        let deadline = Self.clock + min(1, options.patience)
        var total = 0
        while total < limit, isReadable(within: deadline - Self.clock) {
            let count = recv(entry.socket, &block, block.count, Int32(MSG_DONTWAIT))
            guard count > 0 else { return }
            total += count
        }
    }

    /// Seconds on a clock that only goes forward.
    private static var clock: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
