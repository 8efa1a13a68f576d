import Foundation
import Glibc
import LocalLambda
import Synchronization
import Testing

@Suite struct FunctionProcessTests {
    /// Writes an executable script with this line.
    private static func script(_ line: String) throws -> URL {
        let script = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).sh")
        try Data("#!/bin/sh\n\(line)\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
        return script
    }

    /// Starts the script as soon as no child process of another test holds it open for writing.
    private static func start(_ script: URL, isApart: Bool = false) throws -> FunctionProcess {
        for _ in 1...100 {
            if let process = try? FunctionProcess(
                script.path, environment: [:], log: .nullDevice, isApart: isApart)
            {
                return process
            }
            usleep(10_000)
        }
        return try FunctionProcess(script.path, environment: [:], log: .nullDevice, isApart: isApart)
    }

    @Test("of many that were started at once, each can be waited for while the others run", .timeLimit(.minutes(1)))
    func manyAtOnce() throws {
        let script = try Self.script("exec /bin/sleep 50")
        defer { try? FileManager.default.removeItem(at: script) }
        let started = Mutex<[FunctionProcess]>([])
        DispatchQueue.concurrentPerform(iterations: 32) { _ in
            guard let process = try? FunctionProcess(script.path, environment: [:], log: .nullDevice) else { return }
            started.withLock { $0.append(process) }
        }
        let processes = started.withLock { $0 }
        #expect(processes.count == 32)
        #expect(processes.map { $0.stop() } == Array(repeating: SIGTERM, count: 32))
    }

    @Test("how it has ended is said", arguments: [("exit 3", "with status 3"), ("kill -ABRT $$", "by signal 6")])
    func ending(line: String, words: String) throws {
        let script = try Self.script(line)
        defer { try? FileManager.default.removeItem(at: script) }
        let process = try Self.start(script)
        #expect(process.hasEnded(within: 10))
        #expect(process.ending == words)
    }

    @Test("one that is apart gets no signal of our group, and others do", arguments: [true, false])
    func apart(isApart: Bool) throws {
        let script = try Self.script("exec /bin/sleep 50")
        defer { try? FileManager.default.removeItem(at: script) }
        let process = try Self.start(script, isApart: isApart)
        #expect(getpgid(process.processID) == (isApart ? process.processID : getpgrp()))
        #expect(process.stop() == SIGTERM)
    }

    @Test("one whose end somebody else was told of has ended")
    func forgotten() throws {
        let script = try Self.script("exit 3")
        defer { try? FileManager.default.removeItem(at: script) }
        let process = try Self.start(script)
        #expect(waitpid(process.processID, nil, 0) == process.processID)
        #expect(process.hasEnded(within: 1))
        #expect(process.ending == nil)
        #expect(process.wait() == -1)
    }

    @Test("what is not there cannot be started, and the error names it")
    func missing() {
        let error = #expect(throws: FunctionProcess.CannotStart.self) {
            _ = try FunctionProcess("/nowhere/function", environment: [:])
        }
        #expect(error?.description == "/nowhere/function: No such file or directory")
    }
}
