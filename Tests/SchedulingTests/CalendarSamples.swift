import Foundation
import Scheduling
import Testing
import Time

/// Returns a meetup's calendar object, with the parts that the test specifies.
func calendarObject(
    _ timing: CalendarEvent.Timing, method: CalendarObject.Method = .request, id: String = "0190-meetup",
    sequence: Int = 0, stamp: String = "2026-11-21T12:00:00Z", text: String = "Weekly", name: String = "Ada Lovelace"
) throws -> CalendarObject {
    let event = try CalendarEvent(
        id: id, sequence: sequence, stamp: try moment(stamp), timing: timing, summary: text, description: text,
        location: text, url: "https://example.org/meetups/weekly", status: method == .cancel ? .cancelled : .confirmed,
        organizer: CalendarOrganizer(name: name, address: "rico@example.org"),
        attendees: [Attendee(name: name, address: "ada@example.com")])
    return CalendarObject(method, event)
}

/// Returns a weekly timing in that zone, from the first session after that moment on.
func weekly(
    _ name: String, after text: String, day: Int = 6, hour: Int = 10, minute: Int = 0, lasting minutes: Int = 60
) throws -> CalendarEvent.Timing {
    let recurrence = try Recurrence(dayOfWeek: day, hour: hour, minute: minute, zone: zone(name))
    return .weekly(
        recurrence, from: Occurrence(start: recurrence.nextOccurrence(after: try moment(text)), lasting: minutes))
}

extension CalendarObject {
    /// The lines of the object, unfolded.
    var lines: [String] {
        String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
            .components(separatedBy: "\r\n")
    }

    /// Returns the lines of the component of that name, without its first and last line.
    func lines(of component: String) -> [String] {
        guard let start = lines.firstIndex(of: "BEGIN:\(component)"), let end = lines.lastIndex(of: "END:\(component)")
        else { return [] }
        return Array(lines[(start + 1)..<end])
    }
}
