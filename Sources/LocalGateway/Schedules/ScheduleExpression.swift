import Scheduling
import Template
import Time

/// When a schedule runs.
enum ScheduleExpression: Equatable, Sendable {
    /// Every so many minutes: those moments that are whole multiples of it since 1970, whenever it began.
    case rate(minutes: Int)
    case cron(CronExpression)
    /// Once.
    case at(CivilDateTime)

    /// Reads an expression; throws what is wrong with it.
    init(_ text: String, kept keeper: Schedule.Keeper) throws(GatewayError) {
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { throw Self.unknown(keeper) }
        let content = String(text[text.index(after: open)...].dropLast())
        switch (text[..<open], keeper) {
        case ("rate", _): self = .rate(minutes: try Self.minutes(content))
        case ("cron", _): self = .cron(try CronExpression(content))
        case ("at", .scheduler):
            // The shorter and longer forms that dates elsewhere may have are none here.
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

    /// The first moment behind that one at which it runs; nil when it runs no more.
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
