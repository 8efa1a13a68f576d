import AWS
import DynamoDB
import Mail
import Storage
import Testing

@testable import Delivery

@Suite("What a failure asks for")
struct SetbackTests {
    @Test(
        "the mail service's failures pass, are ours, or are final, as their remedy says",
        arguments: [
            (.throttled(type: "TooManyRequests"), .passing), (.unavailable(detail: "away"), .passing),
            (.outcomeUnknown(detail: "lost"), .passing), (.refused(type: "MessageRejected", message: "no"), .final),
            (.accountBarred(type: "SendingPaused", message: ""), .ours),
            (.denied(type: "AccessDenied", message: ""), .ours),
        ] as [(SESError, Setback.Kind)])
    func mail(error: SESError, kind: Setback.Kind) {
        #expect(Setback(error).kind == kind)
    }

    @Test(
        "the table's failures pass, or are ours",
        arguments: [
            (.contention(detail: ""), .passing), (.throttled(type: ""), .passing), (.unavailable(detail: ""), .passing),
            (.outcomeUnknown(detail: ""), .passing), (.transactionCancelled([]), .passing),
            (.rejected(type: "ValidationException", message: ""), .ours), (.denied(type: "", message: ""), .ours),
            (.notFound(message: ""), .ours),
        ] as [(DynamoDBError, Setback.Kind)])
    func table(error: DynamoDBError, kind: Setback.Kind) {
        #expect(Setback(error).kind == kind)
    }

    @Test(
        "an effect's own failure says itself whether it waits",
        arguments: [(true, .ours), (false, .final)] as [(Bool, Setback.Kind)])
    func effect(isOursToMend: Bool, kind: Setback.Kind) {
        struct Failure: EffectFailure, CustomStringConvertible {
            let isOursToMend: Bool
            let description = "no zones here"
        }
        #expect(Setback(Failure(isOursToMend: isOursToMend)) == Setback(kind, "no zones here"))
    }

    @Test("any other error is final, in its own words")
    func other() {
        #expect(Setback(MailError.invalidAddress) == Setback(.final, "not an address that mail can go to"))
    }

    @Test("the log is not told a refusal's words, which may name the person; the entry keeps them, as far as they go")
    func words() {
        let setback = Setback(SESError.refused(type: "MessageRejected", message: "ada@example.com is not verified"))
        #expect(setback.reason == "the mail was refused: MessageRejected: ada@example.com is not verified")
        #expect(setback.logged == "the mail was refused: MessageRejected")
        #expect(Setback(.final, String(repeating: "x", count: 1_000)).reason.count == 500)
    }
}
