/// A failure of the store itself, as opposed to a wrong request.
public struct StoreError: Error, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
