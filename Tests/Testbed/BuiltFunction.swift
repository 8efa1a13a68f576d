public import Foundation
public import LocalLambda

/// The executables built with the tests, run as processes.
public enum BuiltFunction {
    /// The folder of all built products, including the running tests.
    public static var folder: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// Starts a function with a local Runtime API, in the environment of the tests plus these settings.
    ///
    /// Its log goes to the file handle, or is discarded.
    public static func start(
        _ name: String, at server: RuntimeServer, _ settings: [String: String] = [:],
        log: FileHandle = .nullDevice
    ) throws -> FunctionProcess {
        let environment = ProcessInfo.processInfo.environment
            .merging(["AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_RUNTIME_API": server.address]) { _, new in new }
            .merging(settings) { _, new in new }
        return try FunctionProcess(folder.appendingPathComponent(name).path, environment: environment, log: log)
    }
}
