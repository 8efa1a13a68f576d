import Foundation
import Loopback

/// Where events wait for a function and what came of them waits for whoever sent them.
///
/// An event goes out on the thread that brings it, where the function has asked before, and on the function's where
/// the event was there first: nobody has to be woken to hand it over.
final class InvocationQueue: @unchecked Sendable {
    typealias Event = RuntimeServer.Event
    typealias Outcome = RuntimeServer.Outcome

    /// An event with the time by which its sender wants an answer.
    struct Request {
        let event: Event
        let deadline: Date
    }

    private let change = NSCondition()
    private var waiting: [Request] = []
    /// Those who have asked for an event and have none yet.
    private var asking: [LaterAnswer] = []
    /// Those to whom an event is on its way, by the event.
    private var receiving: [String: LaterAnswer] = [:]
    private var inWork: Set<String> = []
    private var outcomes: [String: Outcome] = [:]
    /// Of a function that failed to start before anything was asked of it.
    private var failedStart: Outcome?
    private var pollCount = 0
    private var isClosed = false

    var polls: Int { change.withLock { pollCount } }

    /// Hands the event over and waits for what comes of it.
    func invoke(_ event: Event, seconds: Double) -> Outcome {
        let request = Request(event: event, deadline: Date(timeIntervalSinceNow: seconds))
        if let outcome = place(request) { return outcome }
        handOut()
        return wait(for: request)
    }

    /// Lets the event wait; or says what has come of it already.
    private func place(_ request: Request) -> Outcome? {
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
            // Nobody waits for its answer any more: it must neither be worked on nor answered later.
            waiting.removeAll { $0.event.id == id }
            inWork.remove(id)
            return outcomes.removeValue(forKey: id) ?? .timedOut
        }
    }

    /// Takes somebody who asks for an event.
    func ask(_ answer: LaterAnswer) {
        change.withLock {
            pollCount += 1
            if !asking.isEmpty { asking.removeAll(where: \.isGone) }
            asking.append(answer)
        }
        handOut()
    }

    /// Brings those who ask and what waits for them together, until there are none of the ones or the others.
    private func handOut() {
        while let (answer, request) = nextPair() {
            let seconds = request.deadline.timeIntervalSinceNow
            let isSent = answer.send(RuntimeRoute.answer(request), within: seconds)
            change.withLock {
                receiving[request.event.id] = nil
                if !isSent { putBack(request) }
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

    /// Takes back an event that could not be handed to whoever asked, for the next one who asks.
    private func putBack(_ request: Request) {
        if inWork.remove(request.event.id) != nil { waiting.insert(request, at: 0) }
    }

    /// Takes what came of an event; false when nobody waits for it.
    func finish(_ id: String, _ outcome: Outcome) -> Bool {
        let isAwaited = change.withLock {
            guard inWork.remove(id) != nil else { return false }
            outcomes[id] = outcome
            return true
        }
        if isAwaited { change.broadcast() }
        return isAwaited
    }

    /// Takes a failure to start, which is the outcome of all events that wait, or of the next one.
    func failToStart(_ outcome: Outcome) {
        change.withLock {
            if waiting.isEmpty { failedStart = outcome }
            for request in waiting { outcomes[request.event.id] = outcome }
            waiting = []
        }
        change.broadcast()
    }

    /// Lets everyone go who waits here.
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
