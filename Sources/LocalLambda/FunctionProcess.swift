public import Foundation
import Glibc

/// The process of a function's executable, which runs against a Runtime API.
///
/// It is spawned without Foundation's `Process`, which detects an end by a socket that processes started at the same
/// moment inherit, too: waiting for one of them would be waiting for all.
public final class FunctionProcess: @unchecked Sendable {
    /// An error in starting a process.
    public struct CannotStart: Error, CustomStringConvertible {
        public let description: String
    }

    public let processID: Int32
    private let lock = NSLock()
    /// How the process ended; nil until that was asked.
    private var end: End?

    private enum End {
        /// The status reported by the system.
        case status(Int32)
        /// The status is lost, as happens when SIGCHLD is ignored.
        case unknown
    }

    /// Starts the executable with exactly that environment; its log goes to `log`, or to this process's standard error.
    ///
    /// With `isApart` it gets its own process group, so that Ctrl-C at a terminal does not reach it and the caller can
    /// let it finish.
    ///
    /// - Throws: `CannotStart` if the executable does not exist or can't be run.
    public init(
        _ executable: String, environment: [String: String], log: FileHandle? = nil, isApart: Bool = false
    ) throws {
        let sink = (log ?? FileHandle.standardError).fileDescriptor
        processID = try Self.spawn(executable, environment.map { "\($0)=\($1)" }, sink, isApart)
    }

    private static func spawn(
        _ executable: String, _ environment: [String], _ sink: Int32, _ isApart: Bool
    ) throws(CannotStart) -> Int32 {
        var files = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, sink, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&files, sink, STDERR_FILENO)
        for descriptor in openDescriptors() where descriptor > STDERR_FILENO {
            posix_spawn_file_actions_addclose(&files, descriptor)
        }
        set(&attributes, isApart)
        var arguments = [strdup(executable), nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var processID: Int32 = 0
        let problem = posix_spawn(&processID, executable, &files, &attributes, &arguments, &variables)
        guard problem == 0 else {
            throw CannotStart(description: "\(executable): \(String(cString: strerror(problem)))")
        }
        return processID
    }

    /// Lists all open descriptors, since not every part of this process marks its own as close-on-exec.
    private static func openDescriptors() -> [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return (names ?? []).compactMap { Int32($0) }
    }

    /// Resets blocked and ignored signals, which a process inherits and which would keep it from being terminated.
    private static func set(_ attributes: inout posix_spawnattr_t, _ isApart: Bool) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // A group of its own has the process's number.
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (isApart ? POSIX_SPAWN_SETPGROUP : 0)
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    deinit {
        guard isRunning else { return }
        send(signal: SIGKILL)
        _ = wait()
    }

    public var isRunning: Bool { lock.withLock { !hasEnded() } }

    /// How it ended, such as `by signal 11` or `with status 1`; nil while it runs, or if that is unknown.
    public var ending: String? {
        lock.withLock {
            guard hasEnded(), case .status(let status) = end else { return nil }
            return Self.signal(status) == 0 ? "with status \(Self.code(status))" : "by signal \(Self.signal(status))"
        }
    }

    /// Asks the system without waiting; needs the lock, since afterwards the process's number may be reused.
    private func hasEnded() -> Bool {
        guard end == nil else { return true }
        var status: Int32 = 0
        let found = waitpid(processID, &status, WNOHANG)
        if found == processID { end = .status(status) }
        if found < 0, errno == ECHILD { end = .unknown }
        return end != nil
    }

    /// Terminates it as Lambda does and waits for its end; kills it after `patience` seconds.
    ///
    /// - Returns: Its exit status, or the signal that ended it.
    @discardableResult
    public func stop(patience: Double = 5) -> Int32 {
        send(signal: SIGTERM)
        if !hasEnded(within: patience) { send(signal: SIGKILL) }
        return wait()
    }

    /// Sends a signal without waiting.
    public func send(signal: Int32) {
        lock.withLock { if !hasEnded() { kill(processID, signal) } }
    }

    /// Waits for its own end; returns its exit status, the signal that ended it, or -1 if unknown.
    public func wait() -> Int32 {
        // Leave the status to be fetched under the lock.
        var found = siginfo_t()
        while isRunning { waitid(P_PID, id_t(processID), &found, WEXITED | WNOWAIT) }
        guard case .status(let status) = lock.withLock({ self.end }) else { return -1 }
        return Self.signal(status) == 0 ? Self.code(status) : Self.signal(status)
    }

    /// Returns whether it ends within that time.
    public func hasEnded(within seconds: Double) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while isRunning, Date() < deadline { usleep(2_000) }
        return !isRunning
    }

    private static func signal(_ status: Int32) -> Int32 { status & 0x7F }
    private static func code(_ status: Int32) -> Int32 { status >> 8 & 0xFF }
}
