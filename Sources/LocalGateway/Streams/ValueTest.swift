import JSON

/// A pattern's test of the values at one path.
enum ValueTest: Sendable, Equatable {
    /// The texts or numbers that `anything-but` excludes, or their prefix or suffix.
    enum Excluded: Sendable, Equatable {
        case values([JSONValue])
        case prefix(String)
        case suffix(String)
        case spellings([String])
    }

    case equals(JSONValue)
    case exists(Bool)
    case prefix(String)
    case suffix(String)
    case spelled(String)
    case numeric([Comparison])
    case anythingBut(Excluded)

    /// Returns whether one of the values passes; without values only the test for absence does.
    func passes(_ values: [JSONValue]) -> Bool {
        switch self {
        case .exists(let isWanted): !values.isEmpty == isWanted
        default: values.contains(where: passes)
        }
    }

    private func passes(_ value: JSONValue) -> Bool {
        switch self {
        case .exists: true
        case .equals(let wanted): value.isSame(as: wanted)
        case .prefix(let prefix): value.string?.utf8.starts(with: prefix.utf8) ?? false
        case .suffix(let suffix): value.string?.ends(with: suffix) ?? false
        case .spelled(let text): value.string?.lowercased() == text.lowercased()
        case .numeric(let comparisons):
            value.number.map { number in comparisons.allSatisfy { $0.holds(number.double) } } ?? false
        case .anythingBut(let excluded): !excluded.contains(value)
        }
    }
}

extension ValueTest.Excluded {
    fileprivate func contains(_ value: JSONValue) -> Bool {
        switch self {
        case .values(let values): values.contains { value.isSame(as: $0) }
        case .prefix(let prefix): value.string?.utf8.starts(with: prefix.utf8) ?? false
        case .suffix(let suffix): value.string?.ends(with: suffix) ?? false
        case .spellings(let texts): texts.contains { value.string?.lowercased() == $0.lowercased() }
        }
    }
}

extension ValueTest {
    /// A numeric comparison.
    struct Comparison: Sendable, Equatable {
        let sign: String
        let number: Double

        /// Returns nil for an unknown operator.
        init?(_ sign: String, _ number: Double) {
            guard ["=", "<", "<=", ">", ">="].contains(sign) else { return nil }
            self.sign = sign
            self.number = number
        }

        func holds(_ value: Double) -> Bool {
            switch sign {
            case "<": value < number
            case "<=": value <= number
            case ">": value > number
            case ">=": value >= number
            default: value == number
            }
        }
    }
}

extension JSONValue {
    /// Returns whether two values are equal; numbers are compared by value, however they are written.
    fileprivate func isSame(as other: JSONValue) -> Bool {
        if let number, let otherNumber = other.number { return number.double == otherNumber.double }
        return self == other
    }
}

extension String {
    fileprivate func ends(with suffix: String) -> Bool {
        utf8.reversed().starts(with: suffix.utf8.reversed())
    }
}
