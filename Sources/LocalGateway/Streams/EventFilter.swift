import JSON

/// A pattern by which a mapping chooses the records that it is for.
///
/// An object asks for each of its members; a list takes any of its tests; `$or` takes any of its objects.
struct EventFilter: Sendable, Equatable {
    /// A condition on what a record has at a place.
    indirect enum Condition: Sendable, Equatable {
        case all([Condition])
        case any([Condition])
        case at([String], [ValueTest])
    }

    let condition: Condition

    /// Whether the record is chosen.
    func matches(_ record: JSONValue) -> Bool { Self.holds(condition, for: record) }

    private static func holds(_ condition: Condition, for record: JSONValue) -> Bool {
        switch condition {
        case .all(let conditions): return conditions.allSatisfy { holds($0, for: record) }
        case .any(let conditions): return conditions.contains { holds($0, for: record) }
        case .at(let path, let tests):
            let leaves = leaves(of: record, at: path[...])
            return tests.contains { $0.passes(leaves) }
        }
    }

    /// The values at a place that hold no others; a list stands for each of its elements.
    private static func leaves(of value: JSONValue, at path: ArraySlice<String>) -> [JSONValue] {
        switch value {
        case .array(let elements): elements.flatMap { leaves(of: $0, at: path) }
        case .object(let members):
            path.first.flatMap { members[$0] }.map { leaves(of: $0, at: path.dropFirst()) } ?? []
        default: path.isEmpty ? [value] : []
        }
    }
}
