import Platform
import Scheduling
import Testbed
import Testing

@testable import Meetups

@Suite("The built-in meetups")
struct MeetupCatalogueTests {
    private func catalogue(_ links: String? = nil) throws -> MeetupCatalogue {
        try .live(on: TestHost(links.map { ["MEETUP_LINKS": $0] } ?? [:]).host)
    }

    @Test("there are the two of the document, word for word")
    func builtIn() throws {
        let schedule = try Recurrence(
            dayOfWeek: 6, hour: 10, minute: 0, zone: Zone(named: "America/Chicago", in: ZoneFiles()))
        #expect(
            try catalogue().meetups == [
                Meetup(
                    id: "spec-driven-dev-weekly", title: "Spec Driven Development",
                    description: "Weekly discussion on spec-driven workflows, best practices, and Q&A. Join us to "
                        + "learn how to write effective specs that guide implementation.",
                    schedule: schedule, duration: 60, zoomLink: "https://zoom.us/j/XXXXXXXXXX",
                    hostName: "Rico Martinez", hostEmail: "rico@learnermax.com"),
                Meetup(
                    id: "context-engineering-weekly", title: "Context Engineering",
                    description: "Deep dive into context engineering patterns, prompt design, and AI workflows. Learn "
                        + "how to craft effective prompts and manage context for better AI interactions.",
                    schedule: schedule, duration: 60, zoomLink: "https://zoom.us/j/YYYYYYYYYY",
                    hostName: "Rico Martinez", hostEmail: "rico@learnermax.com"),
            ])
    }

    @Test("MEETUP_LINKS has the real links, of all meetups or of some")
    func links() throws {
        let links = #"{"context-engineering-weekly":"https://zoom.us/j/42?pwd=x"}"#
        #expect(
            try catalogue(links).meetups.map(\.zoomLink) == [
                "https://zoom.us/j/XXXXXXXXXX", "https://zoom.us/j/42?pwd=x",
            ])
        #expect(try catalogue("{}").meetups == catalogue().meetups)
        #expect(try catalogue("").meetups == catalogue().meetups)
    }

    @Test(
        "MEETUP_LINKS that make no sense keep a function from starting",
        arguments: [
            ("https://zoom.us/j/1", "is not a JSON object of links by meetup id"),
            ("[]", "is not a JSON object of links by meetup id"),
            ("null", "is not a JSON object of links by meetup id"),
            (#"{"spec-driven-dev-weekly":5}"#, "is not a JSON object of links by meetup id"),
            (#"{"spec-driven-dev-weekly":null}"#, "is not a JSON object of links by meetup id"),
            (#"{"spec-driven-dev-weekly":"http://zoom.us/j/1"}"#, "has a link that is no https:// address"),
            (#"{"spec-driven-dev-weekly":"https://"}"#, "has a link that is no https:// address"),
            (#"{"spec-driven-dev-weekly":"https://zoom.us/j/1 "}"#, "has a link that is no https:// address"),
            (#"{"spec-driven-dev-weekly":"javascript:alert(1)"}"#, "has a link that is no https:// address"),
            (#"{"spec-driven-dev-weekly":""}"#, "has a link that is no https:// address"),
            (
                #"{"spec-driven-weekly":"https://zoom.us/j/1"}"#,
                "has a link for another id than spec-driven-dev-weekly or context-engineering-weekly"
            ),
            (
                #"{"https://zoom.us/j/1":"https://zoom.us/j/2"}"#,
                "has a link for another id than spec-driven-dev-weekly or context-engineering-weekly"
            ),
        ])
    func badLinks(links: String, problem: String) {
        #expect(throws: SettingsError(name: "MEETUP_LINKS", problem: problem)) { try catalogue(links) }
    }

    @Test("the host is whom the settings name, in all meetups")
    func host() throws {
        let settings = ["MEETUP_HOST_NAME": "Ada Lovelace", "MEETUP_HOST_EMAIL": "ada@club.example"]
        let meetups = try MeetupCatalogue.live(on: TestHost(settings).host).meetups
        #expect(meetups.map(\.hostName) == ["Ada Lovelace", "Ada Lovelace"])
        #expect(meetups.map(\.hostEmail) == ["ada@club.example", "ada@club.example"])
        // The template's values if nobody has set any.
        let empty = ["MEETUP_HOST_NAME": "", "MEETUP_HOST_EMAIL": ""]
        #expect(try MeetupCatalogue.live(on: TestHost(empty).host).meetups == catalogue().meetups)
    }

    @Test(
        "a host that makes no sense keeps a function from starting",
        arguments: [
            ("MEETUP_HOST_NAME", " ", "is no name of 1 to 100 characters in one line"),
            ("MEETUP_HOST_NAME", "Ada\nBcc: x", "is no name of 1 to 100 characters in one line"),
            ("MEETUP_HOST_NAME", String(repeating: "a", count: 101), "is no name of 1 to 100 characters in one line"),
            ("MEETUP_HOST_EMAIL", "ada", "is no address such as ada@example.org"),
            ("MEETUP_HOST_EMAIL", "Ada <ada@club.example>", "is no address such as ada@example.org"),
            ("MEETUP_HOST_EMAIL", "ada@club.example, b@club.example", "is no address such as ada@example.org"),
        ])
    func badHost(name: String, value: String, problem: String) {
        #expect(throws: SettingsError(name: name, problem: problem)) {
            try MeetupCatalogue.live(on: TestHost([name: value]).host)
        }
    }

    @Test(
        "an id of no meetup is unknown",
        arguments: [
            "", "no-such-meetup", "Spec-Driven-Dev-Weekly", "spec-driven-dev-weekly ", "spec-driven-dev-weekly\u{0}",
            "spec-driven-dev-weekly#", "../spec-driven-dev-weekly", String(repeating: "x", count: 10_000),
        ])
    func unknownIDs(id: String) {
        #expect(throws: MeetupError.unknownMeetup) { try catalogue().meetup(id) }
    }

    @Test("an unknown meetup is a 404 in the document's words, in French too")
    func problem() {
        let problem = MeetupError.unknownMeetup.problem
        #expect(problem.kind == .notFound)
        #expect(problem.error == "Meetup not found")
        #expect(problem.message == Phrase(english: "Meetup not found", french: "Rencontre introuvable"))
    }

    @Test("REQUIRE_SIGNUP_FOR_LINK must be a flag")
    func flag() {
        let host = TestHost([
            "REQUIRE_SIGNUP_FOR_LINK": "maybe", "EDUCATION_TABLE": "t", "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI",
        ]).host
        #expect(throws: SettingsError(name: "REQUIRE_SIGNUP_FOR_LINK", problem: "must be true or false")) {
            try MeetupListing.live(on: host)
        }
    }
}
