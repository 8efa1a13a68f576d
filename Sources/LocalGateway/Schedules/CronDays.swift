import Time

/// The days of a month that a cron expression selects.
enum CronDays: Equatable, Sendable {
    case all
    case days(CronField)
    case lastDay
    /// The weekday nearest to that day in the same month.
    case workday(near: Int)
    case weekdays(CronField)
    /// The last such day of the week in the month.
    case last(weekday: Int)
    case nth(weekday: Int, Int)

    /// Parses both fields, one of which must be `?`.
    init(dayOfMonth: String, dayOfWeek: String) throws(GatewayError) {
        switch (dayOfMonth, dayOfWeek) {
        case ("?", "?"): throw GatewayError("day of month and day of week: only one of them can be ?")
        case (_, "?"): self = try Self.ofMonth(dayOfMonth)
        case ("?", _): self = try Self.ofWeek(dayOfWeek)
        default: throw GatewayError("day of month and day of week: one of them must be ?")
        }
    }

    private static func ofMonth(_ text: String) throws(GatewayError) -> CronDays {
        if text == "*" { return .all }
        if text == "L" { return .lastDay }
        if text.hasSuffix("W") { return .workday(near: try CronField.number(String(text.dropLast()), .days)) }
        return .days(try CronField(text, .days))
    }

    private static func ofWeek(_ text: String) throws(GatewayError) -> CronDays {
        if text == "*" { return .all }
        // A lone `L` is the last day of the week.
        if text == "L" { return .weekdays(try CronField("7", .weekdays)) }
        if text.hasSuffix("L") { return .last(weekday: try CronField.number(String(text.dropLast()), .weekdays)) }
        let parts = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return .weekdays(try CronField(text, .weekdays)) }
        guard parts.count == 2, let count = CronField.whole(parts[1]), 1...5 ~= count else {
            throw GatewayError("day of week: \(text) is no weekday with # and 1 to 5")
        }
        return .nth(weekday: try CronField.number(parts[0], .weekdays), count)
    }

    /// Returns whether the day is selected.
    func contains(_ date: CivilDate) -> Bool {
        let weekday = date.weekday.rawValue + 1
        let length = CivilDate.daysIn(month: date.month, of: date.year)
        return switch self {
        case .all: true
        case .days(let days): days.contains(date.day)
        case .lastDay: date.day == length
        case .workday(let day): date.day == Self.workday(near: min(day, length), of: date, length)
        case .weekdays(let weekdays): weekdays.contains(weekday)
        case .last(let wanted): weekday == wanted && date.day > length - 7
        case .nth(let wanted, let count): weekday == wanted && (date.day - 1) / 7 + 1 == count
        }
    }

    /// Returns the day from Monday to Friday nearest to that day in the same month.
    private static func workday(near day: Int, of date: CivilDate, _ length: Int) -> Int {
        switch date.adding(days: day - date.day).weekday {
        case .saturday: day > 1 ? day - 1 : day + 2
        case .sunday: day < length ? day + 1 : day - 2
        default: day
        }
    }
}
