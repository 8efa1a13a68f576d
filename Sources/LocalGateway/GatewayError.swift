/// Why the gateway can't begin, in words for whoever started it.
struct GatewayError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
