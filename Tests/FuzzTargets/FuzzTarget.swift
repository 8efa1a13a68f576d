/// A target for arbitrary bytes from libFuzzer and the tests: it may refuse them, and must do nothing worse.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// The expression language: a line with the kind of expression, then the expression.
    case expressions
    /// The operations: a line with the operation's name, then the request's JSON.
    case requests
    /// The bytes that a client sends on a connection.
    case connections

    /// Processes the bytes as a server does; traps where a server would be at fault.
    public func run(_ input: [UInt8]) {
        switch self {
        case .expressions: ExpressionInput(input).run()
        case .requests: RequestInput(input).run()
        case .connections: ConnectionInput(bytes: input).run()
        }
    }
}

/// The first line of an input, and the rest.
struct Lines {
    let first: String
    let rest: [UInt8]

    init(_ input: [UInt8]) {
        let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
        first = String(decoding: input[..<end], as: UTF8.self)
        rest = Array(input[end...].dropFirst())
    }
}
