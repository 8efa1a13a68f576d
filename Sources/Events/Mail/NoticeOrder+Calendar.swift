import Mail
import Profiles
import Scheduling
import Time

extension NoticeOrder {
    /// Returns the news for the user's calendar; nil if they wait, or if calendars can't write the year.
    ///
    /// A waiting user has nothing to enter. The same seat has the same id in all files. A postponed event stays where
    /// it was, as tentative: removing it would lose it, and there is no other time yet. Users have said that they come
    /// by taking the seat: they are asked nothing, and they give it back on the event's page.
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
