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
                ("ExportUser", "export-user"), ("DeleteUser", "delete-user"),
            ] {
                let event = try Sample.event(sample, "pathParameters", "user_id", is: .string(id))
                let answer = try withFunction(function, on: table) { try $0.answer(to: event.json()) }
                #expect(answer == (id == "." && function != "GetUser" ? .notYourself : .unknownUser))
            }
        }
    }
}
