import Foundation
import JSON
import Testbed
import Testing

/// A stand-in for the table and the mail service, which ends a function's process at the step that the test names.
///
/// It passes requests on to the table, and takes the mail of a function that serves the outbox.
final class Checkpoints: @unchecked Sendable {
    /// A step of an entry's way; the cases are in order.
    enum Step: CaseIterable {
        case claiming, claimed, sending, sent, marking, marked
    }

    private let lock = NSLock()
    private var victim: Int32?
    private var fatal: (step: Step, passes: Int)?
    private var copies: [String: [String]] = [:]
    private var unmarked: Set<String> = []
    private var table: ScriptedServer?
    private var mailService: ScriptedServer?

    /// Creates checkpoints before the table that listens at that port.
    init(tablePort: Int) throws {
        table = try ScriptedServer { [weak self] request, _ in
            self?.answerForTable(request, port: tablePort) ?? [.close]
        }
        mailService = try ScriptedServer { [weak self] request, _ in self?.take(request) ?? [.close] }
    }

    /// The settings that lead a function through the checkpoints.
    var settings: [String: String] {
        [
            "DYNAMODB_ENDPOINT": "http://127.0.0.1:\(table?.port ?? 0)",
            "SES_ENDPOINT": "http://127.0.0.1:\(mailService?.port ?? 0)",
        ]
    }

    /// The mails that were taken, by the effect that each names.
    var mails: [String: [String]] { lock.withLock { copies } }

    /// The effects whose mail was taken, but is not marked in the table.
    var taken: Set<String> { lock.withLock { unmarked } }

    /// Ends the process when it passes that step for that many times.
    func end(_ process: Int32, at step: Step, passes: Int) {
        lock.withLock { (victim, fatal) = (process, (step, passes)) }
    }

    /// Lets all processes live from now on.
    func spare() {
        lock.withLock { (victim, fatal) = (nil, nil) }
    }

    func stop() {
        table?.stop()
        mailService?.stop()
    }

    private func answerForTable(_ request: ScriptedServer.Received, port: Int) -> [ScriptedServer.Step] {
        let steps: (Step, Step)? =
            switch request.headers["x-amz-target"]?.split(separator: ".").last {
            case "UpdateItem": (.claiming, .claimed)
            case "TransactWriteItems": (.marking, .marked)
            default: nil
            }
        if let steps, ends(at: steps.0) { return [.close] }
        let answer = Self.forward(request, to: port)
        if steps?.0 == .marking, answer.hasPrefix("HTTP/1.1 200") { noteMark(request) }
        if let steps, ends(at: steps.1) { return [.close] }
        return [.send(answer), .close]
    }

    private func take(_ request: ScriptedServer.Received) -> [ScriptedServer.Step] {
        guard !ends(at: .sending) else { return [.close] }
        let data = try? JSONValue(parsing: request.body)["Content"]?["Raw"]?["Data"]?.string
        guard let mail = data.flatMap({ Data(base64Encoded: $0) }).map({ String(decoding: $0, as: UTF8.self) }),
            let effect = mail.components(separatedBy: "X-Convene-Effect: ").dropFirst().first?.prefix(36)
        else {
            Issue.record("a mail that says no effect: \(request.text.prefix(2_000))")
            return [.close]
        }
        lock.withLock {
            copies[String(effect), default: []].append(mail)
            unmarked.insert(String(effect))
        }
        return ends(at: .sent) ? [.close] : [.send(Testbed.answer("200 OK", [], #"{"MessageId":"ses-1"}"#))]
    }

    private func noteMark(_ request: ScriptedServer.Received) {
        let body = String(decoding: request.body, as: UTF8.self)
        lock.withLock { unmarked = unmarked.filter { !body.contains("OUTBOX#\($0)") } }
    }

    /// Returns whether the process has ended here.
    private func ends(at step: Step) -> Bool {
        lock.withLock {
            guard let victim, let fatal, fatal.step == step else { return false }
            guard fatal.passes <= 1 else {
                self.fatal = (step, fatal.passes - 1)
                return false
            }
            kill(victim, SIGKILL)
            (self.victim, self.fatal) = (nil, nil)
            return true
        }
    }

    /// Returns the table's answer, on a connection of its own.
    private static func forward(_ request: ScriptedServer.Received, to port: Int) -> String {
        let client = RawClient(port: port)
        client.send(
            "\(request.head)\r\nConnection: close\r\n\r\n\(String(decoding: request.body, as: UTF8.self))")
        return client.receive()
    }
}
