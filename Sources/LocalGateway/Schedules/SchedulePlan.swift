import JSON
import Scheduling
import Template
import Time

/// A schedule as it works here: its expression, read and found to be good, in its time zone.
struct SchedulePlan: Sendable {
    let function: String
    let schedule: Schedule
    /// How often a call that failed is tried again.
    let retries: Int
    private let expression: ScheduleExpression
    private let zone: Zone

    /// Throws what of the schedule is wrong.
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

    /// When it runs next; nil for never again.
    func next(after moment: Instant) -> Instant? {
        schedule.isEnabled ? expression.next(after: moment, in: zone) : nil
    }

    /// What the function gets when it is called for that moment.
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
            // The scheduler hands it over as a text.
            "detail": isRule ? [:] : "{}",
        ]
        return event.json()
    }
}
