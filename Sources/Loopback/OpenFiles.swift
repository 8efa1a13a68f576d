import Glibc

/// The limit of open files and sockets for this process.
public enum OpenFiles {
    /// More than anyone needs; some systems have no limit at all.
    private static let most: rlim_t = 65_536

    /// Raises the limit to the system's maximum; shells set it to 1024 for the sake of old programs.
    ///
    /// Processes started later inherit it.
    public static func raiseLimit() {
        guard var limit = current, limit.rlim_cur < min(limit.rlim_max, most) else { return }
        limit.rlim_cur = min(limit.rlim_max, most)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// The most connections for one server, leaving some for other servers and files.
    static var connections: Int {
        Int(min(current?.rlim_cur ?? most, most)) / 4
    }

    private static var current: rlimit? {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? limit : nil
    }
}
