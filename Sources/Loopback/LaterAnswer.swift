/// The place of an answer that is not there yet.
///
/// Any thread may send it, so that the connection's own need not be woken.
public struct LaterAnswer: Sendable {
    private let entry: OpenConnections.Entry
    private let ending: LoopbackAnswer.Ending
    private let isForHeadAlone: Bool

    init(_ entry: OpenConnections.Entry, ending: LoopbackAnswer.Ending, isForHeadAlone: Bool) {
        self.entry = entry
        self.ending = ending
        self.isForHeadAlone = isForHeadAlone
    }

    /// Whether whoever asked has closed the connection.
    public var isGone: Bool { entry.use(\.isGone) ?? true }

    /// Sends the answer, which may be done once; false when whoever asked is gone, or does not take it in time.
    public func send(_ answer: LoopbackAnswer, within seconds: Double) -> Bool {
        let bytes = answer.bytes(ending: ending, withoutBody: isForHeadAlone)
        return entry.use { socket in
            // What is sent to whoever has just gone would seem to have arrived.
            let isSent = !socket.isGone && socket.send(bytes, within: seconds)
            // Half an answer is none, and nothing can follow it.
            if !isSent || ending == .close { socket.shut(.both) }
            return isSent
        } ?? false
    }

    /// Ends the connection instead.
    public func refuse() {
        entry.use { $0.shut(.both) }
    }
}
