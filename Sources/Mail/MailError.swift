/// The reason why a text can't be part of a mail; it leaves out an address, which is personal.
public enum MailError: Error, Equatable, Sendable {
    /// The text is not a valid address.
    case invalidAddress
    /// The text is not a valid name for an additional header, or is one that the message writes itself.
    case invalidHeaderName(String)
}

extension MailError: CustomStringConvertible {
    /// A description for the log.
    public var description: String {
        switch self {
        case .invalidAddress: "not an address that mail can go to"
        case .invalidHeaderName(let name): "not a name for a header: \(name.prefix(100))"
        }
    }
}
