import JSON

/// A filter pattern that selects a mapping's records.
///
/// All members of an object must match, one of the tests in a list, and one of the objects in `$or`.
struct EventFilter: Sendable, Equatable {
    /// A condition on a record's value at a path.
    indirect enum Condition: Sendable, Equatable {
        case all([Condition])
        case any([Condition])
        case at([String], [ValueTest])
    }

    let condition: Condition

    /// Returns whether the record matches.
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

    /// Returns the scalar values at a path; a list stands for each of its elements.
    private static func leaves(of value: JSONValue, at path: ArraySlice<String>) -> [JSONValue] {
        switch value {
        case .array(let elements): elements.flatMap { leaves(of: $0, at: path) }
        case .object(let members):
            path.first.flatMap { members[$0] }.map { leaves(of: $0, at: path.dropFirst()) } ?? []
        default: path.isEmpty ? [value] : []
        }
    }
}
