import People
import Platform
import Testing
import Time

@Suite("What stands between a caller and a person's data")
struct PersonErrorTests {
    @Test("each obstacle has a code of its own")
    func codes() {
        let problems = [PersonError.erased(Instant(seconds: 0)), .unfinished].map(\.problem)
        #expect(problems.map(\.code) == ["user_erased", "erasure_unfinished"])
    }
}
