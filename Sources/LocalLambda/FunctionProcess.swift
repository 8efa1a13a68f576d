public import Foundation
import Glibc

/// A function's executable, running behind a Runtime API.
public final class FunctionProcess {
    private let process = Process()

    /// Starts the executable with that environment and no other; its log goes to `log`, or where ours goes.
    public init(_ executable: String, environment: [String: String], log: FileHandle? = nil) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log ?? FileHandle.standardError
        process.standardError = log ?? FileHandle.standardError
        try Self.withoutBlockedSignals { try process.run() }
    }

    /// A process inherits the blocked signals of the thread that starts it; threads of a pool block nearly all of them,
    /// and the process could not be asked to end.
    private static func withoutBlockedSignals(_ start: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try start()
    }

    deinit {
        if isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    public var isRunning: Bool { status(waiting: false) == nil }
    public var processID: Int32 { process.processIdentifier }

    /// Asks it to end, as Lambda does, and waits until it has; its exit status, or the signal that ended it.
    ///
    /// What has not ended within `patience` seconds is killed.
    @discardableResult
    public func stop(patience: Double = 5) -> Int32 {
        process.terminate()
        if !hasEnded(within: patience) { kill(process.processIdentifier, SIGKILL) }
        return wait()
    }

    /// Sends it a signal and goes on.
    public func send(signal: Int32) {
        if isRunning { kill(process.processIdentifier, signal) }
    }

    /// Waits until it ends by itself; its exit status, or the signal that ended it.
    public func wait() -> Int32 {
        status(waiting: true) ?? process.terminationStatus
    }

    /// Waits for its end so long at most.
    public func hasEnded(within seconds: Double) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while isRunning, Date() < deadline { usleep(2_000) }
        return !isRunning
    }

    /// The exit status, or the signal that ended it; nil while it runs.
    ///
    /// The kernel is asked: Foundation watches for the end of something that processes inherit which are started at the
    /// same time, so that it notices it when all of those have ended too. It still collects what has ended.
    private func status(waiting: Bool) -> Int32? {
        var end = siginfo_t()
        let options = WEXITED | WNOWAIT | (waiting ? 0 : WNOHANG)
        while waitid(P_PID, id_t(processID), &end, options) != 0 {
            guard errno != EINTR else { continue }
            // It is collected already, so that Foundation knows.
            process.waitUntilExit()
            return process.terminationStatus
        }
        return end.si_signo == 0 ? nil : end._sifields._sigchld.si_status
    }
}
