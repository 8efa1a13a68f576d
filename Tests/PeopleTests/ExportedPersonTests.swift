import JSON
import Testing
import Time

@testable import People

@Suite("A page of an export")
struct ExportedPersonTests {
    private func page() throws -> ExportedPerson {
        ExportedPerson(user: try user("ada"), exportedAt: try moment("2026-11-23T09:30:00Z"))
    }

    private func add(_ json: String?, to member: PersonalData.Member, of page: inout ExportedPerson) throws {
        let isAdded = page.add(json.map { Array($0.utf8) }, to: member)
        #expect(isAdded)
    }

    @Test("it has the same members, whatever is in it")
    func members() throws {
        var page = try page()
        let frame = #"{"userId":"ada","exportedAt":"2026-11-23T09:30:00.000Z","profile":"#
        #expect(
            json(page) == frame + #"null,"registrations":[],"meetupSignups":[],"others":[],"erasure":null}"#)
        #expect(page.isEmpty)
        let values: [(String, PersonalData.Member)] = [
            ("{}", .erasure), ("1", .registrations), ("2", .registrations), (#""p""#, .profile),
        ]
        for (value, member) in values { try add(value, to: member, of: &page) }
        try add(nil, to: .others, of: &page)
        #expect(
            json(page) == frame + #""p","registrations":[1,2],"meetupSignups":[],"others":[],"erasure":{}}"#)
        #expect(!page.isEmpty)
    }

    @Test("that somebody was erased is nothing that is kept of them")
    func erased() throws {
        var page = try page()
        try add("{}", to: .erasure, of: &page)
        #expect(page.isEmpty)
    }

    /// Returns a text of the given size in the payload, with its quotes and its comma, in bytes.
    private func value(_ size: Int, of part: String = "x", costing cost: Int = 1) -> [UInt8] {
        JSONValue.string(String(repeating: part, count: (size - 5) / cost)).json()
    }

    @Test(
        "it ends before the item that would make it too long for the payload, where quotes and backslashes count twice",
        arguments: [("x", 1), ("\"", 4), ("\\", 4), ("\u{1}", 7)])
    func length(part: String, cost: Int) throws {
        var page = try page()
        var count = 0
        while count < 500, page.add(value(400_005, of: part, costing: cost), to: .others) { count += 1 }
        #expect(count == 11)
        // A value that is shorter still fits, once.
        let fits = [page.add(value(90_000), to: .others), page.add(value(90_000), to: .others)]
        #expect(fits == [true, false])
    }

    @Test("it has one item, however long, and at most 500, though nothing is shown of them")
    func bounds() throws {
        var long = try page()
        let fits = [long.add(value(5_000_000), to: .others), long.add(Array("1".utf8), to: .others)]
        #expect(fits == [true, false])
        var many = try page()
        let all = (0..<501).map { _ in many.add(nil, to: .others) }
        #expect(all == Array(repeating: true, count: 500) + [false])
    }

    @Test(
        "a cursor is a place, and what is no cursor is refused",
        arguments: [
            ("after.50524f46494c45", "PROFILE"), ("after.c3a9", "é"), ("after.", nil), ("", nil), ("50", nil),
            ("after.5", nil), ("after.4G", nil), ("after.4A", nil), ("after.ff", nil), ("before.50", nil),
            ("after.50 ", nil), ("after." + String(repeating: "61", count: 1_025), nil),
        ] as [(String, String?)])
    func cursors(text: String, sort: String?) {
        let cursor = ExportCursor(text)
        #expect(cursor?.sort == sort)
        if let cursor { #expect(cursor.text == text) }
    }
}
