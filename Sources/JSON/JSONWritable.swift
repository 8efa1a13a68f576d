/// A value that writes itself as JSON, its members in the order that people expect them in.
public protocol JSONWritable {
    /// Writes the value: exactly one JSON value.
    func write(to json: inout JSONWriter)
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the elements in their order.
    public func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}
