import Time

extension CalendarObject {
    /// The program that wrote the object, as calendars show it in their logs.
    private static let product = "-//Convene//Convene//EN"

    /// The object as a UTF-8 file: the same object always gives the same bytes.
    public var bytes: [UInt8] {
        var writer = CalendarWriter()
        writer.begin("VCALENDAR")
        writer.line("PRODID", text: Self.product)
        writer.line("VERSION", raw: "2.0")
        writer.line("CALSCALE", raw: "GREGORIAN")
        writer.line("METHOD", raw: method.rawValue)
        if let zone = event.timing.zone {
            ZoneDescription(zone, from: event.timing.years.start).write(to: &writer)
        }
        event.write(to: &writer)
        writer.end("VCALENDAR")
        return writer.bytes
    }
}

extension CalendarEvent {
    fileprivate func write(to writer: inout CalendarWriter) {
        writer.begin("VEVENT")
        writer.line("UID", text: id)
        writer.line("DTSTAMP", raw: CalendarDate.utc(stamp))
        writer.line("SEQUENCE", raw: "\(min(max(sequence, 0), Int(Int32.max)))")
        timing.write(to: &writer)
        writer.line("SUMMARY", text: summary)
        if !description.isEmpty { writer.line("DESCRIPTION", text: description) }
        if !location.isEmpty { writer.line("LOCATION", text: location) }
        if !url.isEmpty { writer.line("URL", uri: url) }
        writer.line("STATUS", raw: status.rawValue)
        writer.line("TRANSP", raw: timing.isBusy ? "OPAQUE" : "TRANSPARENT")
        organizer.write(to: &writer)
        for attendee in attendees { attendee.write(to: &writer) }
        writer.end("VEVENT")
    }
}

extension CalendarEvent.Timing {
    fileprivate func write(to writer: inout CalendarWriter) {
        switch self {
        case .once(let session, let zone):
            Self.write("DTSTART", session.start, in: zone, to: &writer)
            Self.write("DTEND", session.end, in: zone, to: &writer)
        case .weekly(let recurrence, let session):
            Self.write("DTSTART", recurrence.wall(of: session.start), in: recurrence.zone, to: &writer)
            Self.write("DTEND", session.end, in: recurrence.zone, to: &writer)
            writer.line("RRULE", raw: "FREQ=WEEKLY;BYDAY=\(recurrence.weekday.calendarText)")
        case .day(let date):
            // The end is the first day after the event.
            for (name, date) in [("DTSTART", date), ("DTEND", date.adding(days: 1))] {
                writer.line(name, [("VALUE", "DATE")], raw: CalendarDate.day(date))
            }
        }
    }

    fileprivate var isBusy: Bool {
        if case .day = self { false } else { true }
    }

    /// Writes a moment in the zone's local time; in UTC if it is the second of two moments with that local time.
    private static func write(_ name: String, _ moment: Instant, in zone: Zone, to writer: inout CalendarWriter) {
        let wall = zone.civil(at: moment)
        guard zone.instant(of: wall).seconds == moment.seconds else {
            writer.line(name, raw: CalendarDate.utc(moment))
            return
        }
        write(name, wall, in: zone, to: &writer)
    }

    private static func write(_ name: String, _ wall: CivilDateTime, in zone: Zone, to writer: inout CalendarWriter) {
        writer.line(name, [("TZID", zone.name)], raw: CalendarDate.local(wall))
    }
}

extension CalendarOrganizer {
    fileprivate func write(to writer: inout CalendarWriter) {
        var parameters: [CalendarWriter.Parameter] = name.isEmpty ? [] : [("CN", name)]
        if !sentBy.isEmpty { parameters.append(("SENT-BY", CalendarWriter.mailto(sentBy))) }
        writer.line("ORGANIZER", parameters, address: address)
    }
}

extension Attendee {
    fileprivate func write(to writer: inout CalendarWriter) {
        var parameters: [CalendarWriter.Parameter] = [
            ("CUTYPE", "INDIVIDUAL"), ("ROLE", role.rawValue), ("PARTSTAT", answer.rawValue),
        ]
        if isAsked { parameters.append(("RSVP", "TRUE")) }
        if !name.isEmpty { parameters.append(("CN", name)) }
        writer.line("ATTENDEE", parameters, address: address)
    }
}

extension Recurrence {
    /// Returns the local time from which a rule counts, for the session with this start: the recurring time of day on
    /// its own weekday, even if the clocks were put forward over it and the session starts later.
    fileprivate func wall(of start: Instant) -> CivilDateTime {
        let shown = zone.civil(at: start)
        let date = shown.date.adding(days: -weekday.days(until: shown.date.weekday))
        let wall = CivilDateTime(date: date, hour: hour, minute: minute)
        return wall.flatMap { zone.instant(of: $0) == start ? $0 : nil } ?? shown
    }
}

extension Weekday {
    /// The weekday in a calendar's rule.
    var calendarText: String {
        switch self {
        case .sunday: "SU"
        case .monday: "MO"
        case .tuesday: "TU"
        case .wednesday: "WE"
        case .thursday: "TH"
        case .friday: "FR"
        case .saturday: "SA"
        }
    }
}

/// Dates and offsets in the calendar format.
enum CalendarDate {
    static func utc(_ moment: Instant) -> String {
        local(CivilDateTime(moment, offset: 0)) + "Z"
    }

    /// Returns `20261128T100000`, for years of four digits.
    static func local(_ wall: CivilDateTime) -> String {
        day(wall.date) + "T" + digits(wall.hour, 2) + digits(wall.minute, 2) + digits(wall.second, 2)
    }

    /// Returns `20261128`, for years of four digits.
    static func day(_ date: CivilDate) -> String {
        digits(date.year, 4) + digits(date.month, 2) + digits(date.day, 2)
    }

    /// Returns `-0600`, with seconds only if they are not zero.
    static func offset(_ seconds: Int) -> String {
        let size = abs(seconds)
        let text = (seconds < 0 ? "-" : "+") + digits(size / 3600, 2) + digits(size / 60 % 60, 2)
        return size % 60 == 0 ? text : text + digits(size % 60, 2)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(count - text.utf8.count, 0)) + text
    }
}
