public import Foundation

/// A function's executable, running behind a Runtime API.
public final class FunctionProcess {
    private let process = Process()
    private let log: FileHandle?

    /// Starts the executable with that environment and no other; its log goes to `log`, or where ours goes.
    public init(_ executable: String, environment: [String: String], log: FileHandle? = nil) throws {
        self.log = log
        process.executableURL = URL(fileURLWithPath: executable)
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        if let log {
            process.standardError = log
            process.standardOutput = log
        } else {
            process.standardOutput = FileHandle.standardError
        }
        try process.run()
    }

    public var isRunning: Bool { process.isRunning }
    public var processID: Int32 { process.processIdentifier }

    /// Asks it to end, as Lambda does, and waits until it has; its exit status, or the signal that ended it.
    @discardableResult
    public func stop() -> Int32 {
        process.terminate()
        return wait()
    }

    /// Waits until it ends by itself.
    public func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
