public import Time

/// What a function is given by the place it runs in: its settings, its clock, its log, its counts, and the deadline of
/// the work in hand.
///
/// One is made at the start of the process and handed to whatever is wired there. Lambda gives a process one event at a
/// time, so that the parts that change with the event (deadline, the log's context) need no lock and no task-local.
public final class Host {
    /// What it was given from outside.
    public let settings: Settings
    /// Where it says what happens.
    public let log: Log
    /// What it counts during one invocation.
    public let counters = Counters()
    /// When the work in hand must be done; nil while there is none, or no limit.
    public var deadline: Instant?

    private let clock: () -> Instant

    /// A host with that clock, or the system's; its log learns which settings are secrets.
    public init(settings: Settings, log: Log, clock: @escaping () -> Instant = { .now }) {
        self.settings = settings
        self.log = log
        self.clock = clock
        // They sign requests, so that they pass through many hands here; none of them may let them out.
        for name in ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"] {
            if let secret = settings[name] { log.redact(secret) }
        }
    }

    /// What time it is for the work in hand.
    public var now: Instant { clock() }
}

extension Host {
    /// The host of a function's process: its environment, its standard error, and the system's clock.
    ///
    /// FIXED_TIME stops the clock at one moment, so that a sample can be run as of a Saturday morning; one that is no
    /// time is an error.
    public static func ofThisProcess(_ settings: Settings = .environment) throws(SettingsError) -> Host {
        let log = Log.toStandardError(settings)
        guard let text = settings["FIXED_TIME"] else { return Host(settings: settings, log: log) }
        guard let time = Instant(iso8601: text) else {
            throw SettingsError(name: "FIXED_TIME", problem: "is not a time such as 2026-11-28T16:30:00Z")
        }
        return Host(settings: settings, log: log, clock: { time })
    }
}
