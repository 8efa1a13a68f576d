import Bytes
public import Platform
public import Time

/// The sender of the service's letters, and the website that they link to.
public struct Letterhead: Equatable, Sendable {
    /// The sender.
    public let sender: MailAddress
    private let website: String

    /// Creates a letterhead from a sender and a website.
    public init(sender: MailAddress, website: String) {
        self.sender = sender
        self.website = website.hasSuffix("/") ? String(website.dropLast()) : website
    }

    /// Returns the address of a page, from the segments of its path; empty if there are none.
    public func page(to segments: [String]) -> String {
        guard !segments.isEmpty else { return "" }
        return ([website] + segments.map { PercentEncoding.encode($0) }).joined(separator: "/")
    }

    /// Returns the mail with a letter, for the effect of that id.
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
    /// Returns the letterhead of a function, from WEB_BASE_URL and MAIL_FROM, an address or `Name <address>`.
    ///
    /// - Throws: If a setting is missing or not valid.
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
