import Foundation
import Testbed
import Testing

/// A warm process may answer for hours: no event may leave anything behind.
struct EnduranceTests {
    /// The number of initial events, during which buffers reach their size.
    private static let settling = 1_000
    private static let invocations = 10_000 * Soak.factor

    @Test("ten thousand events and more leave neither memory nor open files behind", .timeLimit(.minutes(30)))
    func warm() throws {
        let reached = Reached()
        let server = try ScriptedServer { received, n in
            guard received.method == "GET" else { return [.send(ProcessTests.accepted)] }
            let id = (n + 1) / 2
            if id == Self.settling { reached.settled.signal() }
            if id > Self.invocations {
                reached.end.signal()
                return [.fallSilent]
            }
            return [.send(ProcessTests.next("id-\(id)", Self.headers(id)))]
        }
        let function = try RunningFunction("ListMeetups", runtimeAPI: "127.0.0.1:\(server.port)")
        #expect(reached.settled.wait(timeout: .now() + 30) == .success)
        let before = try kilobytes(of: function.processID)
        let filesBefore = try files(of: function.processID)
        #expect(reached.end.wait(timeout: .now() + 50 * Double(Soak.factor)) == .success)
        let after = try kilobytes(of: function.processID)
        // A hundred bytes per event would be 900 kB.
        #expect(after - before < 250)
        #expect(try files(of: function.processID) == filesBefore)
        #expect(server.connections == 1)
    }

    /// Returns headers with a different trace for each event, in varying lengths.
    private static func headers(_ id: Int) -> [String] {
        [
            "Lambda-Runtime-Trace-Id: Root=1-\(id);Parent=\(String(repeating: "p", count: id % 50))",
            "Lambda-Runtime-Deadline-Ms: \(4_000_000_000_000 + id)",
        ]
    }

    private final class Reached: Sendable {
        let settled = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)
    }

    private func kilobytes(of processID: Int32) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(processID)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(line.split(separator: " ").dropLast().last.flatMap { Int($0) })
    }

    private func files(of processID: Int32) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(processID)/fd").count
    }
}
