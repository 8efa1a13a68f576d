import People
import Platform
import Testing

@Suite("What stands between a caller and a person's data")
struct PersonErrorTests {
    @Test("each obstacle has a code of its own")
    func codes() {
        let codes = [PersonError.unknownPerson, .personExists, .notYourself, .unfinished].map(\.problem.code)
        #expect(codes == ["user_not_found", "user_exists", "not_yourself", "erasure_unfinished"])
    }
}
