import Glibc

/// SIGTERM and SIGINT, which are waited for rather than handled: all threads that start later leave them blocked.
struct StopSignals {
    private var all = sigset_t()

    init() {
        // A log or a client that the other side has closed is an error like others, not the program's silent end.
        signal(SIGPIPE, SIG_IGN)
        sigemptyset(&all)
        sigaddset(&all, SIGTERM)
        sigaddset(&all, SIGINT)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    /// Waits for one of them; the next one ends the program.
    func wait() {
        var all = all
        var number: Int32 = 0
        while sigwait(&all, &number) != 0 {}
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &all, nil)
    }
}
