/// An error that keeps the gateway from starting, worded for the user.
struct GatewayError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
