import JSON
import Scheduling
import Template
import Time

/// A validated schedule with its expression and time zone.
struct SchedulePlan: Sendable {
    let function: String
    let schedule: Schedule
    /// How often a failed call is retried.
    let retries: Int
    private let expression: ScheduleExpression
    private let zone: Zone

    /// Throws a description of an invalid schedule.
    init(
        _ schedule: Schedule, of function: String, retries: Int = 2, _ zones: ZoneFiles
    ) throws(GatewayError) {
        self.function = function
        self.schedule = schedule
        self.retries = retries
        let place = "\(function): the schedule \(schedule.name): "
        do throws(GatewayError) {
            expression = try ScheduleExpression(schedule.expression, kept: schedule.keeper)
        } catch {
            throw GatewayError("\(place)\(schedule.expression): \(error)")
        }
        do throws(SchedulingError) {
            zone = try Zone(named: schedule.keeper == .rule ? "UTC" : schedule.timeZone, in: zones)
        } catch {
            throw GatewayError("\(place)ScheduleExpressionTimezone: \(schedule.timeZone): \(error)")
        }
        if let input = schedule.input {
            do throws(JSONError) {
                _ = try JSONDocument(parsing: Array(input.utf8))
            } catch {
                throw GatewayError("\(place)Input: \(error)")
            }
        }
    }

    /// Returns the next run; nil for never.
    func next(after moment: Instant) -> Instant? {
        schedule.isEnabled ? expression.next(after: moment, in: zone) : nil
    }

    /// Returns the event for a run at that moment.
    func event(for moment: Instant, id: String) -> [UInt8] {
        if let input = schedule.input { return Array(input.utf8) }
        let isRule = schedule.keeper == .rule
        let name = "\(function)\(schedule.name)"
        let place = "\(LocalStack.region):\(LocalStack.accountID)"
        let arn =
            isRule ? "arn:aws:events:\(place):rule/\(name)" : "arn:aws:scheduler:\(place):schedule/default/\(name)"
        let event: JSONValue = [
            "version": "0", "id": .string(id), "detail-type": "Scheduled Event",
            "source": isRule ? "aws.events" : "aws.scheduler", "account": .string(LocalStack.accountID),
            "time": .string("\(CivilDateTime(Instant(seconds: moment.seconds), offset: 0).iso8601)Z"),
            "region": .string(LocalStack.region), "resources": [.string(arn)],
            // The scheduler passes the detail as a text.
            "detail": isRule ? [:] : "{}",
        ]
        return event.json()
    }
}
