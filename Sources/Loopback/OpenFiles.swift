import Glibc

/// How many files and sockets this process may have open.
public enum OpenFiles {
    /// Beyond this, nobody needs more, and some systems have no bound at all.
    private static let most: rlim_t = 65_536

    /// Raises the bound to what the system allows: shells set it to 1024, out of regard for old programs.
    ///
    /// Processes that are started later inherit it.
    public static func raiseLimit() {
        guard var limit = current, limit.rlim_cur < min(limit.rlim_max, most) else { return }
        limit.rlim_cur = min(limit.rlim_max, most)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// How many connections a server may have: a process has several servers, and files beside them.
    static var connections: Int {
        Int(min(current?.rlim_cur ?? most, most)) / 4
    }

    private static var current: rlimit? {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? limit : nil
    }
}
