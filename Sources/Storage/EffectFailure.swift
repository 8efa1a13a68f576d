/// An error of an effect that knows what it asks for.
public protocol EffectFailure: Error {
    /// Whether someone of ours has to mend the cause, until which the effect waits; if not, every further try would be
    /// in vain.
    var isOursToMend: Bool { get }
}
