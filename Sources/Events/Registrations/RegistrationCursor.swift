import Bytes
public import Platform

/// Behind whom a list of registrations goes on: first come those who have a seat, by their ids, then the line.
public enum RegistrationCursor: Equatable, Sendable {
    case registered(UserID)
    case waiting(ticket: Int)

    private static let seat = "registered#"
    private static let line = "waiting#"

    /// Reads what `text` writes; nil for anything else.
    public init?(_ text: String) {
        guard let text = Base64URL.text(text) else { return nil }
        if text.hasPrefix(Self.seat), let user = UserID(String(text.dropFirst(Self.seat.count))) {
            self = .registered(user)
        } else if text.hasPrefix(Self.line), let ticket = Int(text.dropFirst(Self.line.count)),
            (1..<Int.max).contains(ticket)
        {
            self = .waiting(ticket: ticket)
        } else {
            return nil
        }
    }

    /// The cursor as callers hand it back: it finds nothing that they could not see without it.
    public var text: String {
        switch self {
        case .registered(let user): Base64URL.encode(text: Self.seat + user.text)
        case .waiting(let ticket): Base64URL.encode(text: Self.line + String(ticket))
        }
    }
}
