import JSON
public import Platform
import Scheduling

/// The meetups that there are.
public struct MeetupCatalogue: Sendable {
    public let meetups: [Meetup]

    public init(_ meetups: [Meetup]) {
        self.meetups = meetups
    }

    /// The meetup with that id.
    public func meetup(_ id: String) throws(MeetupError) -> Meetup {
        guard let meetup = meetups.first(where: { $0.id == id }) else { throw .unknownMeetup }
        return meetup
    }
}

extension MeetupCatalogue {
    /// The built-in meetups, their links as MEETUP_LINKS has them: `{"<meetup id>": "https://…"}`.
    ///
    /// The real links are no part of the source: whoever could read it could walk in.
    public static func live(on host: Host) throws -> MeetupCatalogue {
        let links = try links(host.settings)
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
                hostName: "Rico Martinez", hostEmail: "rico@learnermax.com"),
            Meetup(
                id: "context-engineering-weekly",
                title: "Context Engineering",
                description: """
                    Deep dive into context engineering patterns, prompt design, and AI workflows. Learn how to craft \
                    effective prompts and manage context for better AI interactions.
                    """,
                schedule: saturdayMorning, duration: 60,
                zoomLink: links["context-engineering-weekly"] ?? "https://zoom.us/j/YYYYYYYYYY",
                hostName: "Rico Martinez", hostEmail: "rico@learnermax.com"),
        ])
        try catalogue.requireMeetups(for: links.keys)
        return catalogue
    }

    private static func links(_ settings: Settings) throws(SettingsError) -> [String: String] {
        guard let text = settings["MEETUP_LINKS"] else { return [:] }
        guard let links = try? decodeJSON([String: String].self, from: Array(text.utf8)) else {
            throw SettingsError(name: "MEETUP_LINKS", problem: "is not a JSON object of links by meetup id")
        }
        guard links.values.allSatisfy({ $0.hasPrefix("https://") }) else {
            throw SettingsError(name: "MEETUP_LINKS", problem: "has a link that does not begin with https://")
        }
        return links
    }

    /// A misspelt id would otherwise leave a meetup with a link that leads nowhere, unnoticed until it begins.
    private func requireMeetups(for ids: some Sequence<String>) throws(SettingsError) {
        for id in ids where !meetups.contains(where: { $0.id == id }) {
            throw SettingsError(name: "MEETUP_LINKS", problem: "has a link for \(id), which is no meetup")
        }
    }
}
