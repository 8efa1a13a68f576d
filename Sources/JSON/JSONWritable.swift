/// A value that writes itself as JSON, with its members in the order that readers expect.
public protocol JSONWritable {
    /// Writes exactly one JSON value.
    func write(to json: inout JSONWriter)
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Writes the elements in order.
    public func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}
