import Glibc
public import JSON
import Time

/// Writes one line of JSON for each message, with what secrets it knows left out.
public final class Log {
    /// How bad it is, from the least to the worst.
    public enum Level: Int, Sendable, Comparable {
        case trace
        case debug
        case info
        case warn
        case error
        case fatal

        /// Whether one is less bad than the other.
        public static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// What every line bears while one event is worked on.
    public struct Context: Equatable, Sendable {
        /// Lambda's id of the invocation.
        public var requestID: String
        /// X-Ray's id of the trace; nil when there is none.
        public var traceID: String?

        /// The context of one invocation.
        public init(requestID: String, traceID: String? = nil) {
            self.requestID = requestID
            self.traceID = traceID
        }
    }

    /// Who is talking.
    public let function: String
    /// From which level on messages are written.
    public let threshold: Level
    /// What the work in hand is; nil while there is none.
    public var context: Context?
    private var redaction = Redaction()
    private let write: ([UInt8]) -> Void

    /// A log that hands each finished line to `write`, its line feed included.
    public init(function: String, threshold: Level = .info, write: @escaping ([UInt8]) -> Void) {
        self.function = function
        self.threshold = threshold
        self.write = write
    }

    /// The log of a process: to standard error, named and limited as Lambda's variables say.
    public static func toStandardError(_ settings: Settings) -> Log {
        let level = settings["AWS_LAMBDA_LOG_LEVEL"].flatMap(Level.init(name:)) ?? .info
        return Log(function: settings["AWS_LAMBDA_FUNCTION_NAME"] ?? "local", threshold: level, write: writeToError)
    }

    /// Leaves out this text wherever it turns up from now on.
    ///
    /// One of less than eight bytes would turn up in other words by chance: it is left out where it is a word by
    /// itself, with no letter and no digit beside it, and where it is all that a field holds.
    public func redact(_ secret: String) {
        redaction.add(secret)
    }

    /// Writes what helps to find a fault.
    public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .debug { log(.debug, message(), fields()) }
    }

    /// Writes what usually happens.
    public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .info { log(.info, message(), fields()) }
    }

    /// Writes what someone should look at some day.
    public func warn(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .warn { log(.warn, message(), fields()) }
    }

    /// Writes that something failed.
    public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .error { log(.error, message(), fields()) }
    }

    /// Writes why the process ends.
    public func fatal(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        log(.fatal, message(), fields())
    }

    /// A text as the log would show it.
    public func redacted(_ text: String) -> String {
        redaction.apply(to: text)
    }

    /// Writes a finished line as it is: for the metrics, which have a form of their own.
    public func writeLine(_ line: [UInt8]) {
        write(line + [UInt8(ascii: "\n")])
    }

    private func log(_ level: Level, _ message: String, _ fields: [String: JSONValue]) {
        var json = JSONWriter(capacity: 256)
        json.beginObject()
        json.member("timestamp", Instant.now.iso8601)
        json.member("level", level.name)
        json.member("function", function)
        if let context {
            json.member("requestId", context.requestID)
            if let traceID = context.traceID { json.member("traceId", traceID) }
        }
        json.member("message", redaction.apply(to: message))
        if !fields.isEmpty {
            json.key("fields")
            json.value(redaction.apply(to: .object(fields)))
        }
        json.endObject()
        writeLine(json.bytes)
    }
}

extension Log.Level {
    /// The level as Lambda's own log records spell it.
    public var name: String {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO"
        case .warn: "WARN"
        case .error: "ERROR"
        case .fatal: "FATAL"
        }
    }

    /// Reads a level in either case; nil for a word that is none.
    public init?(name: String) {
        switch name.uppercased() {
        case "TRACE": self = .trace
        case "DEBUG": self = .debug
        case "INFO": self = .info
        case "WARN", "WARNING": self = .warn
        case "ERROR": self = .error
        case "FATAL": self = .fatal
        default: return nil
        }
    }
}

/// One call for the whole line, so that lines of several processes never mix.
private func writeToError(_ line: [UInt8]) {
    line.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
