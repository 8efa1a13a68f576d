import Foundation
import Testbed

/// The real gateway as a process, with its own data folder and free ports; usable from several threads.
final class GatewayRig: @unchecked Sendable {
    /// An answer as received.
    struct Answer: Equatable {
        let status: Int
        let headers: [String: String]
        let body: String
    }

    struct NotReady: Error {
        let output: String
    }

    let folder: URL
    let port: Int
    /// The text printed at the start.
    let banner: String
    private let process = Process()
    private let log: URL

    /// The environment of the tests without another DynamoDB.
    private static let environment = ProcessInfo.processInfo.environment.filter { $0.key != "DYNAMODB_ENDPOINT" }

    /// Starts it, with a launcher's command before it if given, and waits until it is ready.
    init(
        _ options: [String] = [], functions: String = GatewayRig.functions, template: String? = nil,
        launcher: [String] = []
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        log = folder.appending(path: "log")
        try Data().write(to: log)
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.environment = Self.environment
        process.arguments =
            launcher + [
                BuiltFunction.folder.appending(path: "Gateway").path, "run", "--port", "0", "--table-port", "0",
                "--data", folder.path + "/data", "--functions", functions,
                "--template", template ?? Self.template,
            ] + options
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        var text = ""
        while !text.contains("Ready"), case let data = output.fileHandleForReading.availableData, !data.isEmpty {
            text += String(decoding: data, as: UTF8.self)
        }
        let digits = text.split(separator: "http://127.0.0.1:").dropFirst().first?.prefix { $0.isNumber }
        guard text.contains("Ready"), let port = digits.flatMap({ Int($0) }) else { throw NotReady(output: text) }
        self.port = port
        banner = text
    }

    /// The process's number.
    var processID: Int32 { process.processIdentifier }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The functions built with the tests.
    static let functions = BuiltFunction.folder.path

    /// The project's own template.
    static let template = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "template.yaml").path

    /// Stops it; returns its exit status.
    @discardableResult
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        if process.isRunning { kill(process.processIdentifier, signal) }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// The running processes that were started for requests, without those that schedules or streams may start at any
    /// time.
    var children: [Int32] {
        let path = "/proc/\(process.processIdentifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return threads.flatMap { thread -> [Int32] in
            let text = (try? String(contentsOfFile: "\(path)/\(thread)/children", encoding: .utf8)) ?? ""
            return text.split(separator: " ").compactMap { Int32($0) }
                .filter { !Self.hasEnded($0) && !Self.isOfTheOutbox($0) }
        }
    }

    private static func isOfTheOutbox(_ process: Int32) -> Bool {
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
        return path?.hasSuffix("Outbox") ?? false
    }

    /// Returns whether the process is gone or a zombie.
    private static func hasEnded(_ process: Int32) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        // The state follows the name, which may contain anything.
        let state = text[(text.lastIndex(of: ")") ?? text.startIndex)...].dropFirst(2).first
        return state == nil || state == "Z" || state == "X"
    }

    var lines: [String] {
        ((try? String(contentsOf: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// Waits until a line of the log contains the text.
    func waitForLine(_ text: String, seconds: Double = 10) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while Date() < deadline {
            if lines.contains(where: { $0.contains(text) }) { return true }
            usleep(5_000)
        }
        return false
    }

    /// Sends one request on its own connection.
    func ask(_ method: String, _ target: String, _ headers: [String] = [], body: String = "") -> Answer {
        let client = RawClient(port: port)
        let fields = (["Host: localhost", "Connection: close"] + headers).map { "\($0)\r\n" }.joined()
        client.send("\(method) \(target) HTTP/1.1\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
        return Self.answer(client.receive())
    }

    private static func answer(_ text: String) -> Answer {
        guard let end = text.range(of: "\r\n\r\n") else { return Answer(status: 0, headers: [:], body: text) }
        let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let fields = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
        let headers = fields.map { ($0[0].lowercased(), String(($0.count > 1 ? $0[1] : "").drop { $0 == " " })) }
        return Answer(
            status: Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0,
            headers: Dictionary(headers) { $1 }, body: String(text[end.upperBound...]))
    }

    /// Returns a token from `Gateway token` for the same data folder.
    func token(_ options: [String] = ["--user", "ada"]) throws -> String {
        let run = try Self.run(["token", "--data", folder.path + "/data", "--template", Self.template] + options)
        return run.output.trimmingCharacters(in: .newlines)
    }

    /// Runs the program to its end.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.environment = environment
        let output = Pipe()
        process.executableURL = BuiltFunction.folder.appending(path: "Gateway")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
