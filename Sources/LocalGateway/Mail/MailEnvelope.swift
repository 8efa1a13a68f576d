import Bytes
import JSON
import Time

/// The data of a mail that is known without reading the message.
struct MailEnvelope: Equatable {
    /// The longest subject kept in the envelope.
    private static let longestSubject = 500

    /// The mail's ID, which contains the time of its arrival.
    let id: UUIDv7
    let sender: String
    let recipients: [String]
    let subject: String
    let hasCalendar: Bool

    init(_ request: SESRequest, id: UUIDv7) {
        self.id = id
        sender = request.sender.address
        recipients = request.recipients.map(\.address)
        let subject = PlainText.line(EncodedWords.decode(request.message.head.first("subject") ?? ""))
        self.subject = String(String.UnicodeScalarView(subject.unicodeScalars.prefix(Self.longestSubject)))
        hasCalendar = MailContent.hasCalendar(request.message)
    }

    /// Parses the first line of a file; returns nil if it is invalid.
    init?(_ line: some Collection<UInt8>, id: UUIDv7) {
        guard let root = try? JSONDocument(parsing: Array(line)).root, let sender = root["from"]?.string,
            let recipients = root["to"]?.array?.compactMap(\.string), let subject = root["subject"]?.string,
            let hasCalendar = root["calendar"]?.bool
        else { return nil }
        self.id = id
        self.sender = sender
        self.recipients = recipients
        self.subject = subject
        self.hasCalendar = hasCalendar
    }

    /// The members for programs.
    var members: [String: JSONValue] {
        [
            "id": .string("\(id)"), "at": .string(id.instant.iso8601), "from": .string(sender),
            "to": .array(recipients.map(JSONValue.string)), "subject": .string(subject), "calendar": .bool(hasCalendar),
        ]
    }

    /// Returns whether a recipient's address contains that text, ignoring case.
    func goes(to text: String) -> Bool {
        recipients.contains { $0.lowercased().contains(text.lowercased()) }
    }
}
