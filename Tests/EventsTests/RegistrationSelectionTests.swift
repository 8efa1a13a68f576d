import Platform
import Testing

@testable import Events

@Suite("Which registrations are asked for")
struct RegistrationSelectionTests {
    private func read(_ parameters: (String, String)...) -> (selection: RegistrationSelection, wrong: [String]) {
        var fields = QueryFields(parameters.map { (name: $0.0, value: $0.1) })
        return (RegistrationSelection(reading: &fields), fields.problems.map { "\($0.field) \($0.problem)" })
    }

    @Test("without a word it is the first fifty of everyone")
    func usual() {
        let (selection, wrong) = read()
        #expect(selection == RegistrationSelection(status: nil, cursor: nil, offset: 0, limit: 50))
        #expect(wrong.isEmpty)
    }

    @Test("it is read up to its limits, and asks for the next page in the same way")
    func limits() throws {
        let (selection, wrong) = read(
            ("status", "waitlisted"), ("cursor", "line.17"), ("offset", "1000"), ("limit", "100"))
        #expect(
            selection
                == RegistrationSelection(status: .waitlisted, cursor: .waiting(ticket: 17), offset: 1_000, limit: 100))
        #expect(wrong.isEmpty)
        #expect(selection.query(after: .waiting(ticket: 117)) == "cursor=line.117&limit=100&status=waitlisted")
        let user = try #require(UserID("a|b"))
        #expect(RegistrationSelection().query(after: .registered(user)) == "cursor=seat.617c62&limit=50")
    }

    @Test("all that is wrong with it is told")
    func wrong() {
        #expect(
            read(("status", "all"), ("cursor", "line.0"), ("offset", "1001"), ("limit", "0")).wrong == [
                "status should be 'registered' or 'waitlisted'", "cursor is not a cursor of this list",
                "offset should be less than or equal to 1000", "limit should be greater than or equal to 1",
            ])
    }
}
