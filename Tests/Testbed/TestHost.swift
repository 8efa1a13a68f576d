public import Platform
public import Time

/// A host for tests, with given settings, a fixed clock and a readable log.
public final class TestHost {
    public let host: Host
    private let lines: Lines

    private final class Lines {
        var written: [String] = []
    }

    public init(
        _ settings: [String: String] = [:], at now: Instant = Instant(seconds: 1_795_278_600),
        threshold: Log.Level = .debug
    ) {
        let lines = Lines()
        self.lines = lines
        let log = Log(function: "Test", threshold: threshold) { line in
            lines.written.append(String(decoding: line.dropLast(), as: UTF8.self))
        }
        host = Host(settings: Settings(settings), log: log, clock: { now })
    }

    /// The logged lines of JSON.
    public var logged: [String] { lines.written }
}
