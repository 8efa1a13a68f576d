import Foundation
import LocalLambda

/// A process of a built function with exactly the environment that the test gives it, and its log.
public final class RunningFunction {
    /// Settings that all functions need to start, and proxies that must not be used.
    private static let settings = [
        "ALL_PROXY": "http://127.0.0.1:1",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_REGION": "eu-west-1",
        "AWS_SECRET_ACCESS_KEY": "not-very-secret",
        "EDUCATION_TABLE": "education",
        "http_proxy": "http://127.0.0.1:1",
    ]

    private let process: FunctionProcess
    private let logFile: URL

    /// Starts the function; an empty setting counts as none.
    public init(_ name: String, runtimeAPI: String, _ settings: [String: String] = [:]) throws {
        logFile = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).log")
        _ = FileManager.default.createFile(atPath: logFile.path, contents: nil)
        let environment = Self.settings
            .merging(["AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_RUNTIME_API": runtimeAPI]) { _, new in new }
            .merging(settings) { _, new in new }
        process = try FunctionProcess(
            BuiltFunction.folder.appendingPathComponent(name).path, environment: environment,
            log: try FileHandle(forWritingTo: logFile))
    }

    deinit {
        process.stop(patience: 0)
        try? FileManager.default.removeItem(at: logFile)
    }

    public var processID: Int32 { process.processID }

    public func send(signal: Int32) {
        process.send(signal: signal)
    }

    /// Returns its exit status, or the signal that ended it; nil if it is still running after that time.
    public func status(within seconds: Double = 10) -> Int32? {
        process.hasEnded(within: seconds) ? process.wait() : nil
    }

    /// The lines logged so far.
    public var log: [String] {
        let text = (try? String(contentsOf: logFile, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
