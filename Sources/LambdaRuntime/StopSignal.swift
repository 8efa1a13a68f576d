import Glibc

/// SIGTERM, which Lambda sends before it takes a container away: ends the process at once while it waits for an event,
/// and after the answer while it works on one.
///
/// Between the last byte of an event and the beginning of the work on it lie some microseconds in which it still ends
/// at once; Lambda never sends the signal with an event under way.
enum StopSignal {
    /// Plain variables, since a signal handler may touch nothing else; only it and the loop's own thread do.
    private nonisolated(unsafe) static var isWorking: sig_atomic_t = 0
    private nonisolated(unsafe) static var wasSent: sig_atomic_t = 0

    static var isRaised: Bool { wasSent != 0 }

    static func install() {
        // A connection or a log that the other side has closed is an error like others, not the process's silent end.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGTERM) { _ in
            if StopSignal.isWorking == 0 { _exit(0) }
            StopSignal.wasSent = 1
        }
        // Whoever started the process may have left it blocked.
        var stop = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTERM)
        sigprocmask(SIG_UNBLOCK, &stop, nil)
    }

    /// Puts the end off until the work is done.
    static func whileWorking<Answer, Failure: Error>(_ work: () throws(Failure) -> Answer) throws(Failure) -> Answer {
        isWorking = 1
        defer { isWorking = 0 }
        return try work()
    }
}
