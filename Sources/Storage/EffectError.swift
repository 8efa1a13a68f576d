/// A reason why an effect fails that lies neither with the table nor with the mail service.
public enum EffectError: Error, Equatable {
    /// A member of the payload is missing or can't be read, so that every retry would be in vain.
    case unreadable(String)
    /// Something of the installation has to be mended first; the effect waits until then.
    case blocked(String)
}

extension EffectError: CustomStringConvertible {
    /// The member or the cause; never anything else of the payload.
    public var description: String {
        switch self {
        case .unreadable(let member): "the payload has no \(member) that can be read"
        case .blocked(let cause): cause
        }
    }
}
