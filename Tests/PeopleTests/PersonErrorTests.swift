import People
import Platform
import Testing
import Time

@Suite("What stands between a caller and a person's data")
struct PersonErrorTests {
    @Test("each obstacle has a code of its own")
    func codes() {
        let problems = [
            PersonError.unknownPerson, .erased(Instant(seconds: 0)), .personExists, .notYourself, .unfinished,
        ].map(\.problem)
        #expect(
            problems.map(\.code) == [
                "user_not_found", "user_erased", "user_exists", "not_yourself", "erasure_unfinished",
            ])
    }
}
