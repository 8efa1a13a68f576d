/// An attribute's value.
public enum Value: Hashable, Sendable {
    case string(Text)
    case number(ExactNumber)
    case binary([UInt8])
    case bool(Bool)
    case null
    case list([Value])
    case map([Text: Value])
    case strings(Set<Text>)
    case numbers(Set<ExactNumber>)
    case binaries(Set<[UInt8]>)
}

/// What is kept under one key.
public typealias Item = [Text: Value]
