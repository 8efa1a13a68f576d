import Bytes
import JSON

/// A mail to send, checked as strictly as the service does.
struct SESRequest {
    /// The service's limit for a mail in Base64.
    static let longest = 40 * 1024 * 1024
    private static let mostRecipients = 50
    private static let longestLine = 998
    /// Headers that may occur only once.
    private static let single = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID"]

    let sender: MailPostbox
    let recipients: [MailPostbox]
    let bytes: [UInt8]
    let message: MailPart

    /// Throws the service's error for an invalid request.
    init(_ body: [UInt8]) throws(SESFailure) {
        guard let root = try? JSONDocument(parsing: body).root, root.kind == .object else {
            throw SESFailure(
                status: 400, type: "SerializationException", message: "The request's body is no JSON object.")
        }
        bytes = try Self.raw(root["Content"])
        message = MailPart(bytes)
        try Self.check(message.head, bytes)
        sender = try Self.sender(root, message.head)
        recipients = try Self.recipients(root["Destination"], message.head)
        guard !recipients.isEmpty else { throw .badRequest("Destination: there is no recipient") }
        guard recipients.count <= Self.mostRecipients else {
            throw .badRequest("Recipient count exceeds \(Self.mostRecipients).")
        }
    }

    private static func raw(_ content: JSONNode?) throws(SESFailure) -> [UInt8] {
        guard let raw = content?["Raw"], !raw.isNull else {
            throw .badRequest("Content: only Raw is taken here, not Simple or Template")
        }
        guard let data = raw["Data"]?.utf8, !data.isEmpty else { throw .badRequest("Content.Raw.Data is missing") }
        guard data.count <= longest else {
            throw .badRequest("Content.Raw.Data: a message has at most \(longest) octets in Base64")
        }
        guard let bytes = Base64.decode(data) else { throw .badRequest("Content.Raw.Data is not Base64") }
        return bytes
    }

    private static func check(_ head: MailHead, _ bytes: [UInt8]) throws(SESFailure) {
        guard head.isWellFormed, !head.fields.isEmpty else {
            throw .badRequest("Content.Raw.Data: its head has a line that is no header")
        }
        guard head.first("From") != nil else { throw .badRequest("Missing required header 'From'.") }
        for name in single where head.all(name).count > 1 { throw .badRequest("Duplicate header '\(name)'.") }
        for (number, (line, _)) in MailLines(bytes[...]).enumerated() where line.count > longestLine {
            throw .badRequest("Content.Raw.Data: line \(number + 1) has more than \(longestLine) octets")
        }
    }

    private static func sender(_ root: JSONNode, _ head: MailHead) throws(SESFailure) -> MailPostbox {
        let written = try MailPostbox.all(head.first("From") ?? "", in: "From")
        if let address = try text(root["FromEmailAddress"], "FromEmailAddress") {
            return try MailPostbox(address, in: "FromEmailAddress")
        }
        guard let first = written.first else { throw .badRequest("From: there is no address") }
        return first
    }

    /// Returns the recipients of the envelope, or else those in the message's headers.
    private static func recipients(_ destination: JSONNode?, _ head: MailHead) throws(SESFailure) -> [MailPostbox] {
        var recipients: [MailPostbox] = []
        for name in ["ToAddresses", "CcAddresses", "BccAddresses"] {
            guard let list = destination?[name], !list.isNull else { continue }
            guard let elements = list.array else { throw .badRequest("Destination.\(name) is no list") }
            for element in elements {
                let address = try text(element, "Destination.\(name)") ?? ""
                recipients.append(try MailPostbox(address, in: "Destination.\(name)"))
            }
        }
        guard recipients.isEmpty else { return recipients }
        for name in ["To", "Cc", "Bcc"] {
            for header in head.all(name) { recipients += try MailPostbox.all(header, in: name) }
        }
        return recipients
    }

    private static func text(_ node: JSONNode?, _ field: String) throws(SESFailure) -> String? {
        guard let node, !node.isNull else { return nil }
        guard let text = node.string else { throw .badRequest("\(field) is no text") }
        return text
    }
}
