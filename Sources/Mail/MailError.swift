/// Why a text can be no part of a mail; it is not shown, for it may be a person's address.
public enum MailError: Error, Equatable, Sendable {
    /// It is no address that mail can go to.
    case invalidAddress
    /// It is no name of a header of our own, or names one that the message makes itself.
    case invalidHeaderName(String)
}

extension MailError: CustomStringConvertible {
    /// What is wrong, in words for the log.
    public var description: String {
        switch self {
        case .invalidAddress: "not an address that mail can go to"
        case .invalidHeaderName(let name): "not a name for a header: \(name.prefix(100))"
        }
    }
}
