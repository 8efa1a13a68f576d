import Glibc

/// The handling of SIGTERM, which Lambda sends before it removes a container: the process ends at once if it is waiting
/// for an event, and after the answer if it is working on one.
///
/// For some microseconds between the last byte of an event and the start of the work it still ends at once; Lambda
/// never sends the signal while an event is in progress.
enum StopSignal {
    /// Plain variables, since a signal handler may touch nothing else; only the handler and the loop's own thread use
    /// them.
    private nonisolated(unsafe) static var isWorking: sig_atomic_t = 0
    private nonisolated(unsafe) static var wasSent: sig_atomic_t = 0

    static var isRaised: Bool { wasSent != 0 }

    static func install() {
        // A connection or a log closed by the other side is an ordinary error, not the silent end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGTERM) { _ in
            if StopSignal.isWorking == 0 { _exit(0) }
            StopSignal.wasSent = 1
        }
        // The parent process may have left it blocked.
        var stop = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTERM)
        sigprocmask(SIG_UNBLOCK, &stop, nil)
    }

    /// Delays the end of the process until the work is done.
    static func whileWorking<Answer, Failure: Error>(_ work: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        isWorking = 1
        defer { isWorking = 0 }
        return try work()
    }
}
