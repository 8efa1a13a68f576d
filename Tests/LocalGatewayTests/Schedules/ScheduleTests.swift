import JSON
import Scheduling
import Template
import Testing
import Time

@testable import LocalGateway

/// The runs of schedules; the expected times come from Python's `zoneinfo` or a calendar.
struct ScheduleTests {
    private static func schedule(_ properties: String, kind: String = "ScheduleV2") throws -> Schedule {
        let text = """
            Resources:
              F:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: .
                  Handler: h
                  Events: { E: { Type: \(kind), Properties: { \(properties) } } }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return try #require(stack.functions.first?.schedules.first)
    }

    private static func plan(_ expression: String, _ zone: String = "UTC") throws -> SchedulePlan {
        let schedule = try schedule("ScheduleExpression: '\(expression)', ScheduleExpressionTimezone: '\(zone)'")
        return try SchedulePlan(schedule, of: "F", ZoneFiles())
    }

    @Test(
        "the moments that follow one another",
        arguments: [
            ("rate(1 minute)", "UTC", "2026-11-21T10:00:30Z", ["2026-11-21T10:01:00Z", "2026-11-21T10:02:00Z"]),
            ("rate(5 minutes)", "UTC", "2026-11-21T10:00:00Z", ["2026-11-21T10:05:00Z", "2026-11-21T10:10:00Z"]),
            ("rate(2 hours)", "UTC", "2026-11-21T10:59:00Z", ["2026-11-21T12:00:00Z", "2026-11-21T14:00:00Z"]),
            ("rate(1 day)", "UTC", "2026-11-21T10:59:00Z", ["2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"]),
            ("at(2026-11-28T10:00:00)", "America/Chicago", "2026-11-21T00:00:00Z", ["2026-11-28T16:00:00Z", nil]),
            ("at(2026-11-20T10:00:00)", "UTC", "2026-11-21T00:00:00Z", [nil]),
            ("cron(0 9 * * ? *)", "Asia/Kathmandu", "2026-11-21T04:00:00Z", ["2026-11-22T03:15:00Z"]),
            (
                "cron(0/20 8-9 ? * MON-FRI *)", "UTC", "2026-11-20T09:30:00Z",
                ["2026-11-20T09:40:00Z", "2026-11-23T08:00:00Z", "2026-11-23T08:20:00Z"]
            ),
            (
                "cron(15,45 */12 1 jan,7 ? *)", "UTC", "2026-11-21T00:00:00Z",
                [
                    "2027-01-01T00:15:00Z", "2027-01-01T00:45:00Z", "2027-01-01T12:15:00Z", "2027-01-01T12:45:00Z",
                    "2027-07-01T00:15:00Z",
                ]
            ),
            ("cron(0 0 L * ? *)", "UTC", "2027-01-31T00:00:00Z", ["2027-02-28T00:00:00Z", "2027-03-31T00:00:00Z"]),
            ("cron(0 0 L 2 ? 2028)", "UTC", "2026-11-21T00:00:00Z", ["2028-02-29T00:00:00Z", nil]),
            // 1 August 2026 is a Saturday, 15 November 2026 a Sunday, 31 January 2027 a Sunday.
            ("cron(0 0 1W 8 ? 2026)", "UTC", "2026-07-01T00:00:00Z", ["2026-08-03T00:00:00Z", nil]),
            ("cron(0 0 15W 11 ? 2026)", "UTC", "2026-07-01T00:00:00Z", ["2026-11-16T00:00:00Z", nil]),
            ("cron(0 0 31W 1 ? 2027)", "UTC", "2026-12-01T00:00:00Z", ["2027-01-29T00:00:00Z", nil]),
            ("cron(0 0 ? * 7#2 *)", "UTC", "2026-11-01T00:00:00Z", ["2026-11-14T00:00:00Z", "2026-12-12T00:00:00Z"]),
            ("cron(0 0 ? * MON#5 *)", "UTC", "2026-11-01T00:00:00Z", ["2026-11-30T00:00:00Z"]),
            ("cron(0 0 ? 12 6L *)", "UTC", "2026-11-01T00:00:00Z", ["2026-12-25T00:00:00Z"]),
            ("cron(0 0 ? * L *)", "UTC", "2026-11-18T00:00:00Z", ["2026-11-21T00:00:00Z", "2026-11-28T00:00:00Z"]),
            ("cron(0 0 30 2 ? *)", "UTC", "2026-11-01T00:00:00Z", [nil]),
            ("cron(0 0 * * ? 2020-2025)", "UTC", "2026-11-01T00:00:00Z", [nil]),
            // Clocks are put forward at 02:00, so 02:30 does not exist.
            (
                "cron(30 2 * * ? *)", "America/Chicago", "2026-03-07T00:00:00Z",
                ["2026-03-07T08:30:00Z", "2026-03-09T07:30:00Z"]
            ),
            (
                "cron(30 2 * * ? *)", "Europe/Paris", "2026-03-28T00:00:00Z",
                ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"]
            ),
            // Clocks are put back at 02:00, so 01:30 occurs twice and counts once.
            (
                "cron(30 1 * * ? *)", "America/Chicago", "2026-10-31T07:00:00Z",
                ["2026-11-01T06:30:00Z", "2026-11-02T07:30:00Z"]
            ),
            (
                "cron(0/30 * * * ? *)", "America/Chicago", "2026-11-01T06:00:00Z",
                ["2026-11-01T06:30:00Z", "2026-11-01T08:00:00Z", "2026-11-01T08:30:00Z"]
            ),
            // Lord Howe's clocks change by half an hour.
            (
                "cron(45 1 * * ? *)", "Australia/Lord_Howe", "2026-04-04T00:00:00Z",
                ["2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z"]
            ),
            (
                "cron(15 2 * * ? *)", "Australia/Lord_Howe", "2026-10-02T00:00:00Z",
                ["2026-10-02T15:45:00Z", "2026-10-04T15:15:00Z"]
            ),
        ] as [(String, String, String, [String?])])
    func follow(_ expression: String, _ zone: String, _ start: String, _ moments: [String?]) throws {
        let plan = try Self.plan(expression, zone)
        var moment = Instant(iso8601: start)
        for expected in moments {
            moment = plan.next(after: try #require(moment))
            #expect(moment == expected.flatMap { Instant(iso8601: $0) })
        }
    }

    private static let whole = "a rate is 1 minute, hour or day, or a number of minutes, hours or days above 1"
    private static let day = "is not 1 to 31, a range, a list, * or a step"

    @Test(
        "an expression that is none is refused with function, schedule and reason",
        arguments: [
            ("rate(1 minutes)", whole), ("rate(5 minute)", whole), ("rate(0 minutes)", whole),
            ("rate(-5 minutes)", whole), ("rate(5)", whole), ("rate(5 weeks)", whole), ("rate(+5 minutes)", whole),
            ("every(5 minutes)", "expected rate(…), cron(…) or at(…)"),
            ("rate 5", "expected rate(…), cron(…) or at(…)"),
            ("at(2026-11-28)", "a moment is written as 2026-11-28T10:00:00"),
            ("at(2026-02-30T10:00:00)", "a moment is written as 2026-11-28T10:00:00"),
            ("cron(0 9 * * ?)", "a cron expression has 6 parts, and this one 5"),
            ("cron(0 9 * * * *)", "day of month and day of week: one of them must be ?"),
            ("cron(0 9 ? * ? *)", "day of month and day of week: only one of them can be ?"),
            ("cron(60 9 * * ? *)", "minutes: 60 is not 0 to 59, a range, a list, * or a step"),
            ("cron(0 24 * * ? *)", "hours: 24 is not 0 to 23, a range, a list, * or a step"),
            ("cron(0 9 0 * ? *)", "day of month: 0 \(day)"), ("cron(0 9 40W * ? *)", "day of month: 40 \(day)"),
            ("cron(0 9 5-3 * ? *)", "day of month: 5-3 \(day)"),
            ("cron(0 9 1,,2 * ? *)", "day of month: nothing \(day)"),
            ("cron(0 9 1/0 * ? *)", "day of month: 1/0 \(day)"),
            ("cron(0 9 1/2/3 * ? *)", "day of month: 1/2/3 \(day)"),
            ("cron(0 9 * FOO ? *)", "month: FOO is not 1 to 12, a range, a list, * or a step"),
            ("cron(0 9 ? * 0 *)", "day of week: 0 is not 1 to 7, a range, a list, * or a step"),
            ("cron(0 9 ? * MON#6 *)", "day of week: MON#6 is no weekday with # and 1 to 5"),
            ("cron(0 9 * * ? 1969)", "year: 1969 is not 1970 to 2199, a range, a list, * or a step"),
        ])
    func refuses(_ expression: String, _ problem: String) {
        let error = #expect(throws: GatewayError.self) { try Self.plan(expression) }
        #expect(error?.description == "F: the schedule E: \(expression): \(problem)")
    }

    @Test("a zone, an input and a rule's expression that are none are refused")
    func refusesRest() throws {
        let bad = [
            (
                "ScheduleExpression: rate(1 day), ScheduleExpressionTimezone: Mars/Base", "ScheduleV2",
                "F: the schedule E: ScheduleExpressionTimezone: Mars/Base: timezone: Mars/Base is not known"
            ),
            (
                "ScheduleExpression: rate(1 day), Input: '{'", "ScheduleV2",
                "F: the schedule E: Input: not JSON: unexpected end at byte 1"
            ),
            (
                "Schedule: 'at(2026-11-28T10:00:00)'", "Schedule",
                "F: the schedule E: at(2026-11-28T10:00:00): expected rate(…) or cron(…)"
            ),
        ]
        for (properties, kind, problem) in bad {
            let schedule = try Self.schedule(properties, kind: kind)
            let error = #expect(throws: GatewayError.self) { try SchedulePlan(schedule, of: "F", ZoneFiles()) }
            #expect(error?.description == problem)
        }
    }

    @Test("a schedule that is switched off never runs")
    func disabled() throws {
        let schedule = try Self.schedule("ScheduleExpression: rate(1 minute), State: DISABLED")
        #expect(try SchedulePlan(schedule, of: "F", ZoneFiles()).next(after: .now) == nil)
    }

    @Test("the event is that of a rule, that of the scheduler, or the one that the template gives")
    func events() throws {
        let moment = Instant(seconds: 1_795_426_200)
        func event(_ properties: String, _ kind: String) throws -> JSONValue {
            let plan = try SchedulePlan(Self.schedule(properties, kind: kind), of: "F", ZoneFiles())
            return try JSONValue(parsing: plan.event(for: moment, id: "id"))
        }
        var expected: [String: JSONValue] = [
            "version": "0", "id": "id", "detail-type": "Scheduled Event", "source": "aws.events",
            "account": "000000000000", "time": "2026-11-23T09:30:00Z", "region": "eu-west-1",
            "resources": ["arn:aws:events:eu-west-1:000000000000:rule/FE"], "detail": [:],
        ]
        #expect(try event("Schedule: rate(1 day)", "Schedule") == .object(expected))
        expected["source"] = "aws.scheduler"
        expected["resources"] = ["arn:aws:scheduler:eu-west-1:000000000000:schedule/default/FE"]
        expected["detail"] = "{}"
        #expect(try event("ScheduleExpression: rate(1 day)", "ScheduleV2") == .object(expected))
        #expect(try event(#"ScheduleExpression: rate(1 day), Input: '{"a":1}'"#, "ScheduleV2") == ["a": 1])
    }
}
