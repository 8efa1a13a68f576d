import JSON
import Loopback
import Time

/// A local SES: mail is accepted, stored and shown, but never delivered.
///
/// It includes the mailbox simulator. Mail to bounce, complaint, ooto, suppressionlist or success at its domain is
/// accepted as in the service, but nothing is sent back; `reject` and `throttle`, which exist only here, make the whole
/// request fail with MessageRejected or TooManyRequestsException.
final class SESEndpoint: Sendable {
    private static let simulator = "simulator.amazonses.com"
    private static let path = "/v2/email/outbound-emails"

    private let store: MailStore
    private let outage: MailOutage
    private let journal: Journal

    init(_ store: MailStore, _ outage: MailOutage, _ journal: Journal) {
        self.store = store
        self.outage = outage
        self.journal = journal
    }

    func answer(_ request: LoopbackRequest) -> LoopbackAnswer {
        do throws(SESFailure) {
            let id = try send(request, at: .now)
            return LoopbackAnswer(
                status: 200, headers: [("content-type", "application/json")],
                body: JSONValue.object(["MessageId": .string("\(id)")]).json())
        } catch {
            journal.note("SES", "\(error.type): \(error.message)")
            return error.answer
        }
    }

    private func send(_ request: LoopbackRequest, at moment: Instant) throws(SESFailure) -> UUIDv7 {
        try SESCaller.check(request)
        guard request.target == Self.path else {
            throw SESFailure(status: 404, type: "UnknownOperationException", message: "Only SendEmail is here.")
        }
        guard request.method == "POST" else {
            throw SESFailure(status: 405, type: "UnknownOperationException", message: "SendEmail is a POST.")
        }
        guard outage.end(at: moment) == nil else { throw .unavailable }
        let mail = try SESRequest(request.body)
        try Self.simulate(mail.recipients)
        do throws(GatewayError) {
            let id = try store.keep(mail, at: moment)
            journal.note("SES", "received \(id), shown at /_local/mail/\(id)")
            return id
        } catch {
            journal.note("SES", "\(error)")
            throw SESFailure(status: 500, type: "InternalServiceErrorException", message: "The mail cannot be kept.")
        }
    }

    private static func simulate(_ recipients: [MailPostbox]) throws(SESFailure) {
        for recipient in recipients where recipient.domain.lowercased() == simulator {
            switch recipient.localPart.lowercased() {
            case "reject":
                throw SESFailure(status: 400, type: "MessageRejected", message: "Email address is not accepted.")
            case "throttle":
                throw SESFailure(
                    status: 429, type: "TooManyRequestsException", message: "Maximum sending rate exceeded.")
            default: continue
            }
        }
    }
}
