import Bytes
public import Time

/// A mail to one person, as text and HTML, with an optional invitation.
public struct MailMessage: Equatable, Sendable {
    /// An entry for the recipient's calendar.
    public struct Invitation: Equatable, Sendable {
        /// The calendar's action: the same word as in the file.
        public let method: String
        /// The bytes of the calendar file.
        public let file: [UInt8]

        /// Creates an invitation from a file.
        public init(method: String, file: [UInt8]) {
            self.method = method
            self.file = file
        }
    }

    /// A header in addition to those of every mail.
    public struct Header: Equatable, Sendable {
        let name: String
        let value: String

        /// Creates a header with any value.
        ///
        /// - Throws: `MailError.invalidHeaderName` for a name that does not begin with `X-`, has characters that are
        ///   not letters, digits or hyphens, or has more than 40 characters.
        public init(_ name: String, _ value: String) throws(MailError) {
            guard name.utf8.count <= 40, name.hasPrefix("X-"),
                name.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") })
            else { throw .invalidHeaderName(name) }
            self.name = name
            self.value = value
        }
    }

    /// The message's unique id.
    public let id: UUIDv7
    /// The date of the message.
    public let date: Instant
    /// The sender.
    public let sender: MailAddress
    /// The address for replies; nil for the sender.
    public let replyTo: MailAddress?
    /// The recipient.
    public let recipient: MailAddress
    /// The subject.
    public let subject: String
    /// The language of the message, such as `fr`.
    public let language: String
    /// The content as plain text.
    public let text: String
    /// The content as HTML.
    public let html: String
    /// The entry for the recipient's calendar.
    public let invitation: Invitation?
    /// The additional headers.
    public let headers: [Header]

    /// Creates a message from its parts, whose texts may contain anything; `html` must already be escaped.
    public init(
        id: UUIDv7, date: Instant, sender: MailAddress, replyTo: MailAddress? = nil, recipient: MailAddress,
        subject: String, language: String = "en", text: String, html: String, invitation: Invitation? = nil,
        headers: [Header] = []
    ) {
        self.id = id
        self.date = date
        self.sender = sender
        self.replyTo = replyTo
        self.recipient = recipient
        self.subject = subject
        self.language = language
        self.text = text
        self.html = html
        self.invitation = invitation
        self.headers = headers
    }
}
