import Foundation

/// Where events wait for a function and what came of them waits for whoever sent them.
final class InvocationDesk: @unchecked Sendable {
    typealias Event = RuntimeServer.Event
    typealias Outcome = RuntimeServer.Outcome

    /// An event with the time by which its sender wants an answer.
    struct Request {
        let event: Event
        let deadline: Date
    }

    private let change = NSCondition()
    private var waiting: [Request] = []
    private var inWork: Set<String> = []
    private var outcomes: [String: Outcome] = [:]
    /// Of a function that failed to start before anything was asked of it.
    private var failedStart: Outcome?
    private var pollCount = 0
    private var isClosed = false

    var polls: Int { change.withLock { pollCount } }

    /// Hands the event over and waits for what comes of it.
    func invoke(_ event: Event, seconds: Double) -> Outcome {
        change.withLock {
            if let failedStart {
                self.failedStart = nil
                return failedStart
            }
            let deadline = Date(timeIntervalSinceNow: seconds)
            waiting.append(Request(event: event, deadline: deadline))
            change.broadcast()
            while outcomes[event.id] == nil, !isClosed, change.wait(until: deadline) {}
            // Nobody waits for its answer any more: it must neither be worked on nor answered later.
            waiting.removeAll { $0.event.id == event.id }
            inWork.remove(event.id)
            return outcomes.removeValue(forKey: event.id) ?? .timedOut
        }
    }

    /// Waits for the next event; nil when the desk is closed, or whoever asked is gone.
    func next(while isWanted: () -> Bool) -> Request? {
        change.withLock {
            pollCount += 1
            change.broadcast()
            while waiting.isEmpty, !isClosed, isWanted() {
                // Woken now and then only to see whether whoever asked is still there.
                _ = change.wait(until: Date(timeIntervalSinceNow: 0.25))
            }
            guard !waiting.isEmpty, !isClosed, isWanted() else { return nil }
            let request = waiting.removeFirst()
            inWork.insert(request.event.id)
            return request
        }
    }

    /// Takes back an event that could not be handed to whoever asked, for the next one who asks.
    func putBack(_ request: Request) {
        change.withLock {
            guard inWork.remove(request.event.id) != nil else { return }
            waiting.insert(request, at: 0)
            change.broadcast()
        }
    }

    /// Takes what came of an event; false when nobody waits for it.
    func finish(_ id: String, _ outcome: Outcome) -> Bool {
        change.withLock {
            guard inWork.remove(id) != nil else { return false }
            outcomes[id] = outcome
            change.broadcast()
            return true
        }
    }

    /// Takes a failure to start, which is the outcome of all events that wait, or of the next one.
    func failToStart(_ outcome: Outcome) {
        change.withLock {
            if waiting.isEmpty { failedStart = outcome }
            for request in waiting { outcomes[request.event.id] = outcome }
            waiting = []
            change.broadcast()
        }
    }

    /// Lets everyone go who waits here.
    func close() {
        change.withLock {
            isClosed = true
            change.broadcast()
        }
    }
}
