extension Node {
    /// Returns the number of values in this one, itself included, or `bound + 1` if there are more.
    func size(atMost bound: Int) -> Int {
        var size = 1
        switch content {
        case .scalar: break
        case .sequence(let elements):
            for element in elements where size <= bound { size += element.size(atMost: bound - size) }
        case .mapping(let members):
            for member in members where size <= bound { size += member.value.size(atMost: bound - size) }
        }
        return size
    }

    /// The nesting depth of the value, itself included.
    var depth: Int {
        switch content {
        case .scalar: 1
        case .sequence(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .mapping(let members): 1 + (members.map(\.value.depth).max() ?? 0)
        }
    }
}
