internal import Dispatch

/// One write on its way: its own thread runs it, or another one that is about to commit anyway.
final class Ticket: @unchecked Sendable {
    enum Turn {
        /// It has been run, and the group it was in is committed or failed.
        case done
        /// The next group is the caller's to run.
        case lead
    }

    let now: Int64
    /// Gone when its group is committed: it must not outlive the call that it came with.
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

    /// The first failure counts.
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
