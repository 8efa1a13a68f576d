import Bytes
public import Platform

/// A place after which a list of registrations continues: first those with a seat, by user id, then the line.
///
/// As callers hand it back it is `seat.` and the hexadecimal digits of an id, which may have characters that a URL may
/// not, or `line.` and the number of a ticket.
public enum RegistrationCursor: Equatable, Sendable {
    case registered(UserID)
    case waiting(ticket: Int)

    private static let seat = "seat."
    private static let line = "line."
    private static let endOfTickets = 1_000_000_000_000_000_000

    /// Reads what `text` writes; nil for anything else.
    public init?(_ text: String) {
        if text.hasPrefix(Self.seat), let id = Hex.decode(String(text.dropFirst(Self.seat.count))),
            let user = UserID(String(decoding: id, as: UTF8.self))
        {
            self = .registered(user)
        } else if text.hasPrefix(Self.line), let ticket = Int(text.dropFirst(Self.line.count)),
            (1..<Self.endOfTickets).contains(ticket)
        {
            self = .waiting(ticket: ticket)
        } else {
            return nil
        }
        // Refuses a plus, a zero in front, and capitals.
        guard text == self.text else { return nil }
    }

    /// The cursor as callers hand it back: it finds nothing that they could not see without it.
    public var text: String {
        switch self {
        case .registered(let user): Self.seat + Hex.encode(Array(user.text.utf8))
        case .waiting(let ticket): Self.line + String(ticket)
        }
    }
}
