import Bytes
import Time

extension MailMessage {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The message as sent (RFC 5322 and MIME): the same message always gives the same bytes.
    public var bytes: [UInt8] {
        var head = HeaderWriter()
        head.line("From", sender)
        if let replyTo { head.line("Reply-To", replyTo) }
        head.line("To", recipient)
        head.line("Subject", text: subject)
        head.line("Date", raw: Self.text(of: date))
        head.line("Message-ID", raw: "<\(id)@\(sender.domain)>")
        head.line("Auto-Submitted", raw: "auto-generated")
        head.line("Content-Language", text: language)
        for header in headers { head.line(header.name, text: header.value) }
        head.line("MIME-Version", raw: "1.0")
        return head.bytes + body.bytes
    }

    private var body: MailPart {
        let alternatives = MailPart.multiple(
            "alternative", boundary: boundary("alternative"),
            [
                .single("text/plain; charset=UTF-8", .quotedPrintable(text)),
                .single("text/html; charset=UTF-8", .quotedPrintable(html)),
            ] + [invitation.map(Self.calendarPart)].compactMap(\.self))
        guard let invitation else { return alternatives }
        return .multiple("mixed", boundary: boundary("mixed"), [alternatives, Self.attachment(invitation)])
    }

    /// Returns the part that calendars offer to accept.
    private static func calendarPart(_ invitation: Invitation) -> MailPart {
        let method = invitation.method.utf8.filter(\.isASCIILetterOrDigit)
        return .single(
            "text/calendar; charset=UTF-8; method=\(String(decoding: method, as: UTF8.self))",
            .base64(invitation.file))
    }

    /// Returns the file for mail programs that don't handle invitations.
    private static func attachment(_ invitation: Invitation) -> MailPart {
        .single(
            "application/ics; name=\"invite.ics\"", disposition: "attachment; filename=\"invite.ics\"",
            .base64(invitation.file))
    }

    /// Returns a boundary; no line of quoted-printable or Base64 contains `=_`, so no part can end early.
    private func boundary(_ kind: String) -> String {
        "=_\(kind)_\(id)"
    }

    /// Returns the moment as in a header: `Sat, 21 Nov 2026 10:00:00 +0000`.
    private static func text(of moment: Instant) -> String {
        let time = CivilDateTime(moment, offset: 0)
        let date = time.date
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekdays[date.weekday.rawValue]), \(date.day) \(months[date.month - 1]) \(date.year) \(clock) +0000"
    }
}

/// A body, or a sequence of parts.
private indirect enum MailPart {
    enum Content {
        case quotedPrintable(String)
        case base64([UInt8])
    }

    case single(_ type: String, disposition: String = "", Content)
    case multiple(_ kind: String, boundary: String, [MailPart])

    /// The part's own head and its body.
    var bytes: [UInt8] {
        switch self {
        case .single(let type, let disposition, let content):
            var head = HeaderWriter()
            head.line("Content-Type", raw: type)
            head.line("Content-Transfer-Encoding", raw: content.encoding)
            if !disposition.isEmpty { head.line("Content-Disposition", raw: disposition) }
            return head.bytes + "\r\n".utf8 + content.bytes + "\r\n".utf8
        case .multiple(let kind, let boundary, let parts):
            var head = HeaderWriter()
            head.line("Content-Type", raw: "multipart/\(kind);\r\n boundary=\"\(boundary)\"")
            var bytes = head.bytes + "\r\n".utf8
            for part in parts { bytes += "--\(boundary)\r\n".utf8 + part.bytes }
            return bytes + "--\(boundary)--\r\n".utf8
        }
    }
}

extension MailPart.Content {
    var encoding: String {
        switch self {
        case .quotedPrintable: "quoted-printable"
        case .base64: "base64"
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .quotedPrintable(let text): TransferEncoding.quotedPrintable(text)
        case .base64(let bytes): TransferEncoding.base64(bytes)
        }
    }
}
