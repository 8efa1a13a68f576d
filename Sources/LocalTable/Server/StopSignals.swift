import Glibc

/// SIGTERM and SIGINT, which are awaited instead of handled: threads that start later inherit the blocked mask.
struct StopSignals {
    private var all = sigset_t()

    init() {
        // Make writing to a closed log or connection an ordinary error, instead of silently ending the program.
        signal(SIGPIPE, SIG_IGN)
        sigemptyset(&all)
        sigaddset(&all, SIGTERM)
        sigaddset(&all, SIGINT)
        pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    /// Waits for one of them; a second one ends the program.
    func wait() {
        var all = all
        var number: Int32 = 0
        while sigwait(&all, &number) != 0 {}
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &all, nil)
    }
}
