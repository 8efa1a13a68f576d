import Foundation
import Testbed
import Testing

@testable import LocalTable

/// The program as a process.
struct ServerProgramTests {
    /// One run of the executable that was built with the tests.
    private final class Run {
        private let process = Process()
        private let output = Pipe()
        private let errors = Pipe()

        init(_ arguments: [String]) throws {
            process.executableURL = BuiltFunction.folder.appendingPathComponent("Table")
            process.arguments = arguments
            process.standardOutput = output
            process.standardError = errors
            try process.run()
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }

        /// Returns the first lines of its standard output.
        func lines(_ count: Int) -> [Substring] {
            var text = ""
            while text.filter({ $0 == "\n" }).count < count {
                let more = output.fileHandleForReading.availableData
                guard !more.isEmpty else { break }
                text += String(decoding: more, as: UTF8.self)
            }
            return text.split(separator: "\n")
        }

        /// Waits for its end, and returns its exit status and everything written to standard error.
        func end() -> (status: Int32, errors: String) {
            process.waitUntilExit()
            return (
                process.terminationStatus,
                String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            )
        }

        func send(_ signal: Int32) {
            kill(process.processIdentifier, signal)
        }
    }

    private func port(in line: Substring?) -> Int {
        line?.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
    }

    @Test("it says where it is, serves there, and ends in peace when it is asked to", arguments: [SIGTERM, SIGINT])
    func life(signal: Int32) throws {
        let run = try Run(["--port", "0", "--in-memory"])
        let port = port(in: run.lines(3).first)
        let client = RawClient(port: port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.firstLine() == "HTTP/1.1 200 OK")
        run.send(signal)
        let (status, errors) = run.end()
        #expect(status == 0)
        #expect(errors == "")
        #expect(!RawClient(port: port).isConnected)
    }

    @Test("a wrong option is told in a line, with status 2")
    func wrongOption() throws {
        let (status, errors) = try Run(["--bogus"]).end()
        #expect(status == 2)
        #expect(errors == "Table: there is no option --bogus; --help lists them\n")
    }

    @Test("a port that is taken and a path that is none are told in a line, with status 1")
    func cannotBegin() throws {
        let first = try Run(["--port", "0", "--in-memory"])
        let port = port(in: first.lines(3).first)
        let second = try Run(["--port", "\(port)", "--in-memory"]).end()
        #expect(second.status == 1)
        let problem = "Table: cannot listen on 127.0.0.1:\(port): Address already in use"
        #expect(second.errors == "\(problem); choose another port with PORT=…\n")
        let third = try Run(["--port", "0", "--data", "/dev/null/a/b"]).end()
        #expect(third.status == 1)
        #expect(third.errors.hasPrefix("Table: /dev/null/a/b: "))
        #expect(third.errors.filter { $0 == "\n" }.count == 1)
    }

    @Test("help and version are told, with status 0", arguments: ["--help", "-h", "--version"])
    func help(option: String) throws {
        let run = try Run([option])
        #expect(run.lines(1).first?.hasPrefix("Table") == true)
        #expect(run.end().status == 0)
    }
}
