import DynamoDB
import JSON
import Testbed
import Testing
import Time

@Suite("Items as Swift types")
struct CodableTests {
    struct Meeting: Codable, Equatable {
        enum Platform: String, Codable { case zoom, googleMeet = "google-meet" }
        enum Outcome: Codable, Equatable { case held(minutes: Int), cancelled }

        struct Person: Codable, Equatable {
            var name: String
            var email: String?
        }

        var title: String
        var platform: Platform
        var start: Instant
        var duration: Int
        var rating: Double?
        var isTrial: Bool
        var participants: [Person]
        var notes: [String: String]
        var outcome: Outcome?
    }

    static let meeting = Meeting(
        title: "Swift", platform: .googleMeet, start: Rig.start, duration: 60, rating: 4.5, isTrial: false,
        participants: [.init(name: "Ada", email: "ada@example.org"), .init(name: "Bo")], notes: ["mentor": ""],
        outcome: .held(minutes: 55))

    static let item: Item = [
        "title": "Swift", "platform": "google-meet", "start": "2026-11-21T16:30:00.000Z", "duration": 60,
        "rating": exactly("4.5"), "isTrial": false,
        "participants": [["name": "Ada", "email": "ada@example.org"], ["name": "Bo"]], "notes": ["mentor": ""],
        "outcome": ["held": ["minutes": 55]],
    ]

    @Test("structs, enums, dates and optionals become attributes; what is nil is left out")
    func encode() throws {
        #expect(try Item(encoding: Self.meeting) == Self.item)
    }

    @Test("attributes become structs, enums, dates and optionals again")
    func decode() throws {
        #expect(try Self.item.decode() == Self.meeting)
    }

    @Test("attributes that the type does not name are passed over, and null is nil")
    func tolerance() throws {
        let item = Self.item.merging(["PK": "x", "blob": .binary([1]), "rating": .null, "outcome": .null]) { $1 }
        var expected = Self.meeting
        expected.rating = nil
        expected.outcome = nil
        #expect(try item.decode() == expected)
    }

    @Test(
        "an item of another shape is told with the place",
        arguments: [
            (["title": 1], "title", "expected a string"),
            (["title": .null], "title", "expected a string"),
            (["duration": "60"], "duration", "expected an integer"),
            (["duration": exactly("60.5")], "duration", "expected an integer"),
            (["duration": exactly("1E+99")], "duration", "is out of range for Int"),
            (["isTrial": "true"], "isTrial", "expected true or false"),
            (["platform": "teams"], "platform", "is not an accepted value"),
            (["participants": ["name": "Ada"]], "participants", "expected an array"),
            (["participants": [["name": "Ada"], ["email": "x"]]], "participants[1].name", "is missing"),
            (["participants": [["name": "Ada", "email": 1]]], "participants[0].email", "expected a string"),
            (["notes": ["mentor": ["a": 1]]], "notes.mentor", "expected a string"),
            (["notes": .binary([1])], "notes", "expected an object"),
            (["outcome": ["held": ["minutes": true]]], "outcome.held.minutes", "expected an integer"),
        ] as [(Item, String, String)])
    func wrongShape(change: Item, path: String, problem: String) {
        let item = Self.item.merging(change) { $1 }
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(path: path, problem: problem))) {
            try item.decode(Meeting.self)
        }
    }

    @Test("a date that is none is told with the place")
    func badDate() {
        let item = Self.item.merging(["start": "yesterday"]) { $1 }
        #expect {
            try item.decode(Meeting.self)
        } throws: { error in
            guard case DynamoDBError.unexpectedItem(let problem) = error else { return false }
            return problem.path == "start" && !problem.problem.contains("yesterday")
        }
    }

    @Test("a missing attribute is told by its name")
    func missing() {
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(path: "title", problem: "is missing"))) {
            try Item().decode(Meeting.self)
        }
    }

    @Test("sets read as arrays: texts in order, numbers and bytes as they come")
    func sets() throws {
        struct Sets: Decodable, Equatable { let names: [String], numbers: Set<Int> }
        let item: Item = ["names": .stringSet(["b", "a"]), "numbers": .numberSet([.init(2), .init(1)])]
        #expect(try item.decode() == Sets(names: ["a", "b"], numbers: [1, 2]))
    }

    @Test("values that are attributes already are kept as they are")
    func attributes() throws {
        struct Holder: Codable, Equatable { let exact: JSONNumber }
        let number = try #require(JSONNumber("12345678901234567890123456789012345678"))
        let item = try Item(encoding: Holder(exact: number))
        #expect(item == ["exact": .number(number)])
        #expect(try item.decode() == Holder(exact: number))
    }

    @Test("what does not encode as an object is no item")
    func noObject() {
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(problem: "expected an object"))) {
            try Item(encoding: [1, 2])
        }
        #expect(throws: DynamoDBError.unexpectedItem(JSONError(path: "x", problem: "is not a finite number"))) {
            try Item(encoding: ["x": Double.nan])
        }
    }
}
