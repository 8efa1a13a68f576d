import Time

/// The selection for a list of mails.
struct MailQuery: Equatable {
    static let pageSize = 50
    private static let largest = 500

    /// A part of a recipient's address; nil for all.
    let recipient: String?
    /// Selects mails that arrived before this one; nil for the newest.
    let before: UUIDv7?
    let count: Int

    /// Parses `to`, `before` and `count`; invalid values are ignored.
    init(_ parameters: [String: String]) {
        recipient = parameters["to"].flatMap { $0.isEmpty ? nil : $0 }
        before = parameters["before"].flatMap { UUIDv7($0) }
        count = min(max(parameters["count"].flatMap { Int($0) } ?? Self.pageSize, 1), Self.largest)
    }
}
