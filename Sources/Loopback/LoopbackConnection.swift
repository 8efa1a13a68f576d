import Glibc
import Synchronization

/// A connection to a loopback server.
public final class LoopbackConnection {
    private let entry: OpenConnections.Entry
    private let all: OpenConnections
    private let options: LoopbackOptions
    private var reader: RequestReader
    /// The last request returned, which determines the form of its answer.
    private var latest: RequestHead?
    /// The deadline for a request that has begun, in seconds of the clock; nil between requests.
    private var began: Double?
    /// Whether another thread is to answer the latest request.
    private var owesAnswer = false
    private lazy var peer = PeerAddress(of: entry.socket.descriptor)
    private lazy var peerText = peer?.text ?? ""

    private var socket: StreamSocket { entry.socket }

    init(_ entry: OpenConnections.Entry, of all: OpenConnections, _ options: LoopbackOptions) {
        self.entry = entry
        self.all = all
        self.options = options
        reader = RequestReader(options, bodies: all.bodies)
        socket.sendAtOnce()
        // This applies between requests only: within one, the deadline is earlier.
        if let patience = options.idlePatience { socket.boundReceiving(by: patience) }
    }

    /// Sends all bytes; returns false if the client is gone or reads too slowly.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        socket.send(bytes, within: options.patience)
    }

    /// Answers the latest request; returns false if the client is gone or reads too slowly.
    @discardableResult
    public func send(_ answer: LoopbackAnswer) -> Bool {
        send(answer.bytes(ending: ending, withoutBody: isForHeadAlone))
    }

    /// Lets any thread answer the latest request, while this one waits for the next.
    ///
    /// Draining the server does not wait for such an answer.
    public func answerLater() -> LaterAnswer {
        owesAnswer = true
        return LaterAnswer(entry, ending: ending, isForHeadAlone: isForHeadAlone)
    }

    private var ending: LoopbackAnswer.Ending {
        let isLast = latest?.staysOpen == false || all.isDraining
        return isLast ? .close : latest?.minorVersion == 0 ? .keepAlive : .unsaid
    }

    private var isForHeadAlone: Bool { latest?.isForHeadAlone == true }

    /// Returns the next complete request; nil if the client has finished or was refused.
    public func nextRequest() -> LoopbackRequest? {
        guard latest?.staysOpen != false, !all.isDraining else {
            // A pending answer will end the connection.
            if owesAnswer { socket.waitForAnything() }
            return nil
        }
        reader.release()
        do throws(Refusal) {
            while true {
                if var request = try reader.next() {
                    request.isFromHere = peer?.isLoopback ?? false
                    request.peer = peerText
                    latest = request.start
                    owesAnswer = false
                    began = nil
                    guard reader.hasDroppedBody else { return request }
                    guard send(options.busyAnswer), latest?.staysOpen != false, !all.isDraining else { return nil }
                    continue
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

    /// Whether the client has closed the connection between requests.
    public var isGone: Bool { socket.isGone }

    /// Closes the connection.
    public func close() {
        reader.release()
        all.end(entry)
    }

    /// Waits for more bytes; returns false if there are none, and no request has begun.
    private func receive() throws(Refusal) -> Bool {
        guard reader.isInRequest else { return receiveWhenIdle() }
        let now = StreamSocket.clock
        let start = began ?? now
        began = start
        let patience = reader.isInBody ? options.patience : min(options.headPatience, options.patience)
        guard socket.isReadable(within: start + patience - now) else { throw .tooSlow }
        if fill() > 0 { return true }
        // Draining stops reading on connections that seemed idle, even if a request began at that moment: since the
        // server broke it off, the connection is closed, which tells the client that nothing was done.
        if all.isDraining { return false }
        throw .malformed
    }

    private func receiveWhenIdle() -> Bool {
        entry.isIdle.store(true, ordering: .sequentiallyConsistent)
        defer { entry.isIdle.store(false, ordering: .sequentiallyConsistent) }
        // `drain` checks these two in the opposite order, so that one side sees the other.
        return !all.isDraining && fill() > 0
    }

    private func fill() -> Int {
        reader.fill { socket.receive(into: $0) }
    }

    /// Keeps reading for a moment before closing: closing a socket with unread bytes resets the connection, and a
    /// client that is still sending would lose the answer.
    private func linger(forBytes limit: Int) {
        socket.shut(.writing)
        var block = [UInt8](repeating: 0, count: 64 * 1024)
        let deadline = StreamSocket.clock + min(1, options.patience)
        var total = 0
        while total < limit, socket.isReadable(within: deadline - StreamSocket.clock) {
            let count = block.withUnsafeMutableBytes { socket.receive(into: $0, Int32(MSG_DONTWAIT)) }
            guard count > 0 else { return }
            total += count
        }
    }
}
