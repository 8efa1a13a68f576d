import Glibc

/// Output for the user of the program.
public enum Diagnostics {
    /// Writes one line to standard error.
    public static func write(_ line: String) {
        write(line, to: STDERR_FILENO)
    }

    /// Writes one line to standard output and flushes it, because other programs wait for it.
    public static func say(_ line: String) {
        write(line, to: STDOUT_FILENO)
    }

    private static func write(_ line: String, to descriptor: Int32) {
        var rest = Array("\(line)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A closed output is no reason to stop.
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
