/// A promised answer, which any thread may send without waking the connection's own.
public struct LaterAnswer: Sendable {
    private let entry: OpenConnections.Entry
    private let ending: LoopbackAnswer.Ending
    private let isForHeadAlone: Bool

    init(_ entry: OpenConnections.Entry, ending: LoopbackAnswer.Ending, isForHeadAlone: Bool) {
        self.entry = entry
        self.ending = ending
        self.isForHeadAlone = isForHeadAlone
    }

    /// Whether the client has closed the connection.
    public var isGone: Bool { entry.use(\.isGone) ?? true }

    /// Sends the answer, at most once; returns false if the client is gone or does not read it in time.
    public func send(_ answer: LoopbackAnswer, within seconds: Double) -> Bool {
        let bytes = answer.bytes(ending: ending, withoutBody: isForHeadAlone)
        return entry.use { socket in
            // An answer to a client that has just gone would seem to have arrived.
            let isSent = !socket.isGone && socket.send(bytes, within: seconds)
            // After an incomplete answer the connection can't be used any more.
            if !isSent || ending == .close { socket.shut(.both) }
            return isSent
        } ?? false
    }

    /// Closes the connection instead of answering.
    public func refuse() {
        entry.use { $0.shut(.both) }
    }
}
