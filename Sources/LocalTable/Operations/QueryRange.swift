import Expressions
import TableStore

/// The part of a table or an index that a query reads, as bytes.
struct QueryRange {
    let hash: [UInt8]
    let bound: RangeBound

    init(_ condition: KeyConditionExpression, of key: KeyForm) throws {
        var types: [Text: Value.Kind] = [:]
        for part in key.parts { types[part.name] = Value.Kind(rawValue: part.kind.rawValue) }
        let range = try condition.resolved(hash: key.hash.name, range: key.range?.name, types: types)
        hash = try Self.bytes(of: range.hash, in: key.hash)
        bound = try Self.bound(range.range, in: key.range)
    }

    private static func bytes(of value: Value, in part: KeyForm.Part?) throws -> [UInt8] {
        guard let bytes = value.orderedBytes else { throw ServiceFailure.wrongKey }
        if let empty = value.emptyKeyKind, let part {
            throw ServiceFailure.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
                    + "an empty \(empty) value. Key: \(part.name)")
        }
        return bytes
    }

    private static func bound(_ bound: RangeKeyCondition?, in part: KeyForm.Part?) throws -> RangeBound {
        func bytes(_ value: Value) throws -> [UInt8] { try Self.bytes(of: value, in: part) }
        switch bound {
        case nil: return .all
        case .equal(let value): return try .equal(bytes(value))
        case .less(let value): return try .less(bytes(value))
        case .lessOrEqual(let value): return try .lessOrEqual(bytes(value))
        case .greater(let value): return try .greater(bytes(value))
        case .greaterOrEqual(let value): return try .greaterOrEqual(bytes(value))
        case .between(let low, let high): return try .between(bytes(low), bytes(high))
        case .beginsWith(let value): return try .beginsWith(bytes(value))
        }
    }

    /// Throws if a start position is outside the query's range.
    func check(_ start: Position) throws {
        let key = start.rowKey
        guard bound == .all || bound.contains(key.range) else {
            throw ServiceFailure.validation("The provided starting key does not match the range key predicate")
        }
        guard key.hash == hash else {
            throw ServiceFailure.validation(
                "The provided starting key is outside query boundaries based on provided conditions")
        }
    }
}

extension RangeBound {
    fileprivate func contains(_ bytes: [UInt8]) -> Bool {
        switch self {
        case .all: true
        case .equal(let other): bytes == other
        case .less(let other): bytes.precedes(other)
        case .lessOrEqual(let other): !other.precedes(bytes)
        case .greater(let other): other.precedes(bytes)
        case .greaterOrEqual(let other): !bytes.precedes(other)
        case .between(let low, let high): !bytes.precedes(low) && !high.precedes(bytes)
        case .beginsWith(let prefix): bytes.starts(with: prefix)
        }
    }
}

extension [UInt8] {
    fileprivate func precedes(_ other: [UInt8]) -> Bool { lexicographicallyPrecedes(other) }
}
