public import Platform
public import Time

/// Dates and times in natural language.
public enum CalendarWords {
    private static let weekdays = Words(
        english: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        french: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"])
    private static let months = Words(
        english: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        french: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre",
        ])

    private struct Words {
        let english: [String]
        let french: [String]

        func word(_ index: Int, in language: Language) -> String {
            Phrase(english: english[index], french: french[index]).text(in: language)
        }
    }

    /// Returns `Saturday`, `samedi`.
    public static func weekday(_ weekday: Weekday, in language: Language) -> String {
        weekdays.word(weekday.rawValue, in: language)
    }

    /// Returns `Saturday, November 28, 2026`, `samedi 28 novembre 2026`.
    public static func date(_ date: CivilDate, in language: Language) -> String {
        let weekday = weekday(date.weekday, in: language)
        let month = months.word(date.month - 1, in: language)
        switch language {
        case .english: return "\(weekday), \(month) \(date.day), \(date.year)"
        case .french: return "\(weekday) \(date.day == 1 ? "1er" : "\(date.day)") \(month) \(date.year)"
        }
    }

    /// Returns `6:05 PM`, `18 h 05`.
    public static func time(hour: Int, minute: Int, in language: Language) -> String {
        let minutes = minute < 10 ? "0\(minute)" : "\(minute)"
        switch language {
        case .english: return "\((hour + 11) % 12 + 1):\(minutes) \(hour < 12 ? "AM" : "PM")"
        case .french: return "\(hour) h \(minutes)"
        }
    }

    /// Returns `90 minutes`, `1 hour`, `2 heures`.
    public static func duration(minutes: Int, in language: Language) -> String {
        guard minutes > 0, minutes % 60 == 0 else { return "\(minutes) minute\(minutes == 1 ? "" : "s")" }
        let hours = minutes / 60
        let unit = Phrase(english: "hour", french: "heure").text(in: language)
        return "\(hours) \(unit)\(hours == 1 ? "" : "s")"
    }

    /// Returns a zone with its offset: `America/Chicago, UTC−6`, or just `UTC`.
    public static func place(_ zone: String, offset seconds: Int) -> String {
        let offset = offset(seconds)
        return zone == offset ? zone : "\(zone), \(offset)"
    }

    /// Returns `UTC−6`, `UTC+5:45`, `UTC`.
    public static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        guard minutes > 0 else { return "UTC" }
        let rest = minutes % 60 == 0 ? "" : minutes % 60 < 10 ? ":0\(minutes % 60)" : ":\(minutes % 60)"
        return "UTC\(seconds < 0 ? "−" : "+")\(minutes / 60)\(rest)"
    }
}
