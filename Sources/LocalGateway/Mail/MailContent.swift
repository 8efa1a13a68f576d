import Bytes

/// A message as a person sees it.
struct MailContent {
    /// A part that one can keep.
    struct Attachment {
        /// Which of the message's bodies it is, from 0.
        let number: Int
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    let subject: String
    let headers: [MailHead.Field]
    /// What it says; nil where there is no such part.
    let text: String?
    let html: String?
    /// The calendar file that it brings.
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

    /// Whether a message brings a calendar file.
    static func hasCalendar(_ message: MailPart) -> Bool {
        calendar(message.leaves) != nil
    }

    /// The one that mail programs offer to accept, or else the one that is attached.
    private static func calendar(_ leaves: [MailPart]) -> Int? {
        leaves.firstIndex { $0.type.word == "text/calendar" } ?? leaves.firstIndex { $0.type.word == "application/ics" }
    }

    /// The name without what could be a path, or one for a part that has none.
    private static func name(_ leaf: MailPart, _ number: Int) -> String {
        let name = PlainText.line(leaf.name).split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        if !name.isEmpty, name != ".", name != ".." { return String(name.prefix(200)) }
        return leaf.type.word == "text/calendar" ? "part-\(number).ics" : "part-\(number)"
    }
}
