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
        guard let bytes = Base64URL.decode(text), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
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
        case .registered(let user): Base64URL.encode(Array((Self.seat + user.text).utf8))
        case .waiting(let ticket): Base64URL.encode(Array((Self.line + String(ticket)).utf8))
        }
    }
}
