/// A number as DynamoDB keeps it: up to 38 significant digits, exact, from 1E-130 to 9.99…E+125.
public struct ExactNumber: Hashable, Sendable {
    /// As the service writes it.
    public let text: String
}
