import Mail
import Platform
import Scheduling
import Time

extension AnnouncedTime {
    /// Returns the time as people say it: `Tuesday, December 15, 2026 from 6:00 PM to 8:00 PM (Europe/Paris, UTC+1)`.
    func words(in language: Language) -> String {
        switch self {
        case .day(let day): return CalendarWords.date(day, in: language)
        case .hours(let session, let zone, let isEndKnown):
            let start = zone.civil(at: session.start)
            let place = "(\(CalendarWords.place(zone.name, offset: zone.offset(at: session.start))))"
            guard isEndKnown else {
                return "\(Self.moment(start, "at", "à", language)) \(place)"
            }
            let end = zone.civil(at: session.end)
            guard end.date == start.date else {
                let (first, last) = (Self.moment(start, "at", "à", language), Self.moment(end, "at", "à", language))
                return Phrase(english: "from \(first) to \(last)", french: "du \(first) au \(last)").text(in: language)
                    + " \(place)"
            }
            let until = Phrase(english: "to", french: "à").text(in: language)
            return "\(Self.moment(start, "from", "de", language)) \(until) \(Self.clock(end, language)) \(place)"
        }
    }

    private static func moment(
        _ wall: CivilDateTime, _ english: String, _ french: String, _ language: Language
    ) -> String {
        let word = Phrase(english: english, french: french).text(in: language)
        return "\(CalendarWords.date(wall.date, in: language)) \(word) \(clock(wall, language))"
    }

    private static func clock(_ wall: CivilDateTime, _ language: Language) -> String {
        CalendarWords.time(hour: wall.hour, minute: wall.minute, in: language)
    }
}
