import Bytes
public import JSON

extension AttributeValue {
    /// Writes the value with its type, as `{"S":"text"}`, with sets and maps sorted, so equal values give equal bytes.
    func write(to json: inout JSONWriter) {
        json.beginObject()
        switch self {
        case .string(let text): json.member("S", text)
        case .number(let number): json.member("N", number.text)
        case .binary(let bytes): json.member("B", Base64.encode(bytes))
        case .bool(let flag): json.member("BOOL", flag)
        case .null: json.member("NULL", true)
        case .list(let elements):
            json.key("L")
            json.array { json in
                for element in elements { element.write(to: &json) }
            }
        case .map(let members):
            json.key("M")
            members.write(to: &json)
        case .stringSet(let texts): json.member("SS", .strings(texts))
        case .numberSet(let numbers): json.member("NS", .strings(numbers.map(\.text)))
        case .binarySet(let parts): json.member("BS", .strings(parts.map { Base64.encode($0) }))
        }
        json.endObject()
    }

    /// Reads a value with its type.
    init(_ node: JSONNode) throws(JSONError) {
        guard let (type, content) = node.onlyMember else { throw node.error("expected one typed value") }
        switch type {
        case "S": self = .string(try content.asString())
        case "N": self = .number(try content.asWireNumber())
        case "B": self = .binary(try content.asBytes())
        case "BOOL": self = .bool(try content.asBool())
        case "NULL":
            guard try content.asBool() else { throw content.error("expected true") }
            self = .null
        case "L": self = .list(try content.mapElements { node throws(JSONError) in try AttributeValue(node) })
        case "M": self = .map(try Item(content))
        case "SS": self = .stringSet(Set(try content.mapElements { node throws(JSONError) in try node.asString() }))
        case "NS": self = .numberSet(Set(try content.mapElements { node throws(JSONError) in try node.asWireNumber() }))
        case "BS": self = .binarySet(Set(try content.mapElements { node throws(JSONError) in try node.asBytes() }))
        default: throw node.error("is of an unknown type")
        }
    }
}

extension Item {
    /// Writes the attributes sorted by name.
    func write(to json: inout JSONWriter) {
        json.object { json in
            for (name, value) in sorted(by: { $0.key < $1.key }) {
                json.key(name)
                value.write(to: &json)
            }
        }
    }

    /// Reads attributes as the protocol writes them, `{"name":{"S":"text"}}`.
    ///
    /// - Throws: If the node is not such an object.
    public init(_ node: JSONNode) throws(JSONError) {
        // Enough for most items, which then need not grow step by step.
        self.init(minimumCapacity: 12)
        for (name, value) in try node.asObject() { self[name] = try AttributeValue(value) }
    }
}

extension JSONValue {
    fileprivate static func strings(_ texts: some Collection<String>) -> JSONValue {
        .array(texts.sorted().map(JSONValue.string))
    }
}

extension JSONNode {
    /// The single member of an object; nil if there are none or several.
    fileprivate var onlyMember: (key: String, value: JSONNode)? {
        var members = members.makeIterator()
        guard let first = members.next(), members.next() == nil else { return nil }
        return first
    }

    func mapElements<Element>(_ read: (JSONNode) throws(JSONError) -> Element) throws(JSONError) -> [Element] {
        var values: [Element] = []
        for element in try asArray() { values.append(try read(element)) }
        return values
    }

    /// Returns a number, which the protocol writes as text.
    fileprivate func asWireNumber() throws(JSONError) -> JSONNumber {
        guard let number = JSONNumber(try asString()) else { throw error("expected a number") }
        return number
    }

    fileprivate func asBytes() throws(JSONError) -> [UInt8] {
        guard let bytes = Base64.decode(try asString()) else { throw error("expected base64") }
        return bytes
    }
}
