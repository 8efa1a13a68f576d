import DynamoDB
import Profiles
import Storage
import Testbed
import Testing

@testable import People

@Suite("What there is to erase")
struct HeldRecordsTests {
    private let data: PersonalData

    init() throws {
        let host = TestHost().host
        data = PersonalData(table: try .scripted(ReplayTransport(answering: []), on: host), on: host)
    }

    private func held(_ sorts: String..., erasure: Item? = nil) throws -> HeldRecords {
        try HeldRecords(sorts.map { ["SK": .string($0)] } + [erasure].compactMap(\.self), of: data)
    }

    private let begun: Item = ["SK": "ERASURE", "requestedAt": "2026-11-23T09:30:00.000Z", "requestedBy": "ada"]

    @Test(
        "each item has one feature that answers for it",
        arguments: [
            ("PROFILE", "profile"), ("ERASURE", "erasure"), ("REGISTRATION#e-1", "registrations"),
            ("REGISTRATION#a b", "registrations"), ("MEETUP_SIGNUP#weekly", "meetupSignups"),
            ("IDEMPOTENCY#1", "others"), ("MAILS#2026-12-05", "others"), ("PROFILE#1", nil), ("profile", nil),
            ("REGISTRATION", nil), ("ZETA#1", nil), ("", nil),
        ] as [(String, String?)])
    func answered(sort: String, member: String?) {
        #expect(data.place(of: sort).map { data.all[$0].member.rawValue } == member)
        #expect(data.all.filter { $0.keeper.sortKeys.contains(sort) }.count == (member == nil ? 0 : 1))
    }

    @Test("what a feature answers for is to be erased, except for the record of an erasure; the rest is unanswered")
    func sorted() throws {
        let held = try held("IDEMPOTENCY#1", "MEETUP_SIGNUP#weekly", "PROFILE", "REGISTRATION#e-1", erasure: begun)
        #expect(held.records.map(\.sort) == ["IDEMPOTENCY#1", "MEETUP_SIGNUP#weekly", "PROFILE", "REGISTRATION#e-1"])
        #expect(held.unanswered == nil)
        #expect(try self.held("PROFILE", "ZETA#ada@example.com", "ZETA#2").unanswered?.prefix == "ZETA#")
    }

    @Test("an item without an answer is told by the beginning of its key alone")
    func prefixes() {
        #expect("\(UnansweredItem(sort: "ZETA#ada#x"))" == "no feature answers for ZETA# in a user's partition")
        #expect(UnansweredItem(sort: "ZETA").prefix == "ZETA")
        #expect(UnansweredItem(sort: "").prefix == "")
    }

    @Test("nobody is known by nothing, by first answers, by counts of mails, or by having been erased")
    func nobody() throws {
        var finished = begun
        finished["finishedAt"] = "2026-11-23T09:30:01.000Z"
        #expect(try !held().isAboutSomeone)
        #expect(try !held("IDEMPOTENCY#1", "MAILS#2026-12-05").isAboutSomeone)
        #expect(try !held(erasure: finished).isAboutSomeone)
        #expect(try held(erasure: finished).unfinishedErasure == nil)
        #expect(try held("PROFILE", erasure: finished).isAboutSomeone)
        #expect(try held("ZETA#1").isAboutSomeone)
    }

    @Test("an erasure that began has to be finished, though nothing else is left")
    func unfinished() throws {
        let held = try held(erasure: begun)
        #expect(held.isAboutSomeone && held.records.isEmpty)
        #expect(held.unfinishedErasure?.requestedBy == "ada")
    }
}
