import Foundation
import Mail
import Testing
import Time

/// Returns a message with one text in all its parts, or with its own subject.
func message(
    _ text: String, name: String, subject: String? = nil, id: String = "01935a2b-7c00-7000-8000-000000000001",
    invitation: MailMessage.Invitation? = nil
) throws -> MailMessage {
    MailMessage(
        id: try #require(UUIDv7(id)), date: try #require(Instant(iso8601: "2026-11-21T09:05:07.890Z")),
        sender: try MailAddress(name: name, "post@convene.example"),
        recipient: try MailAddress(name: name, "ada@example.com"),
        subject: subject ?? text, text: text, html: text, invitation: invitation,
        headers: [try .init("X-Effect", subject ?? text)])
}

extension MailMessage {
    var lines: [String] {
        String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    }

    /// The header names of the message's own head, in order.
    var headerNames: [Substring] {
        lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    }

    /// The lines that begin or end a part.
    var delimiters: [String] {
        lines.filter { $0.hasPrefix("--=_") }
    }
}
