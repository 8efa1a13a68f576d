import Bytes
import Loopback
import Time

/// The list of mails, newest first.
struct MailListPage {
    let mails: [MailEnvelope]
    let next: UUIDv7?
    let query: MailQuery
    let count: Int
    let outageEnd: Instant?

    var answer: LoopbackAnswer {
        LocalPage.page(
            "Mail",
            """
            <h1>Mail</h1>
            \(outage)
            <form action="/_local/mail"><input name="to" value="\(query.recipient ?? "")" placeholder="recipient" \
            aria-label="recipient"> <button>Search</button></form>
            <form method="post" action="/_local/mail/delete"><button>Delete all \(count)</button></form>
            \(outageForm)
            \(list)
            \(older)
            <p class="soft">What functions hand to SES ends here, and goes nowhere; the newest \(MailStore.usualLimit)
            are kept. <a href="/_local/mail.json">As JSON</a></p>
            """)
    }

    private var outage: HTML {
        guard let outageEnd else { return "" }
        return "<p class=\"warning\">SES plays dead until \(outageEnd.readable).</p>"
    }

    private var outageForm: HTML {
        let (seconds, words): (Int, HTML) = outageEnd == nil ? (600, "SES away for 10 minutes") : (0, "SES back")
        return """
            <form method="post" action="/_local/mail/outage"><input type="hidden" name="seconds" value="\(seconds)">\
            <button>\(words)</button></form>
            """
    }

    private var list: HTML {
        guard !mails.isEmpty else { return "<p>There is no mail.</p>" }
        return """
            <div class="wide"><table>
            <thead><tr><th>Time</th><th>To</th><th>Subject</th><th>Calendar</th></tr></thead>
            <tbody>
            \(HTML.each(mails, row))
            </tbody>
            </table></div>
            """
    }

    private func row(_ mail: MailEnvelope) -> HTML {
        let path = "/_local/mail/\(mail.id)"
        let recipients = mail.recipients.joined(separator: ", ")
        let subject = mail.subject.isEmpty ? "(no subject)" : mail.subject
        let calendar: HTML = mail.hasCalendar ? "<a href=\"\(path)/invite.ics\">invite.ics</a>" : ""
        return """
            <tr><td class="time">\(mail.id.instant.readable)</td><td class="long">\(recipients)</td>\
            <td class="long"><a href="\(path)">\(subject)</a></td><td>\(calendar)</td></tr>

            """
    }

    private var older: HTML {
        guard let next else { return "" }
        let recipient = query.recipient.map { "&to=\(PercentEncoding.encode($0))" } ?? ""
        let path = "/_local/mail?before=\(next)\(recipient)"
        return "<p><a href=\"\(path)\">Older</a></p>"
    }
}

extension Instant {
    /// The time for people, to the second: `2026-11-21 10:00:00 UTC`.
    var readable: String {
        let text = iso8601
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }
}
