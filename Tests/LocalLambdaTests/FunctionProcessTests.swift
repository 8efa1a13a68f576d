import Foundation
import LocalLambda
import Testing

struct FunctionProcessTests {
    @Test("a process that has ended is known to have, whatever was started at the same moment and still runs")
    func ends() throws {
        let script = FileManager.default.temporaryDirectory.appending(path: "waits-\(UUID().uuidString)")
        try Data("#!/bin/sh\nexec sleep 60\n".utf8).write(to: script)
        defer { try? FileManager.default.removeItem(at: script) }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)

        nonisolated(unsafe) var started: [FunctionProcess] = []
        let lock = NSLock()
        DispatchQueue.concurrentPerform(iterations: 32) { _ in
            guard let process = try? FunctionProcess(script.path, environment: ["PATH": "/bin:/usr/bin"]) else {
                return
            }
            lock.withLock { started.append(process) }
        }
        #expect(started.count == 32)
        for process in started {
            process.send(signal: SIGKILL)
            #expect(process.hasEnded(within: 5))
            #expect(process.wait() == SIGKILL)
        }
    }
}
