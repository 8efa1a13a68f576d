/// Why the store can't do what it was asked, where the reason is the store and not the request.
public struct StoreError: Error, Equatable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
