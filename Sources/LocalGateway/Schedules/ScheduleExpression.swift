import Scheduling
import Template
import Time

/// When a schedule runs.
enum ScheduleExpression: Equatable, Sendable {
    /// At whole multiples of the interval since 1970, whenever the gateway started.
    case rate(minutes: Int)
    case cron(CronExpression)
    /// Once.
    case at(CivilDateTime)

    /// Parses an expression; throws a description of the error.
    init(_ text: String, kept keeper: Schedule.Keeper) throws(GatewayError) {
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { throw Self.unknown(keeper) }
        let content = String(text[text.index(after: open)...].dropLast())
        switch (text[..<open], keeper) {
        case ("rate", _): self = .rate(minutes: try Self.minutes(content))
        case ("cron", _): self = .cron(try CronExpression(content))
        case ("at", .scheduler):
            // Other forms of dates, which are valid elsewhere, are not accepted here.
            guard content.utf8.count == 19, let time = CivilDateTime(iso8601: content) else {
                throw GatewayError("a moment is written as 2026-11-28T10:00:00")
            }
            self = .at(time)
        default: throw Self.unknown(keeper)
        }
    }

    private static func unknown(_ keeper: Schedule.Keeper) -> GatewayError {
        GatewayError(keeper == .rule ? "expected rate(…) or cron(…)" : "expected rate(…), cron(…) or at(…)")
    }

    private static func minutes(_ text: String) throws(GatewayError) -> Int {
        let parts = text.split(separator: " ").map(String.init)
        let units = ["minute": 1, "hour": 60, "day": 1_440]
        guard parts.count == 2, let count = CronField.whole(parts[0]), 1...1_000_000 ~= count,
            let unit = units.first(where: { parts[1] == (count == 1 ? $0.key : "\($0.key)s") })
        else { throw GatewayError("a rate is 1 minute, hour or day, or a number of minutes, hours or days above 1") }
        return count * unit.value
    }

    /// Returns the first run after the moment; nil if there is none.
    func next(after moment: Instant, in zone: Zone) -> Instant? {
        switch self {
        case .rate(let minutes):
            let period = Int64(minutes) * 60_000
            let remainder = ((moment.milliseconds % period) + period) % period
            return Instant(milliseconds: moment.milliseconds - remainder + period)
        case .cron(let expression): return expression.next(after: moment, in: zone)
        case .at(let time):
            let once = zone.instant(of: time)
            return once > moment ? once : nil
        }
    }
}
