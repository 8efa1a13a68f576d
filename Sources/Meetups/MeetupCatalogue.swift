import JSON
public import Platform
import Scheduling

/// The list of all meetups.
public struct MeetupCatalogue: Sendable {
    /// The meetups in the order in which they are listed.
    public let meetups: [Meetup]

    /// Creates a catalogue of the given meetups, whose ids must be unique.
    public init(_ meetups: [Meetup]) {
        self.meetups = meetups
    }

    /// Returns the meetup with the given id.
    ///
    /// - Throws: `MeetupError.unknownMeetup` if no meetup has the id.
    public func meetup(_ id: String) throws(MeetupError) -> Meetup {
        guard let meetup = meetups.first(where: { $0.id == id }) else { throw .unknownMeetup }
        return meetup
    }
}

extension MeetupCatalogue {
    /// Returns the built-in meetups with their links from MEETUP_LINKS: `{"<meetup id>": "https://…"}`.
    ///
    /// The real links are not part of the source, since anyone who can read it could walk in. MEETUP_HOST_NAME and
    /// MEETUP_HOST_EMAIL name the host of the meetups.
    ///
    /// - Throws: `SettingsError` if a setting is malformed, or has a link for an unknown meetup.
    public static func live(on host: Host) throws -> MeetupCatalogue {
        let links = try links(host.settings)
        let organizer = try MeetupHost(host.settings)
        let chicago = try Zone(named: "America/Chicago", in: ZoneFiles())
        let saturdayMorning = try Recurrence(dayOfWeek: 6, hour: 10, minute: 0, zone: chicago)
        let catalogue = MeetupCatalogue([
            Meetup(
                id: "spec-driven-dev-weekly",
                title: "Spec Driven Development",
                description: """
                    Weekly discussion on spec-driven workflows, best practices, and Q&A. Join us to learn how to write \
                    effective specs that guide implementation.
                    """,
                schedule: saturdayMorning, duration: 60,
                zoomLink: links["spec-driven-dev-weekly"] ?? "https://zoom.us/j/XXXXXXXXXX",
                hostName: organizer.name, hostEmail: organizer.address),
            Meetup(
                id: "context-engineering-weekly",
                title: "Context Engineering",
                description: """
                    Deep dive into context engineering patterns, prompt design, and AI workflows. Learn how to craft \
                    effective prompts and manage context for better AI interactions.
                    """,
                schedule: saturdayMorning, duration: 60,
                zoomLink: links["context-engineering-weekly"] ?? "https://zoom.us/j/YYYYYYYYYY",
                hostName: organizer.name, hostEmail: organizer.address),
        ])
        try catalogue.requireMeetups(for: links.keys)
        return catalogue
    }

    private static func links(_ settings: Settings) throws(SettingsError) -> [String: String] {
        guard let text = settings["MEETUP_LINKS"] else { return [:] }
        guard let links = try? decodeJSON([String: String].self, from: Array(text.utf8)) else {
            throw SettingsError(name: "MEETUP_LINKS", problem: "is not a JSON object of links by meetup id")
        }
        guard links.values.allSatisfy(isLink) else {
            throw SettingsError(name: "MEETUP_LINKS", problem: "has a link that is no https:// address")
        }
        return links
    }

    private static func isLink(_ text: String) -> Bool {
        let scheme = "https://"
        return text.hasPrefix(scheme) && text.utf8.count > scheme.utf8.count
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Checks that every id belongs to a meetup.
    ///
    /// A misspelt id would otherwise leave a meetup with a link that leads nowhere, unnoticed until it begins. The
    /// error does not show the id, since a link stands there if someone has mixed up ids and links.
    ///
    /// - Throws: `SettingsError` if an id is unknown.
    private func requireMeetups(for ids: some Sequence<String>) throws(SettingsError) {
        let known = meetups.map(\.id)
        for id in ids where !known.contains(id) {
            let choice = known.joined(separator: " or ")
            throw SettingsError(name: "MEETUP_LINKS", problem: "has a link for another id than \(choice)")
        }
    }
}
