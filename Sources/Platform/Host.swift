public import Time

/// The environment of a function: its settings, clock, log and counters, and the deadline of the current work.
///
/// One is made at the start of the process and passed to everything that is wired there. Lambda gives a process one
/// event at a time, so the parts that change with the event (deadline, the log's context) need no lock and no
/// task-local.
public final class Host {
    /// The settings of the process.
    public let settings: Settings
    /// Where it says what happens.
    public let log: Log
    /// The counts of the current invocation.
    public let counters = Counters()
    /// The deadline of the current work; nil without work or without a limit.
    public var deadline: Instant?

    private let clock: () -> Instant

    /// Creates a host with a clock, by default the system's; its log learns which settings are secrets.
    public init(settings: Settings, log: Log, clock: @escaping () -> Instant = { .now }) {
        self.settings = settings
        self.log = log
        self.clock = clock
        // They sign requests, so they are used in many places here, none of which may leak them.
        for name in ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"] {
            if let secret = settings[name] { log.redact(secret) }
        }
    }

    /// The time to use for the current work.
    public var now: Instant { clock() }
}

extension Host {
    /// Returns the host of a function's process: its environment, its standard error, and the system's clock.
    ///
    /// FIXED_TIME stops the clock at one moment, so that a sample can be run as of a Saturday morning.
    ///
    /// - Throws: If FIXED_TIME is not a valid time.
    public static func ofThisProcess(_ settings: Settings = .environment) throws(SettingsError) -> Host {
        let log = Log.toStandardError(settings)
        guard let text = settings["FIXED_TIME"] else { return Host(settings: settings, log: log) }
        guard let time = Instant(iso8601: text) else {
            throw SettingsError(name: "FIXED_TIME", problem: "is not a time such as 2026-11-28T16:30:00Z")
        }
        return Host(settings: settings, log: log, clock: { time })
    }
}
