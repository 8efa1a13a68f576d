import DynamoDB
import Foundation
import LocalLambda
import Platform
import Storage

/// The parsed command line of `Invoke`.
struct InvokeCommand {
    /// A reason why nothing was invoked, worded for the user.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private let executable: String
    private let event: [UInt8]
    private let isRaw: Bool

    init(_ arguments: [String]) throws {
        isRaw = arguments.contains("--raw")
        let paths = arguments.filter { $0 != "--raw" }
        guard paths.count == 2 else {
            throw Refusal(description: "usage: Invoke [--raw] EXECUTABLE EVENT\n(make invoke FUNCTION=ListMeetups)")
        }
        executable = paths[0]
        guard FileManager.default.isExecutableFile(atPath: executable) else {
            throw Refusal(description: "\(executable) is not there. Build it first: swift build --product <Function>")
        }
        guard let event = FileManager.default.contents(atPath: paths[1]) else {
            throw Refusal(description: "\(paths[1]) cannot be read. Samples of events are in events/.")
        }
        self.event = Array(event)
    }

    /// Invokes the function and prints the outcome; returns 0 if it answered.
    func run() throws -> Int32 {
        let environment = environment
        try makeTable(Settings(environment))
        let server = try RuntimeServer()
        defer { server.stop() }
        let log = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent(UUID().uuidString)
        try Data().write(to: log)
        defer { try? FileManager.default.removeItem(at: log) }
        let process = try FunctionProcess(
            executable, environment: environment.merging(["AWS_LAMBDA_RUNTIME_API": server.address]) { _, new in new },
            log: try FileHandle(forWritingTo: log))
        let outcome = server.invoke(RuntimeServer.Event(event))
        process.stop()
        showLog(try Data(contentsOf: log))
        return show(outcome)
    }

    /// Prints the function's log without its metrics, which are meant for CloudWatch.
    private func showLog(_ log: Data) {
        for line in log.split(separator: UInt8(ascii: "\n")) where !line.starts(with: #"{"_aws""#.utf8) {
            FileHandle.standardError.write(line + Data("\n".utf8))
        }
    }

    /// Defaults for the function's settings, overridden by this process's environment.
    private var environment: [String: String] {
        [
            "AWS_LAMBDA_FUNCTION_NAME": URL(fileURLWithPath: executable).lastPathComponent,
            "AWS_LAMBDA_LOG_LEVEL": "WARN",
            "AWS_REGION": "eu-west-1",
            "EDUCATION_TABLE": "education",
            "MAIL_FROM": "Convene <no-reply@example.com>",
            "WEB_BASE_URL": "http://localhost:3000",
        ].merging(ProcessInfo.processInfo.environment) { _, own in own }
    }

    /// Creates the table if DYNAMODB_ENDPOINT is set and lacks it; AWS itself is never touched.
    private func makeTable(_ settings: Settings) throws {
        guard settings["DYNAMODB_ENDPOINT"] != nil else { return }
        let log = Log(function: "Invoke", write: { _ in })
        let table = try Table.live(on: Host(settings: settings, log: log))
        do {
            _ = try table.describe()
        } catch DynamoDBError.notFound {
            try table.create(.education)
        }
    }

    private func show(_ outcome: RuntimeServer.Outcome) -> Int32 {
        switch outcome {
        case .answer(let answer):
            print(isRaw ? String(decoding: answer, as: UTF8.self) : HTTPAnswer(answer).text)
            return 0
        case .failure(let type, let report), .initFailure(let type, let report):
            print("The function failed with \(type): \(String(decoding: report, as: UTF8.self))")
            return 1
        case .timedOut:
            print("The function gave no answer within 30 seconds.")
            return 1
        }
    }
}
