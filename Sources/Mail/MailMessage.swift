import Bytes
public import Time

/// A mail to one person, as text and HTML, with an invitation if it has one.
public struct MailMessage: Equatable, Sendable {
    /// An entry for the receiver's calendar.
    public struct Invitation: Equatable, Sendable {
        /// What the calendar is to do: the same word as in the file.
        public let method: String
        /// The file.
        public let file: [UInt8]

        /// An invitation of that file.
        public init(method: String, file: [UInt8]) {
            self.method = method
            self.file = file
        }
    }

    /// A header that the message has besides those of every mail.
    public struct Header: Equatable, Sendable {
        let name: String
        let value: String

        /// A header with any value.
        ///
        /// Throws `MailError.invalidHeaderName` for a name that does not begin with `X-` or has other characters than
        /// letters, digits and hyphens, or more than 40 of them.
        public init(_ name: String, _ value: String) throws(MailError) {
            guard name.utf8.count <= 40, name.hasPrefix("X-"),
                name.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") })
            else { throw .invalidHeaderName(name) }
            self.name = name
            self.value = value
        }
    }

    /// What the message is known by, and nothing else is.
    public let id: UUIDv7
    /// When it was written.
    public let date: Instant
    /// Who it is from.
    public let sender: MailAddress
    /// Who gets what is answered to it; the sender where there is nobody else.
    public let replyTo: MailAddress?
    /// Who it goes to.
    public let recipient: MailAddress
    /// What it is about.
    public let subject: String
    /// The language that it is in, such as `fr`.
    public let language: String
    /// What it says.
    public let text: String
    /// The same as a page.
    public let html: String
    /// What it enters into the calendar.
    public let invitation: Invitation?
    /// What else stands in its head.
    public let headers: [Header]

    /// A message of these parts, whose texts may hold anything; `html` must be escaped already.
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
