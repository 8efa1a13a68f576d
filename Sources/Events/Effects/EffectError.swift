/// Why an effect can never be carried out.
public enum EffectError: Error, Equatable {
    /// That member of its payload is missing, or is nothing that was ever written there.
    case unreadable(String)
}

extension EffectError: CustomStringConvertible {
    /// Which member it is: never what it holds.
    public var description: String {
        switch self {
        case .unreadable(let member): "the payload has no \(member) that can be read"
        }
    }
}
