import Bytes

/// The place in a user's partition after which an export continues.
///
/// Callers get `after.` and the hexadecimal digits of a sort key. The partition comes from the request's path, so a
/// forged cursor finds nothing that its bearer could not see without it.
public struct ExportCursor: Equatable, Sendable {
    private static let after = "after."
    /// The lengths in bytes that the service allows for a sort key.
    private static let lengths = 1...1_024

    /// The sort key of the last item that was read.
    let sort: String

    init(after sort: String) {
        self.sort = sort
    }

    /// Reads a cursor that `text` has written; nil for any other text.
    init?(_ text: String) {
        guard text.hasPrefix(Self.after), let bytes = Hex.decode(String(text.dropFirst(Self.after.count))),
            Self.lengths.contains(bytes.count), let sort = String(validating: bytes, as: UTF8.self)
        else { return nil }
        self.sort = sort
        guard text == self.text else { return nil }
    }

    /// The text of the cursor for callers.
    var text: String { Self.after + Hex.encode(Array(sort.utf8)) }
}
