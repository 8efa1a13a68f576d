import Bytes

/// The place in a user's partition after which an export goes on.
///
/// As callers hand it back it is `after.` and the hexadecimal digits of a sort key: whose partition it is, the request's
/// path says, so that a forged one finds nothing that its bearer could not see without it.
public struct ExportCursor: Equatable, Sendable {
    private static let after = "after."
    /// As many bytes as the service lets a sort key have.
    private static let lengths = 1...1_024

    /// The sort key of the last item that was looked at.
    let sort: String

    init(after sort: String) {
        self.sort = sort
    }

    /// Reads what `text` writes; nil for anything else.
    init?(_ text: String) {
        guard text.hasPrefix(Self.after), let bytes = Hex.decode(String(text.dropFirst(Self.after.count))),
            Self.lengths.contains(bytes.count), let sort = String(validating: bytes, as: UTF8.self)
        else { return nil }
        self.sort = sort
        guard text == self.text else { return nil }
    }

    /// The cursor as callers hand it back.
    var text: String { Self.after + Hex.encode(Array(sort.utf8)) }
}
