public import Foundation
import Glibc

/// A function's executable, running behind a Runtime API.
///
/// It is spawned without Foundation's `Process`, which learns of an end by a socket that processes started at the same
/// moment hold open, too: whoever waited for one of them waited for all.
public final class FunctionProcess: @unchecked Sendable {
    /// Why a process could not be started.
    public struct CannotStart: Error, CustomStringConvertible {
        public let description: String
    }

    public let processID: Int32
    private let lock = NSLock()
    /// What is known of its end: nil until somebody has asked.
    private var end: End?

    private enum End {
        /// As the system says it.
        case status(Int32)
        /// The system has forgotten it, as it does where SIGCHLD is ignored.
        case unknown
    }

    /// Starts the executable with that environment and no other; its log goes to `log`, or where ours goes.
    ///
    /// One that is apart has a process group of its own: Ctrl-C at a terminal does not reach it, and whoever started it
    /// can let it finish. Throws `CannotStart` for what is not there or cannot be run.
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

    /// Not all who open a file here say that it is no child's business.
    private static func openDescriptors() -> [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return (names ?? []).compactMap { Int32($0) }
    }

    /// A process inherits the signals that the thread which starts it blocks, and those that are ignored: it could not
    /// be asked to end.
    private static func set(_ attributes: inout posix_spawnattr_t, _ isApart: Bool) {
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // Its group, where it gets one, has its own number.
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

    /// How it has ended, such as `by signal 11` or `with status 1`; nil while it runs, or when nobody knows.
    public var ending: String? {
        lock.withLock {
            guard hasEnded(), case .status(let status) = end else { return nil }
            return Self.signal(status) == 0 ? "with status \(Self.code(status))" : "by signal \(Self.signal(status))"
        }
    }

    /// Asks the system without waiting, under the lock: behind it, the process's number may be another's.
    private func hasEnded() -> Bool {
        guard end == nil else { return true }
        var status: Int32 = 0
        let found = waitpid(processID, &status, WNOHANG)
        if found == processID { end = .status(status) }
        if found < 0, errno == ECHILD { end = .unknown }
        return end != nil
    }

    /// Asks it to end, as Lambda does, and waits until it has; its exit status, or the signal that ended it.
    ///
    /// What has not ended within `patience` seconds is killed.
    @discardableResult
    public func stop(patience: Double = 5) -> Int32 {
        send(signal: SIGTERM)
        if !hasEnded(within: patience) { send(signal: SIGKILL) }
        return wait()
    }

    /// Sends it a signal and goes on.
    public func send(signal: Int32) {
        lock.withLock { if !hasEnded() { kill(processID, signal) } }
    }

    /// Waits until it ends by itself; its exit status, or the signal that ended it, or -1 when nobody knows.
    public func wait() -> Int32 {
        // Leaves the end to be fetched under the lock.
        var found = siginfo_t()
        while isRunning { waitid(P_PID, id_t(processID), &found, WEXITED | WNOWAIT) }
        guard case .status(let status) = lock.withLock({ self.end }) else { return -1 }
        return Self.signal(status) == 0 ? Self.code(status) : Self.signal(status)
    }

    /// Waits for its end so long at most.
    public func hasEnded(within seconds: Double) -> Bool {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while isRunning, Date() < deadline { usleep(2_000) }
        return !isRunning
    }

    private static func signal(_ status: Int32) -> Int32 { status & 0x7F }
    private static func code(_ status: Int32) -> Int32 { status >> 8 & 0xFF }
}
