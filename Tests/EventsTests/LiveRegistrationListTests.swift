import DynamoDB
import Platform
import Profiles
import Storage
import Testbed
import Testing
import Time

@testable import Events

@Suite("The list of registrations", .enabled(if: LiveTable.isAvailable))
struct LiveRegistrationListTests {
    private func list(
        _ event: LiveEvent, as caller: String = "owner", _ selection: RegistrationSelection = RegistrationSelection()
    ) throws -> (lines: [String], next: RegistrationCursor?) {
        let list = try RegistrationListing(table: event.table).registrations(
            for: LiveEvent.id, as: LiveEvent.person(caller), selection)
        return (list.shown.map(\.line), list.next)
    }

    private func lines(
        _ event: LiveEvent, as caller: String = "owner", _ selection: RegistrationSelection = RegistrationSelection()
    ) throws -> [String] {
        try list(event, as: caller, selection).lines
    }

    /// Returns page after page, as callers follow them: by the text of the cursor.
    private func pages(_ event: LiveEvent, _ selection: RegistrationSelection) throws -> [[String]] {
        var (selection, pages) = (selection, [[String]]())
        repeat {
            let (lines, next) = try list(event, selection)
            pages.append(lines)
            selection.cursor = try next.map { try #require(RegistrationCursor($0.text)) }
        } while selection.cursor != nil && pages.count < 100
        return pages
    }

    private let everyone = [
        "a registered", "c registered", "e registered", "b waitlisted 1", "d waitlisted 2", "f waitlisted 3",
    ]

    private func with(_ test: (LiveEvent) throws -> Void) throws {
        try LiveEvent.with(capacity: 3) { event throws in
            try event.registerAll("e", "c", "a", "b", "d", "f")
            try test(event)
        }
    }

    @Test("pages of any size show everyone once, in order, the line's positions going on", arguments: 1...7)
    func paging(limit: Int) throws {
        try with { event throws in
            let pages = try pages(event, RegistrationSelection(limit: limit))
            #expect(pages.flatMap(\.self) == everyone)
            #expect(pages.count == (6 + limit - 1) / limit)
        }
    }

    @Test("an offset leaves out so many, across seats and line")
    func offset() throws {
        try with { event throws in
            for offset in 0...7 {
                let selection = RegistrationSelection(offset: offset, limit: 2)
                #expect(try lines(event, selection) == Array(everyone.dropFirst(offset).prefix(2)))
            }
        }
    }

    @Test("a status shows those alone who have it")
    func status() throws {
        try with { event throws in
            let registered = try pages(event, RegistrationSelection(status: .registered, limit: 2))
            #expect(registered == [["a registered", "c registered"], ["e registered"]])
            let waiting = try pages(event, RegistrationSelection(status: .waitlisted, limit: 2))
            #expect(waiting == [["b waitlisted 1", "d waitlisted 2"], ["f waitlisted 3"]])
        }
    }

    @Test("others see themselves alone, with their position")
    func own() throws {
        try with { event throws in
            #expect(try lines(event, as: "a") == ["a registered"])
            #expect(try lines(event, as: "f") == ["f waitlisted 3"])
            #expect(try lines(event, as: "f", RegistrationSelection(status: .registered)) == [])
            #expect(try lines(event, as: "f", RegistrationSelection(offset: 1)) == [])
            #expect(try lines(event, as: "stranger") == [])
            #expect(throws: EventError.unknownEvent) {
                try RegistrationListing(table: event.table).registrations(for: "x", as: LiveEvent.person("a"))
            }
        }
    }

    @Test("the last pages of ten thousand are as right as the first, and as quick")
    func many() throws {
        try LiveEvent.with(capacity: 5_000) { event throws in
            let id = try LiveEvent.eventID()
            let contact = Contact(name: "p", email: nil, language: .english)
            let people = try (1...10_000).map { number in
                Registration(
                    eventID: id, user: try #require(UserID("p\(10_000 + number)")),
                    status: number > 5_000 ? .waitlisted(ticket: number - 5_000) : .registered,
                    registeredAt: LiveEvent.now, calendarID: .make(at: LiveEvent.now), contact: contact)
            }
            try event.table.batchWrite(people.flatMap { [$0.item, $0.place].compactMap(\.self).map(BatchWrite.put) })
            let seats = RegistrationSelection(
                cursor: .registered(try #require(UserID("p14998"))), limit: 3)
            #expect(
                try lines(event, seats) == ["p14999 registered", "p15000 registered", "p15001 waitlisted 1"])
            let line = RegistrationSelection(cursor: .waiting(ticket: 4_990), offset: 8)
            #expect(try lines(event, line) == ["p19999 waitlisted 4999", "p20000 waitlisted 5000"])
        }
    }

    @Test(
        "what was never handed out is no cursor",
        arguments: [
            "", "x", "seat", "seat.", "seat.7", "seat.6A", "seat.23", "seat.c3a9", "seat.zz", "line.", "line.0",
            "line.+1",
            "line.01", "line.-1", "line.1000000000000000000", "cmVnaXN0ZXJlZCNhZGE",
        ])
    func cursors(text: String) {
        #expect(RegistrationCursor(text) == nil)
    }
}
