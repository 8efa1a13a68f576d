/// The valid form of a request's member: its JSON type and the constraints on its value.
indirect enum Shape: Sendable {
    case string(TextRule)
    case boolean
    case integer(IntegerRule)
    case list(of: Shape, count: ClosedRange<Int>)
    case map(of: Shape, MapRule)
    case structure(String, [Member])
    /// An `AttributeValue`, whose content `Value` reads.
    case value

    /// A member of a structure.
    struct Member: Sendable {
        let name: String
        let shape: Shape
        let isRequired: Bool
    }

    /// The constraints on a text.
    struct TextRule: Sendable {
        var length: ClosedRange<Int> = 0...Int.max
        var isName = false
        var choices: [String] = []
    }

    /// The constraints on a number, and the service's name for its type.
    struct IntegerRule: Sendable {
        var type = "Integer"
        var range: ClosedRange<Int> = Int.min...Int.max
    }

    /// The constraints on a map, and the service's name for the type of its values.
    struct MapRule: Sendable {
        let valueType: String
        var count: ClosedRange<Int> = 0...Int.max
        var keysAreTables = false
        var valueCount: ClosedRange<Int> = 0...Int.max
    }
}

extension Shape {
    static let text = string(TextRule())
    static let attributeValueType = "com.amazonaws.dynamodb.v20120810.AttributeValue"
    static let item = map(of: .value, MapRule(valueType: attributeValueType))
    static let names = map(of: text, MapRule(valueType: "java.lang.String"))
    static let tableName = string(TextRule(length: 3...255, isName: true))
    static let indexName = string(TextRule(length: 3...255, isName: true))
    static let attributeNames = list(of: text, count: 1...Int.max)

    static func text(_ length: ClosedRange<Int>) -> Shape { string(TextRule(length: length)) }
    static func choice(_ choices: String...) -> Shape { string(TextRule(choices: choices)) }
    static func integer(_ range: ClosedRange<Int>) -> Shape { integer(IntegerRule(range: range)) }
    static func long(_ range: ClosedRange<Int>) -> Shape { integer(IntegerRule(type: "Long", range: range)) }
    static func list(of shape: Shape) -> Shape { list(of: shape, count: 0...Int.max) }
}

extension Shape.Member {
    static func required(_ name: String, _ shape: Shape) -> Self {
        Self(name: name, shape: shape, isRequired: true)
    }

    static func optional(_ name: String, _ shape: Shape) -> Self {
        Self(name: name, shape: shape, isRequired: false)
    }
}
