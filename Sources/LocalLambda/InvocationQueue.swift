import Foundation
import Loopback

/// The events that wait for a function, and the outcomes that wait for their senders.
///
/// An event is sent on the caller's thread if the function has already asked for one, and otherwise on the thread of
/// the function's request, so that no thread has to be woken.
final class InvocationQueue: @unchecked Sendable {
    typealias Event = RuntimeServer.Event
    typealias Outcome = RuntimeServer.Outcome

    /// An event with the deadline of its sender.
    struct Request {
        let event: Event
        let deadline: Date
    }

    private let change = NSCondition()
    private var waiting: [Request] = []
    /// Pending requests for an event.
    private var asking: [LaterAnswer] = []
    /// Requests that an event is being sent to, by the event's ID.
    private var receiving: [String: LaterAnswer] = [:]
    private var inWork: Set<String> = []
    private var outcomes: [String: Outcome] = [:]
    /// The outcome of a function that failed to start before the first event.
    private var failedStart: Outcome?
    private var pollCount = 0
    private var isClosed = false

    var polls: Int { change.withLock { pollCount } }

    /// Sends an event to the function and waits for the outcome.
    func invoke(_ event: Event, seconds: Double) -> Outcome {
        let request = Request(event: event, deadline: Date(timeIntervalSinceNow: seconds))
        if let outcome = enqueue(request) { return outcome }
        handOut()
        return wait(for: request)
    }

    /// Adds the request to the queue, or returns an outcome that is already known.
    private func enqueue(_ request: Request) -> Outcome? {
        change.withLock {
            defer { failedStart = nil }
            if failedStart == nil { waiting.append(request) }
            return failedStart
        }
    }

    private func wait(for request: Request) -> Outcome {
        let id = request.event.id
        return change.withLock {
            while outcomes[id] == nil, !isClosed, change.wait(until: request.deadline) {}
            // Its sender no longer waits, so it must be neither processed nor answered later.
            waiting.removeAll { $0.event.id == id }
            inWork.remove(id)
            return outcomes.removeValue(forKey: id) ?? .timedOut
        }
    }

    /// Adds a request for an event.
    func ask(_ answer: LaterAnswer) {
        change.withLock {
            pollCount += 1
            if !asking.isEmpty { asking.removeAll(where: \.isGone) }
            asking.append(answer)
        }
        handOut()
    }

    /// Sends waiting events to pending requests until there are no more pairs.
    private func handOut() {
        while let (answer, request) = nextPair() {
            let seconds = request.deadline.timeIntervalSinceNow
            let isSent = answer.send(RuntimeRoute.answer(request), within: seconds)
            change.withLock {
                receiving[request.event.id] = nil
                if !isSent { requeue(request) }
            }
        }
    }

    private func nextPair() -> (LaterAnswer, Request)? {
        change.withLock {
            if isClosed { refuseAll() }
            guard !waiting.isEmpty, !asking.isEmpty else { return nil }
            let (answer, request) = (asking.removeFirst(), waiting.removeFirst())
            inWork.insert(request.event.id)
            receiving[request.event.id] = answer
            return (answer, request)
        }
    }

    /// Requeues an event that could not be sent, for the next request.
    private func requeue(_ request: Request) {
        if inWork.remove(request.event.id) != nil { waiting.insert(request, at: 0) }
    }

    /// Records an event's outcome; returns false if nothing waits for it.
    func finish(_ id: String, _ outcome: Outcome) -> Bool {
        let isAwaited = change.withLock {
            guard inWork.remove(id) != nil else { return false }
            outcomes[id] = outcome
            return true
        }
        if isAwaited { change.broadcast() }
        return isAwaited
    }

    /// Records a failure to start, which is the outcome of all waiting events, or else of the next one.
    func failToStart(_ outcome: Outcome) {
        change.withLock {
            if waiting.isEmpty { failedStart = outcome }
            for request in waiting { outcomes[request.event.id] = outcome }
            waiting = []
        }
        change.broadcast()
    }

    /// Releases all waiting callers.
    func close() {
        change.withLock {
            isClosed = true
            refuseAll()
        }
        change.broadcast()
    }

    private func refuseAll() {
        for answer in asking + receiving.values { answer.refuse() }
        asking = []
    }
}
