import Bytes
import JSON
import Loopback
import Time

/// The pages about mail, and their actions.
final class MailPages: Sendable {
    private let store: MailStore
    private let outage: MailOutage

    init(_ ses: LocalSES) {
        store = ses.store
        outage = ses.outage
    }

    func list(_ query: MailQuery) -> LoopbackAnswer {
        let (mails, next) = mails(query)
        return MailListPage(
            mails: mails, next: next, query: query, count: store.count, outageEnd: outage.end(at: .now)
        ).answer
    }

    func listJSON(_ query: MailQuery) -> LoopbackAnswer {
        let (mails, next) = mails(query)
        var members: [String: JSONValue] = [
            "count": .number(JSONNumber(store.count)), "messages": .array(mails.map { .object($0.members) }),
        ]
        if let next { members["next"] = .string("\(next)") }
        if let end = outage.end(at: .now) { members["outageUntil"] = .string(end.iso8601) }
        return LocalPage.json(.object(members))
    }

    /// Returns the mails of a page, and the one before which the next page begins.
    private func mails(_ query: MailQuery) -> ([MailEnvelope], next: UUIDv7?) {
        let mails = store.newest(query.count + 1, before: query.before, to: query.recipient)
        let page = Array(mails.prefix(query.count))
        return (page, mails.count > query.count ? page.last?.id : nil)
    }

    /// Returns a message or a part of it; nil if there is none.
    func message(_ path: [String]) -> LoopbackAnswer? {
        let name = path.first ?? ""
        let isJSON = path.count == 1 && name.hasSuffix(".json")
        guard let id = UUIDv7(isJSON ? String(name.dropLast(5)) : name), let mail = store.mail(id) else { return nil }
        guard path.count > 1 || isJSON, path.dropFirst() != ["raw"] else {
            return path.count > 1
                ? LocalPage.answer(mail.bytes, "message/rfc822", [Self.sandbox])
                : MailMessagePage(envelope: mail.envelope, content: MailContent(MailPart(mail.bytes))).answer
        }
        let content = MailContent(MailPart(mail.bytes))
        if isJSON { return LocalPage.json(MailMessagePage(envelope: mail.envelope, content: content).json) }
        return Self.part(of: content, Array(path.dropFirst()))
    }

    private static func part(of content: MailContent, _ path: [String]) -> LoopbackAnswer? {
        switch (path.first, path.count) {
        case ("html", 1): content.html.map(frame)
        case ("invite.ics", 1):
            content.calendar.map { LocalPage.answer($0, "text/calendar; charset=utf-8", [sandbox]) }
        case ("part", 2): content.attachments.first { String($0.number) == path[1] }.map(download)
        default: nil
        }
    }

    /// Keeps browsers from treating any bytes as a page of this origin.
    private static let sandbox = (name: "content-security-policy", value: "default-src 'none'; sandbox")

    /// Returns a mail's HTML, without scripts, forms and external resources.
    private static func frame(_ html: String) -> LoopbackAnswer {
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
        return LocalPage.answer(Array(html.utf8), "text/html; charset=utf-8", [("content-security-policy", policy)])
    }

    private static func download(_ attachment: MailContent.Attachment) -> LoopbackAnswer {
        let name = PercentEncoding.encode(attachment.name)
        return LocalPage.answer(
            attachment.bytes, "application/octet-stream",
            [sandbox, ("content-disposition", "attachment; filename*=UTF-8''\(name)")])
    }

    func removeAll(then answer: LoopbackAnswer) -> LoopbackAnswer {
        store.removeAll()
        return answer
    }

    /// Begins an outage whose length is in the form field `seconds`; 0 ends it.
    func beginOutage(_ form: [UInt8], at moment: Instant) -> LoopbackAnswer {
        let target = RequestTarget("/?" + String(decoding: form, as: UTF8.self))
        guard let seconds = target?.parameters["seconds"].flatMap({ Int($0) }), 0...MailOutage.longest ~= seconds else {
            return LocalPage.refusal(400, "seconds is a number from 0 to \(MailOutage.longest)")
        }
        outage.begin(seconds: seconds, at: moment)
        return LocalPage.see("/_local/mail")
    }
}
