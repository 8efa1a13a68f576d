import Bytes

/// The readable content of a message.
struct MailContent {
    /// A part that can be saved.
    struct Attachment {
        /// The number of the part among the message's bodies, from 0.
        let number: Int
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    let subject: String
    let headers: [MailHead.Field]
    /// The text; nil if there is no such part.
    let text: String?
    let html: String?
    /// The calendar file; nil if there is none.
    let calendar: [UInt8]?
    let attachments: [Attachment]

    init(_ message: MailPart) {
        subject = PlainText.line(EncodedWords.decode(message.head.first("subject") ?? ""))
        headers = message.head.fields
        let leaves = message.leaves
        let text = leaves.firstIndex { $0.type.word == "text/plain" && !$0.isAttachment }
        let html = leaves.firstIndex { $0.type.word == "text/html" && !$0.isAttachment }
        self.text = text.map { leaves[$0].text }
        self.html = html.map { leaves[$0].text }
        let calendar = Self.calendar(leaves)
        self.calendar = calendar.map { leaves[$0].content }
        attachments = leaves.enumerated().filter { ![text, html].contains($0.offset) }.map { number, leaf in
            Attachment(number: number, name: Self.name(leaf, number), type: leaf.type.word, bytes: leaf.content)
        }
    }

    /// Returns whether a message contains a calendar file.
    static func hasCalendar(_ message: MailPart) -> Bool {
        calendar(message.leaves) != nil
    }

    /// Returns the calendar that mail programs offer to accept, or else an attached one.
    private static func calendar(_ leaves: [MailPart]) -> Int? {
        leaves.firstIndex { $0.type.word == "text/calendar" } ?? leaves.firstIndex { $0.type.word == "application/ics" }
    }

    /// Returns the name without any path, or a default for a part without a name.
    private static func name(_ leaf: MailPart, _ number: Int) -> String {
        let name = PlainText.line(leaf.name).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        if !name.isEmpty, name != ".", name != ".." { return String(name.prefix(200)) }
        return leaf.type.word == "text/calendar" ? "part-\(number).ics" : "part-\(number)"
    }
}
