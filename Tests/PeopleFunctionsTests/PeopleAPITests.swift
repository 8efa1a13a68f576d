import DynamoDB
import FunctionsTestbed
import JSON
import Testbed
import Testing

@Suite("The users API, through its executables", .enabled(if: LiveTable.isAvailable))
struct PeopleAPITests {
    @Test("a person makes a profile, sees it, takes it out, has it erased, and is unknown then")
    func life() throws {
        try LiveTable.with { table throws in
            func answer(_ function: String, _ sample: String) throws -> Answer {
                let event = try Sample.event(sample)
                return try withFunction(function, on: table, at: Sample.time(event)) { function throws in
                    try function.answer(to: event.json())
                }
            }
            let made = try answer("CreateUser", "create-user")
            #expect(try answer("GetUser", "get-user") == Answer(200, made.body))
            #expect(try answer("CreateUser", "create-user").status == 409)
            #expect(try answer("ExportUser", "export-user").body.contains(#""profile":\#(made.body),"#))
            #expect(try answer("DeleteUser", "delete-user") == .nothing)
            #expect(try answer("GetUser", "get-user") == .unknownUser)
            #expect(try answer("DeleteUser", "delete-user") == .unknownUser)
            #expect(try table.all(Scan()).map { $0["SK"] } == ["ERASURE"])
        }
    }

    static let bodies: [String] = [
        "", "null", "[]", "5", "{", "{}", #"{"name":null}"#, #"{"name":{"a":[1]}}"#, #"{"name":"\ud800"}"#,
        #"{"name":"A","userId":"a#b"}"#, #"{"name":"A","email":"a@b\r\nBcc: c@d"}"#,
        #"{"name":"A","timezone":"../../etc/passwd"}"#,
        #"{"name":"A","locale":"\#(String(repeating: "a-", count: 999))"}"#,
        #"{"name":"\#(String(repeating: "x", count: 60_000))"}"#, String(repeating: "[", count: 60_000),
    ]

    @Test("whatever the body, it is told what is wrong, and the process lives on")
    func hostile() throws {
        try LiveTable.with { table throws in
            try withFunction("CreateUser", on: table) { function throws in
                for body in Self.bodies {
                    let event = try Sample.event("create-user", "body", is: .string(body))
                    let answer = try function.answer(to: event.json())
                    #expect(answer.status == 422, "\(body.prefix(80))")
                    #expect(answer.body.utf8.count < 2_000)
                    #expect(try JSONValue(parsing: answer.body.utf8)["detail"]?.array?.isEmpty == false)
                }
                #expect(try function.answer(to: Sample.event("create-user").json()).status == 201)
            }
        }
    }

    @Test(
        "an id in the path that can be nobody's is unknown, or not the caller's",
        arguments: ["a#b", "Zoë", "\u{0}", "."])
    func ids(id: String) throws {
        try LiveTable.with { table throws in
            for (function, sample) in [
                ("GetUser", "get-user"), ("ListUserRegistrations", "list-user-registrations"),
                ("ExportUser", "export-user"), ("DeleteUser", "delete-user"), ("UpdateUser", "update-user"),
            ] {
                let event = try Sample.event(sample, "pathParameters", "user_id", is: .string(id))
                let answer = try withFunction(function, on: table) { try $0.answer(to: event.json()) }
                #expect(answer == (id == "." && function != "GetUser" ? .notYourself : .unknownUser))
            }
        }
    }

    @Test("an export's cursor that is none is told by its name, and a good one is taken; each page is a file")
    func cursor() throws {
        try LiveTable.with { table throws in
            try withFunction("ExportUser", on: table) { function throws in
                for cursor in ["", "5", "after.", "after.5", "after.4A", "line.1"] {
                    let event = try Sample.event("export-user", "rawQueryString", is: .string("cursor=\(cursor)"))
                    let answer = try function.answer(to: event.json())
                    #expect(answer.status == 422)
                    let details = try JSONValue(parsing: answer.body.utf8)["details"]
                    #expect(details == [["field": "cursor", "problem": "is not a cursor of this list"]])
                }
                // So long that two of them fill a page.
                let text = String(repeating: "\"", count: 390_000)
                for number in 1...3 {
                    try table.put([
                        "PK": "STUDENT#user-123", "SK": "MEETUP_SIGNUP#m-\(number)", "number": .number(number),
                        "text": .string(text),
                    ])
                }
                let first = try function.answer(to: Sample.event("export-user").json())
                let cursor = "after.4d45455455505f5349474e5550236d2d32"
                #expect(first.status == 200)
                #expect(
                    first.headers == [
                        "cache-control": "no-store", "content-type": "application/json",
                        "content-disposition": #"attachment; filename="export.json""#, "x-next-cursor": cursor,
                        "link": "</users/user-123/export?cursor=\(cursor)>; rel=\"next\"",
                    ])
                let event = try Sample.event("export-user", "rawQueryString", is: .string("cursor=\(cursor)"))
                let last = try function.answer(to: event.json())
                #expect(last.headers["x-next-cursor"] == nil && last.headers["link"] == nil)
                let numbers = try [first, last].map { answer in
                    try JSONValue(parsing: answer.body.utf8)["meetupSignups"]?.array?.compactMap { $0["number"]?.int }
                }
                #expect(numbers == [[1, 2], [3]])
            }
        }
    }

    @Test("an item that no feature answers for makes the erasure a 500, counted, its key's beginning in the log alone")
    func unanswered() throws {
        try LiveTable.with { table throws in
            try table.put(["PK": "STUDENT#user-123", "SK": "ZETA#secret"])
            try withFunction("DeleteUser", on: table) { function throws in
                let answer = try function.answer(to: Sample.event("delete-user").json())
                #expect(answer.status == 500)
                #expect(answer.body.contains(#""error":"Failed to delete user","code":"internal_error""#))
                #expect(!answer.body.contains("ZETA"))
            }
            #expect(try table.all(Scan()).map { $0["SK"] } == ["ERASURE", "ZETA#secret"])
        }
    }
}
