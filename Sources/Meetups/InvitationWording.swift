import Bytes
import Platform
import Scheduling
import Time

/// What an invitation says to a person, in their language.
struct InvitationWording {
    let meetup: Meetup
    let session: Occurrence
    /// Who is invited.
    let name: String
    /// The address of the meetup's page.
    let page: String
    let language: Language

    private var title: String { PlainText.line(meetup.title) }
    private var host: String { PlainText.line(meetup.hostName) }

    var subject: String {
        phrase("Invitation: \(title)", "Invitation : \(title)")
    }

    /// What the entry in the calendar says.
    var note: String {
        "\(meetup.description)\n\n\(joining)\n\(page)"
    }

    var text: String {
        """
        \(greeting)

        \(opening)

        \(whenLabel) \(when)
        \(repeatsLabel) \(repeats)

        \(meetup.description)

        \(joining)
        \(page)

        \(closing)

        """
    }

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head><meta charset="UTF-8"><title>\(Self.escaped(subject))</title></head>
        <body style="margin:0;background:#f4f5f7;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;\
        font-size:16px;line-height:1.5;color:#1f2933">
        <div style="max-width:560px;margin:0 auto;padding:32px 24px;background:#ffffff">
        <p dir="auto">\(Self.escaped(greeting))</p>
        <p dir="auto">\(Self.escaped(opening))</p>
        <h1 dir="auto" style="font-size:22px;line-height:1.3;margin:24px 0 8px">\(Self.escaped(title))</h1>
        <p style="margin:0"><strong>\(Self.escaped(whenLabel))</strong> \(Self.escaped(when))</p>
        <p style="margin:0 0 16px"><strong>\(Self.escaped(repeatsLabel))</strong> \(Self.escaped(repeats))</p>
        <p dir="auto">\(Self.escaped(meetup.description))</p>
        <p style="margin:24px 0"><a href="\(Self.escaped(page))" style="display:inline-block;padding:12px 20px;\
        border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none">\(Self.escaped(button))</a></p>
        <p>\(Self.escaped(joining))<br><a href="\(Self.escaped(page))">\(Self.escaped(page))</a></p>
        <p style="color:#616e7c;font-size:14px">\(Self.escaped(closing))</p>
        </div>
        </body>
        </html>

        """
    }

    private var greeting: String {
        phrase("Hello \(name),", "Bonjour \(name),")
    }

    private var opening: String {
        phrase(
            "You are signed up for “\(title)” with \(host).",
            "Vous êtes inscrit(e) à « \(title) » avec \(host).")
    }

    private var whenLabel: String { phrase("When:", "Quand :") }
    private var repeatsLabel: String { phrase("Repeats:", "Répétition :") }

    private var when: String {
        let zone = meetup.schedule.zone
        let wall = zone.civil(at: session.start)
        let date = CalendarWords.date(wall.date, in: language)
        let clock = CalendarWords.time(hour: wall.hour, minute: wall.minute, in: language)
        let place = "\(zone.name), \(CalendarWords.offset(zone.offset(at: session.start)))"
        return phrase("\(date) at \(clock) (\(place))", "\(date) à \(clock) (\(place))")
    }

    private var repeats: String {
        let schedule = meetup.schedule
        let weekday = CalendarWords.weekday(schedule.weekday, in: language)
        let clock = CalendarWords.time(hour: schedule.hour, minute: schedule.minute, in: language)
        let length = CalendarWords.duration(minutes: meetup.duration, in: language)
        return phrase(
            "every \(weekday) at \(clock), for \(length)", "tous les \(weekday)s à \(clock), pendant \(length)")
    }

    private var button: String {
        phrase("Open the meetup’s page", "Ouvrir la page de la rencontre")
    }

    private var joining: String {
        phrase(
            "While a session runs, you can join it from the meetup’s page:",
            "Pendant une séance, vous pouvez la rejoindre depuis la page de la rencontre :")
    }

    private var closing: String {
        phrase(
            "Accept the invitation, or open the attached file, to have all sessions in your calendar.",
            "Acceptez l’invitation, ou ouvrez le fichier joint, pour avoir toutes les séances dans votre agenda.")
    }

    private func phrase(_ english: String, _ french: String) -> String {
        Phrase(english: english, french: french).text(in: language)
    }

    /// Text from anywhere as a page shows it, also within an attribute's quotes.
    private static func escaped(_ text: String) -> String {
        PlainText.lines(text).map(escapedLine).joined(separator: "<br>\n")
    }

    private static func escapedLine(_ line: String) -> String {
        var escaped = ""
        for character in line.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}

/// Dates and times as people say them.
enum CalendarWords {
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

    static func weekday(_ weekday: Weekday, in language: Language) -> String {
        weekdays.word(weekday.rawValue, in: language)
    }

    static func date(_ date: CivilDate, in language: Language) -> String {
        let weekday = weekday(date.weekday, in: language)
        let month = months.word(date.month - 1, in: language)
        switch language {
        case .english: return "\(weekday), \(month) \(date.day), \(date.year)"
        case .french: return "\(weekday) \(date.day == 1 ? "1er" : "\(date.day)") \(month) \(date.year)"
        }
    }

    static func time(hour: Int, minute: Int, in language: Language) -> String {
        let minutes = minute < 10 ? "0\(minute)" : "\(minute)"
        switch language {
        case .english: return "\((hour + 11) % 12 + 1):\(minutes) \(hour < 12 ? "AM" : "PM")"
        case .french: return "\(hour) h \(minutes)"
        }
    }

    static func duration(minutes: Int, in language: Language) -> String {
        guard minutes > 0, minutes % 60 == 0 else { return "\(minutes) minute\(minutes == 1 ? "" : "s")" }
        let hours = minutes / 60
        let unit = Phrase(english: "hour", french: "heure").text(in: language)
        return "\(hours) \(unit)\(hours == 1 ? "" : "s")"
    }

    /// `UTC−6`, `UTC+5:45`, `UTC`.
    static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        guard minutes > 0 else { return "UTC" }
        let rest = minutes % 60 == 0 ? "" : minutes % 60 < 10 ? ":0\(minutes % 60)" : ":\(minutes % 60)"
        return "UTC\(seconds < 0 ? "−" : "+")\(minutes / 60)\(rest)"
    }
}
