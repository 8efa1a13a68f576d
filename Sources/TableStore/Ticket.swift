internal import Dispatch

/// A write in progress, run by its own thread or by another one that is about to commit.
final class Ticket: @unchecked Sendable {
    enum Turn {
        /// The write has run, and its group has committed or failed.
        case done
        /// The caller must run the next group.
        case lead
    }

    let now: Int64
    /// Dropped when its group is committed, because it must not outlive the call that passed it.
    private var body: ((Writer) throws -> Void)?
    private(set) var failure: (any Error)?
    private var turn = Turn.lead
    private let signal = DispatchSemaphore(value: 0)

    init(now: Int64, _ body: @escaping (Writer) throws -> Void) {
        self.now = now
        self.body = body
    }

    func run(_ writer: Writer) throws {
        try body?(writer)
    }

    /// Records a failure; only the first one counts.
    func fail(_ error: any Error) {
        if failure == nil { failure = error }
    }

    func dropBody() {
        body = nil
    }

    func pass(_ turn: Turn) {
        self.turn = turn
        signal.signal()
    }

    func wait() -> Turn {
        signal.wait()
        return turn
    }
}
