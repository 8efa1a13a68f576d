import Glibc
public import JSON
import Time

/// A log with one line of JSON per message, from which known secrets are removed.
public final class Log {
    /// The severity of a message, from the lowest to the highest.
    public enum Level: Int, Sendable, Comparable {
        case trace
        case debug
        case info
        case warn
        case error
        case fatal

        /// Returns whether one level is less severe than the other.
        public static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// The members of every line during one event.
    public struct Context: Equatable, Sendable {
        /// Lambda's id of the invocation.
        public var requestID: String
        /// X-Ray's id of the trace; nil when there is none.
        public var traceID: String?

        /// Creates the context of an invocation.
        public init(requestID: String, traceID: String? = nil) {
            self.requestID = requestID
            self.traceID = traceID
        }
    }

    /// The name of the function.
    public let function: String
    /// The lowest level that is written.
    public let threshold: Level
    /// The context of the current work; nil when there is none.
    public var context: Context?
    private var redaction = Redaction()
    private let write: ([UInt8]) -> Void

    /// Creates a log that passes each line, including its line feed, to `write`.
    public init(function: String, threshold: Level = .info, write: @escaping ([UInt8]) -> Void) {
        self.function = function
        self.threshold = threshold
        self.write = write
    }

    /// Returns the log of a process: to standard error, with its name and threshold from Lambda's variables.
    public static func toStandardError(_ settings: Settings) -> Log {
        let level = settings["AWS_LAMBDA_LOG_LEVEL"].flatMap(Level.init(name:)) ?? .info
        return Log(function: settings["AWS_LAMBDA_FUNCTION_NAME"] ?? "local", threshold: level, write: writeToError)
    }

    /// Removes this text wherever it occurs from now on.
    ///
    /// A text of less than eight bytes would occur in other words by chance: it is removed only where it is a whole
    /// word, without a letter or digit next to it, or all of a field.
    public func redact(_ secret: String) {
        redaction.add(secret)
    }

    /// Logs details for finding a fault.
    public func debug(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .debug { log(.debug, message(), fields()) }
    }

    /// Logs a normal event.
    public func info(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .info { log(.info, message(), fields()) }
    }

    /// Logs something that should be looked at some day.
    public func warn(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .warn { log(.warn, message(), fields()) }
    }

    /// Logs a failure.
    public func error(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        if threshold <= .error { log(.error, message(), fields()) }
    }

    /// Logs the reason why the process ends.
    public func fatal(_ message: @autoclosure () -> String, _ fields: @autoclosure () -> [String: JSONValue] = [:]) {
        log(.fatal, message(), fields())
    }

    /// Returns a text as the log would show it.
    public func redacted(_ text: String) -> String {
        redaction.apply(to: text)
    }

    /// Writes a finished line unchanged: for the metrics, which have their own format.
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
    /// The level in the spelling of Lambda's own log records.
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

    /// Reads a level in either case; nil for an unknown word.
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

/// Writes the whole line in one call, so that lines of several processes never mix.
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
