import JSON
import Loopback
import Time

/// The page of one mail.
struct MailMessagePage {
    /// The longest header shown; the rest is only in the raw message.
    private static let longestHeader = 2_000
    private static let mostHeaders = 200

    let envelope: MailEnvelope
    let content: MailContent

    private var path: String { "/_local/mail/\(envelope.id)" }

    var answer: LoopbackAnswer {
        let subject = content.subject.isEmpty ? "(no subject)" : content.subject
        return LocalPage.page(
            subject,
            """
            <h1>\(subject)</h1>
            <dl>
            <dt>From</dt><dd>\(envelope.sender)</dd>
            <dt>To</dt><dd>\(envelope.recipients.joined(separator: ", "))</dd>
            <dt>Taken</dt><dd class="time">\(envelope.id.instant.readable)</dd>
            </dl>
            <p><a href="\(path)/raw">Raw</a> · <a href="\(path).json">JSON</a>\(calendarLink)</p>
            \(html)
            \(text)
            \(calendar)
            \(attachments)
            \(headers)
            """)
    }

    private var calendarLink: HTML {
        content.calendar == nil ? "" : " · <a href=\"\(path)/invite.ics\">invite.ics</a>"
    }

    private var html: HTML {
        guard content.html != nil else { return "" }
        return "<iframe src=\"\(path)/html\" sandbox title=\"The message as a page\"></iframe>"
    }

    private var text: HTML {
        guard let text = content.text else { return "" }
        let open: HTML = content.html == nil ? " open" : ""
        return "<details\(open)><summary>As text</summary><pre>\(lines: text)</pre></details>"
    }

    private var calendar: HTML {
        guard let calendar = content.calendar else { return "" }
        let file = String(decoding: calendar, as: UTF8.self)
        return "<details><summary>Calendar file</summary><pre>\(lines: file)</pre></details>"
    }

    private var attachments: HTML {
        guard !content.attachments.isEmpty else { return "" }
        return "<h2>Attachments</h2><ul>"
            + HTML.each(content.attachments) { attachment in
                """
                <li><a href="\(path)/part/\(attachment.number)">\(attachment.name)</a> \
                <span class="soft">\(attachment.type), \(attachment.bytes.count) bytes</span></li>
                """
            } + "</ul>"
    }

    private var headers: HTML {
        let rows = HTML.each(content.headers.prefix(Self.mostHeaders)) { field in
            "<dt>\(field.name)</dt><dd>\(String(EncodedWords.decode(field.value).prefix(Self.longestHeader)))</dd>\n"
        }
        return "<details><summary>Headers</summary><dl>\(rows)</dl></details>"
    }

    /// The content as JSON.
    var json: JSONValue {
        var members = envelope.members
        members["headers"] = .array(
            content.headers.map { ["name": .string($0.name), "value": .string(EncodedWords.decode($0.value))] })
        if let text = content.text { members["text"] = .string(text) }
        if let html = content.html { members["html"] = .string(html) }
        members["attachments"] = .array(
            content.attachments.map { attachment in
                [
                    "part": .number(JSONNumber(attachment.number)), "name": .string(attachment.name),
                    "type": .string(attachment.type), "size": .number(JSONNumber(attachment.bytes.count)),
                ]
            })
        return .object(members)
    }
}
