import JSON
import Platform
import Testing

@Suite("The log")
struct LogTests {
    /// The lines written by a log.
    private final class Lines {
        var lines: [[UInt8]] = []

        func values() throws -> [JSONValue] {
            try lines.map { line in
                #expect(line.last == UInt8(ascii: "\n"))
                return try JSONValue(parsing: line.dropLast())
            }
        }
    }

    private func log(_ threshold: Log.Level = .info) -> (Log, Lines) {
        let lines = Lines()
        return (Log(function: "Test", threshold: threshold) { lines.lines.append($0) }, lines)
    }

    /// Returns a line without the member that depends on the clock.
    private func withoutTimestamp(_ line: JSONValue) throws -> JSONValue {
        var members = try #require(line.object)
        let timestamp = try #require(members.removeValue(forKey: "timestamp")?.string)
        #expect(timestamp.utf8.count == 24 && timestamp.hasSuffix("Z"))
        return .object(members)
    }

    @Test("a line says when, how bad, where, for which request, what, and with which figures")
    func wholeLine() throws {
        let (log, lines) = log()
        log.context = Log.Context(requestID: "id-1", traceID: "Root=1-2-3")
        log.warn("DynamoDB is slow", ["milliseconds": 812, "operations": ["Query"]])
        let line = try withoutTimestamp(try #require(lines.values().first))
        #expect(
            line == [
                "level": "WARN", "function": "Test", "requestId": "id-1", "traceId": "Root=1-2-3",
                "message": "DynamoDB is slow", "fields": ["milliseconds": 812, "operations": ["Query"]],
            ])
    }

    @Test("a line without context or fields has neither")
    func bareLine() throws {
        let (log, lines) = log()
        log.info("Ready")
        #expect(
            try withoutTimestamp(try #require(lines.values().first))
                == ["level": "INFO", "function": "Test", "message": "Ready"])
    }

    @Test(
        "only what reaches the threshold is written, and what is not written is not put together",
        arguments: [
            (Log.Level.debug, ["DEBUG", "INFO", "WARN", "ERROR", "FATAL"]),
            (.info, ["INFO", "WARN", "ERROR", "FATAL"]),
            (.warn, ["WARN", "ERROR", "FATAL"]),
            (.error, ["ERROR", "FATAL"]),
            (.fatal, ["FATAL"]),
        ])
    func thresholds(threshold: Log.Level, expected: [String]) throws {
        let (log, lines) = log(threshold)
        var made = 0
        func message() -> String {
            made += 1
            return "hello"
        }
        log.debug(message())
        log.info(message())
        log.warn(message())
        log.error(message())
        log.fatal(message())
        #expect(try lines.values().compactMap { $0["level"]?.string } == expected)
        #expect(made == expected.count)
    }

    @Test(
        "a level is read in either case",
        arguments: [
            ("TRACE", Log.Level.trace), ("debug", .debug), ("Info", .info), ("WARN", .warn), ("warning", .warn),
            ("error", .error), ("FATAL", .fatal), ("loud", nil), ("", nil),
        ])
    func levels(name: String, expected: Log.Level?) {
        #expect(Log.Level(name: name) == expected)
    }

    @Test(
        "any text makes a line of valid JSON that reads the same",
        arguments: [
            "", "plain", "\"quoted\" \\ and /", "line\nfeed\r\ttab", "\u{0}\u{1}\u{1F}\u{7F}", "Zoë 世界 👩‍👩‍👧",
            "\u{2028}\u{FEFF}\u{FFFD}", "}{][,:", String(repeating: "a\u{301}", count: 5_000),
        ])
    func anyText(text: String) throws {
        let (log, lines) = log()
        log.error(text, [text + ".": .string(text)])
        let line = try #require(lines.values().first)
        #expect(line["message"]?.string.map { Array($0.utf8) } == Array(text.utf8))
        #expect(line["fields"]?.object == [text + ".": .string(text)])
        #expect(lines.lines[0].filter { $0 == UInt8(ascii: "\n") }.count == 1)
    }

    @Test("a log is named and limited by Lambda's own variables")
    func lambdaVariables() {
        let named = Log.toStandardError(
            Settings(["AWS_LAMBDA_LOG_LEVEL": "ERROR", "AWS_LAMBDA_FUNCTION_NAME": "ListMeetups"]))
        #expect(named.threshold == .error)
        #expect(named.function == "ListMeetups")
        let bare = Log.toStandardError(Settings(["AWS_LAMBDA_LOG_LEVEL": "shout"]))
        #expect(bare.threshold == .info)
        #expect(bare.function == "local")
    }
}
