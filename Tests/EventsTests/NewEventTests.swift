import Events
import JSON
import Platform
import Scheduling
import Testing

@Suite("What organizers send")
struct NewEventTests {
    private func wrong(_ changes: [String: JSONValue?]) throws -> [String] {
        try reading(body(changes)) { try NewEvent(reading: &$0, zones: ZoneFiles()) }.wrong
    }

    private static func text(_ count: Int) -> JSONValue { .string(String(repeating: "é", count: count)) }

    @Test("each field is taken up to its limits")
    func inside() throws {
        let longest: [String: JSONValue?] = [
            "eventId": Self.id(128), "title": Self.text(200), "description": Self.text(2_000),
            "location": Self.text(500), "organizer": Self.text(200), "capacity": 100_000, "status": "postponed",
            "timezone": "America/Chicago", "startTime": "23:59", "endTime": "00:00",
        ]
        #expect(try wrong(longest) == [])
        let shortest: [String: JSONValue?] = [
            "eventId": "a", "title": " ", "description": "a", "location": "a", "organizer": "a", "capacity": 1,
            "waitlistEnabled": nil, "unknown": [1, 2], "registeredCount": "ignored",
        ]
        #expect(try wrong(shortest) == [])
        #expect(try wrong(["eventId": .null, "startTime": .null, "endTime": .null]) == [])
        // The year counts as written, not as it is in UTC.
        #expect(try wrong(["date": "1970-01-01T00:30:00+01:00"]) == [])
        #expect(try wrong(["date": "9998-12-31T23:30:00-01:00"]) == [])
    }

    private static func id(_ count: Int) -> JSONValue { .string(String(repeating: "a", count: count)) }

    static let broken: [(field: String, value: JSONValue?, type: String)] = [
        ("eventId", "", "string_pattern_mismatch"), ("eventId", id(129), "string_pattern_mismatch"),
        ("eventId", "a#b", "string_pattern_mismatch"), ("eventId", ".", "string_pattern_mismatch"),
        ("eventId", "..", "string_pattern_mismatch"), ("eventId", 5, "string_type"),
        ("title", nil, "missing"), ("title", .null, "string_type"), ("title", "", "string_too_short"),
        ("title", text(201), "string_too_long"), ("title", ["a"], "string_type"),
        ("description", nil, "missing"), ("description", "", "string_too_short"),
        ("description", text(2_001), "string_too_long"), ("description", true, "string_type"),
        ("date", nil, "missing"), ("date", .null, "string_type"), ("date", "", "value_error"),
        ("date", "2024-02-30", "value_error"), ("date", "2024-12-15T24:00", "value_error"),
        ("date", "1969-12-31", "value_error"), ("date", "9999-01-01", "value_error"),
        ("date", "1969-12-31T23:30:00-01:00", "value_error"), ("date", "9999-01-01T00:30:00+01:00", "value_error"),
        ("date", 20_241_215, "string_type"),
        ("startTime", "9:30", "string_pattern_mismatch"), ("startTime", "24:00", "string_pattern_mismatch"),
        ("startTime", 930, "string_type"), ("endTime", "10:60", "string_pattern_mismatch"),
        ("endTime", "10:00", "value_error"), ("timezone", "Mars/Olympus", "value_error"),
        ("timezone", "../../etc/passwd", "value_error"), ("timezone", "right/UTC", "value_error"),
        ("timezone", "posixrules", "value_error"), ("timezone", "localtime", "value_error"),
        ("timezone", "", "string_too_short"),
        ("timezone", .null, "string_type"), ("location", nil, "missing"), ("location", "", "string_too_short"),
        ("location", text(501), "string_too_long"), ("capacity", nil, "missing"), ("capacity", 0, "greater_than_equal"),
        ("capacity", 100_001, "less_than_equal"), ("capacity", "5", "int_type"), ("capacity", true, "int_type"),
        ("capacity", 1.5, "int_from_float"), ("organizer", nil, "missing"), ("organizer", "", "string_too_short"),
        ("organizer", text(201), "string_too_long"), ("status", "open", "enum"), ("status", .null, "enum"),
        ("status", 1, "enum"), ("waitlistEnabled", "true", "bool_type"), ("waitlistEnabled", .null, "bool_type"),
    ]

    @Test("each field is refused just outside, and it alone", arguments: broken)
    func outside(field: String, value: JSONValue?, type: String) throws {
        #expect(try wrong([field: value]) == ["\(field): \(type)"])
    }

    @Test("a start goes with a day, not with a moment")
    func startOfMoment() throws {
        #expect(try wrong(["date": "2024-12-15T18:00:00Z", "startTime": "18:00"]) == ["startTime: value_error"])
        #expect(try wrong(["date": "2024-12-15T18:00:00Z", "endTime": "20:00"]) == [])
    }

    @Test("all wrong fields of a hostile body are told at once")
    func all() throws {
        let hostile = JSONValue.object(["title": [], "capacity": "many", "status": [:], "date": false, "timezone": 5])
        let found = try reading(hostile) { try NewEvent(reading: &$0, zones: ZoneFiles()) }.wrong
        #expect(
            found == [
                "title: string_type", "description: missing", "date: string_type", "timezone: string_type",
                "location: missing", "capacity: int_type", "organizer: missing", "status: enum",
            ])
    }

    @Test("changes need nothing, and are as strict about what they have")
    func changes() throws {
        func wrong(_ body: JSONValue) throws -> [String] {
            try reading(body) { try EventChanges(reading: &$0, zones: ZoneFiles()) }.wrong
        }
        #expect(try wrong([:]) == [])
        #expect(try wrong(["startTime": .null, "endTime": .null]) == [])
        #expect(
            try wrong(["title": .null, "capacity": 0, "date": "soon", "waitlistEnabled": 1]) == [
                "title: string_type", "date: value_error", "capacity: greater_than_equal", "waitlistEnabled: bool_type",
            ])
        #expect(try reading([:]) { EventChanges(readingWaitlist: &$0) }.wrong == ["waitlistEnabled: missing"])
        let (day, moment) = (JSONValue("2024-12-15"), JSONValue("2024-12-15T18:00:00Z"))
        #expect(try wrong(["date": moment, "startTime": "18:00"]) == ["startTime: value_error"])
        #expect(try wrong(["date": moment, "startTime": .null, "endTime": "20:00"]) == [])
        #expect(try wrong(["date": day, "startTime": .null, "endTime": "20:00"]) == ["endTime: value_error"])
        #expect(try wrong(["date": day, "endTime": "20:00"]) == [])
        #expect(try wrong(["startTime": "18:00"]) == [])
    }

    @Test("only who organizes may make events", arguments: Role.allCases)
    func roles(role: Role) throws {
        let person = Identity(userID: try #require(UserID("ada")), roles: [role])
        if [.organizer, .admin, .service].contains(role) {
            try person.require(.organizer)
        } else {
            #expect(throws: AccessError.notOrganizer) { try person.require(.organizer) }
        }
    }
}
