import Mail
import Profiles
import Scheduling
import Time

extension NoticeOrder {
    /// What the news are for the person's calendar: nil for who waits, since they would have nothing to enter, and for
    /// years that calendars cannot write.
    ///
    /// The same seat has the same id in all of them. A postponed event stays where it was, as tentative: removing it
    /// would lose it, and nobody has named another time. People have said that they come by taking the seat, so that
    /// nothing is asked of them, and giving it back is the page's business.
    func file(at time: AnnouncedTime, stamp: Instant, page: String, sender: String) -> CalendarObject? {
        guard hasSeat else { return nil }
        let entry = try? CalendarEvent(
            id: "\(calendarID)", sequence: sequence, stamp: stamp, timing: time.timing, summary: event.title,
            description: EventWording(order: self, time: time, page: page, hasFile: true).note,
            location: event.location, url: page, status: isEnd ? .cancelled : isTentative ? .tentative : .confirmed,
            organizer: CalendarOrganizer(name: event.organizer, address: sender),
            attendees: [
                Attendee(name: contact.name, address: contact.email ?? "", answer: .accepted, isAsked: false)
            ])
        return entry.map { CalendarObject(isEnd ? .cancel : .request, $0) }
    }
}
