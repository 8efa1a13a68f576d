import AWS
import DynamoDB
import Mail
import Platform
import Storage
import Testing

@testable import Delivery

@Suite("What a failure asks for")
struct SetbackTests {
    @Test(
        "the mail service's failures pass, count as no try, are ours, or are final",
        arguments: [
            (.throttled(type: "TooManyRequests"), .throttled), (.unavailable(detail: "away"), .passing),
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

    @Test("an effect's own failure says itself whether it waits, and a missing setting does")
    func effect() {
        #expect(Setback(EffectError.blocked("no zones here")) == Setback(.ours, "no zones here"))
        let unreadable = Setback(.final, "the payload has no event.title that can be read")
        #expect(Setback(EffectError.unreadable("event.title")) == unreadable)
        let setting = SettingsError(name: "MAIL_FROM", problem: "is not set")
        #expect(Setback(setting) == Setback(.ours, "MAIL_FROM: is not set"))
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
