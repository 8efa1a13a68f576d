import DynamoDB
import Events
import Testing

@testable import People

@Suite("What there is to erase")
struct HeldRecordsTests {
    private func held(_ sorts: String..., erasure: Item? = nil) throws -> HeldRecords {
        try HeldRecords(sorts.map { ["SK": .string($0)] } + [erasure].compactMap(\.self))
    }

    private let begun: Item = ["SK": "ERASURE", "requestedAt": "2026-11-23T09:30:00.000Z", "requestedBy": "ada"]

    @Test("registrations are apart from all else, and so are first answers")
    func sorted() throws {
        let held = try held("IDEMPOTENCY#1", "MEETUP_SIGNUP#weekly", "PROFILE", "REGISTRATION#e-1", "REGISTRATION#e-2")
        #expect(held.registrations.map(\.text) == ["e-1", "e-2"])
        #expect(held.others == ["MEETUP_SIGNUP#weekly", "PROFILE"])
        #expect(held.claims == ["IDEMPOTENCY#1"])
        #expect(held.isAboutSomeone && !held.isEmpty)
    }

    @Test("what names no event is only removed, and what other features will keep too")
    func others() throws {
        #expect(
            try held("REGISTRATION#", "REGISTRATION#a b", "X#1").others == ["REGISTRATION#", "REGISTRATION#a b", "X#1"])
    }

    @Test("nobody is known by nothing, by first answers, or by having been erased")
    func nobody() throws {
        var finished = begun
        finished["finishedAt"] = "2026-11-23T09:30:01.000Z"
        #expect(try !held().isAboutSomeone)
        #expect(try !held("IDEMPOTENCY#1").isAboutSomeone)
        #expect(try !held(erasure: finished).isAboutSomeone)
        #expect(try held(erasure: finished).unfinishedErasure == nil)
        #expect(try held("PROFILE", erasure: finished).isAboutSomeone)
    }

    @Test("an erasure that began has to be finished, though nothing else is left")
    func unfinished() throws {
        let held = try held(erasure: begun)
        #expect(held.isAboutSomeone && held.isEmpty)
        #expect(held.unfinishedErasure?.requestedBy == "ada")
    }
}
