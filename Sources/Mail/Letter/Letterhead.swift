import Bytes
public import Platform
public import Time

/// Who our letters are from, and where the pages are that they lead to.
public struct Letterhead: Equatable, Sendable {
    /// Who they are from.
    public let sender: MailAddress
    private let website: String

    /// Letters from that sender, which lead to pages of that website.
    public init(sender: MailAddress, website: String) {
        self.sender = sender
        self.website = website.hasSuffix("/") ? String(website.dropLast()) : website
    }

    /// The address of a page, by the segments of its path; empty for a path without any.
    public func page(to segments: [String]) -> String {
        guard !segments.isEmpty else { return "" }
        return ([website] + segments.map { PercentEncoding.encode($0) }).joined(separator: "/")
    }

    /// The mail with that letter in it, which the effect of that id asks for.
    public func message(
        _ letter: Letter, id: UUIDv7, date: Instant, to recipient: MailAddress, replyTo: MailAddress? = nil,
        invitation: MailMessage.Invitation? = nil
    ) -> MailMessage {
        MailMessage(
            id: id, date: date, sender: sender, replyTo: replyTo, recipient: recipient, subject: letter.subject,
            language: letter.language.rawValue, text: letter.text, html: letter.html, invitation: invitation,
            headers: [try? MailMessage.Header("X-Convene-Effect", "\(id)")].compactMap(\.self))
    }
}

extension Letterhead {
    /// The letterhead of a function: WEB_BASE_URL says where the pages are, MAIL_FROM who writes, as an address or as
    /// `Name <address>`; throws for a setting that is missing or says something else.
    public static func live(_ settings: Settings) throws(SettingsError) -> Letterhead {
        Letterhead(sender: try sender(settings), website: try website(settings))
    }

    private static func sender(_ settings: Settings) throws(SettingsError) -> MailAddress {
        let text = try settings.required("MAIL_FROM")
        do throws(MailError) {
            return try MailAddress(text: text)
        } catch {
            throw SettingsError(name: "MAIL_FROM", problem: "is no address such as Convene <post@example.org>")
        }
    }

    private static func website(_ settings: Settings) throws(SettingsError) -> String {
        let text = try settings.required("WEB_BASE_URL")
        let isAddress = ["https://", "http://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        guard isAddress, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"#<>?\\^`{|}".utf8.contains($0) })
        else { throw SettingsError(name: "WEB_BASE_URL", problem: "is no address such as https://example.org") }
        return text
    }
}
