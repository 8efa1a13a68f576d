import Synchronization
import Time

/// The value of the `Date` header, by which clients detect a wrong clock; formatted once a second.
final class HTTPDate: Sendable {
    private let latest = Mutex<(second: Int64, text: String)>((.min, ""))

    /// Returns the moment in the form `Sat, 21 Nov 2026 11:42:30 GMT`.
    func text(at moment: Instant) -> String {
        latest.withLock { latest in
            if latest.second != moment.seconds { latest = (moment.seconds, Self.text(moment)) }
            return latest.text
        }
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func text(_ moment: Instant) -> String {
        let time = CivilDateTime(moment, offset: 0)
        let date = time.date
        // 1970-01-01 was a Thursday.
        let weekday = ((date.daysSinceEpoch + 4) % 7 + 7) % 7
        return "\(days[weekday]), \(two(date.day)) \(months[date.month - 1]) \(date.year) "
            + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) GMT"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
