/// Why an effect is not carried out, where neither the table nor the mail service is the cause.
public enum EffectError: Error, Equatable {
    /// A member of its payload is missing or can't be read: every retry would be in vain.
    case unreadable(String)
    /// Something of the installation has to be mended first, until which the effect waits.
    case blocked(String)
}

extension EffectError: CustomStringConvertible {
    /// The member or the cause; never what else the payload holds.
    public var description: String {
        switch self {
        case .unreadable(let member): "the payload has no \(member) that can be read"
        case .blocked(let cause): cause
        }
    }
}
