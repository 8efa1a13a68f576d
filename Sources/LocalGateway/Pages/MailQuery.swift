import Time

/// Which of the mails a list is to have.
struct MailQuery: Equatable {
    static let pageSize = 50
    private static let largest = 500

    /// Part of a recipient's address; nil for all.
    let recipient: String?
    /// Those that came before this one; nil for the newest.
    let before: UUIDv7?
    let count: Int

    /// Reads `to`, `before` and `count`; what can't be read is as if it were not there.
    init(_ parameters: [String: String]) {
        recipient = parameters["to"].flatMap { $0.isEmpty ? nil : $0 }
        before = parameters["before"].flatMap { UUIDv7($0) }
        count = min(max(parameters["count"].flatMap { Int($0) } ?? Self.pageSize, 1), Self.largest)
    }
}
