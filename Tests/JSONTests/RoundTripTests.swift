import Foundation
import JSON
import Testbed
import Testing

@Suite("There and back")
struct RoundTripTests {
    @Test("any value survives being written and read", arguments: Soak.seeds(200))
    func values(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let value = random.value(depth: 0)
        let written = value.json()
        #expect(try JSONValue(parsing: written) == value)
        #expect(try JSONValue(parsing: written).json() == written)
        #expect(try encodeJSON(value) == written)
        #expect(try decodeJSON(JSONValue.self, from: written) == value)
    }

    @Test("white space and escapes make no difference", arguments: Soak.seeds(200))
    func spelling(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let value = random.value(depth: 0)
        let spelled = random.spelling(of: value)
        #expect(try JSONValue(parsing: bytes(spelled)) == value, "\(spelled)")
    }

    @Test("what is accepted after a change is what Foundation reads too", arguments: Soak.seeds(100))
    func mutations(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let document = JSONValue.array([random.value(depth: 0)]).json()
        for _ in 0..<50 {
            let changed = random.mutation(of: document)
            guard let value = try? JSONValue(parsing: changed), fitsFoundation(value) else { continue }
            #expect(String(validating: changed, as: UTF8.self) != nil)
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(changed), options: .fragmentsAllowed)
            }
            #expect(try JSONValue(parsing: value.json()) == value)
        }
    }

    /// Returns whether Foundation accepts the value: it refuses numbers beyond a double.
    private func fitsFoundation(_ value: JSONValue) -> Bool {
        switch value {
        case .null, .bool, .string: true
        case .number(let number): number.double.isFinite
        case .array(let elements): elements.allSatisfy(fitsFoundation)
        case .object(let members): members.values.allSatisfy(fitsFoundation)
        }
    }

    @Test("doubles and integers survive", arguments: Soak.seeds(100))
    func numbers(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let doubles = (0..<20).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
        #expect(try decodeJSON([Double].self, from: encodeJSON(doubles)) == doubles)
        let integers = (0..<20).map { _ in Int64(bitPattern: random.next() >> (random.next() % 64)) }
        #expect(try decodeJSON([Int64].self, from: encodeJSON(integers)) == integers)
        #expect(try node(text(encodeJSON(integers))).elements.map(\.int) == integers.map { Int($0) })
    }
}

/// A generator of random values, and of random spellings of them.
private struct RandomJSON {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 9 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(JSONNumber(Int64(truncatingIfNeeded: random.next())))
        case 3: return JSONNumber(Double(bitPattern: random.next())).map(JSONValue.number) ?? .null
        case 4: return .string(string())
        case 5, 6: return .array(count().map { _ in value(depth: depth + 1) })
        default: return .object(Dictionary(count().map { _ in (string(), value(depth: depth + 1)) }) { $1 })
        }
    }

    private mutating func count() -> Range<Int> { 0..<Int.random(in: 0...5, using: &random) }

    private mutating func string() -> String {
        let limits: [UInt32] = [0x20, 0x80, 0x80, 0x800, 0x10000, 0x110000]
        return String(
            String.UnicodeScalarView(
                (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 0..<(limits.randomElement(using: &random) ?? 1), using: &random))
                }))
    }

    /// Returns the value with white space added, and any characters escaped.
    mutating func spelling(of value: JSONValue) -> String {
        let text: String
        switch value {
        case .null, .bool, .number: text = String(decoding: value.json(), as: UTF8.self)
        case .string(let string): text = spelling(of: string)
        case .array(let elements):
            text = "[" + (elements.map { spelling(of: $0) }.joined(separator: ",") + space()) + "]"
        case .object(let members):
            let spelled = members.map { space() + spelling(of: $0.key) + space() + ":" + spelling(of: $0.value) }
            text = "{" + spelled.joined(separator: ",") + space() + "}"
        }
        return space() + text + space()
    }

    private mutating func space() -> String {
        String(
            (0..<(random.next() % 3)).compactMap { _ in
                [" ", "\t", "\n", "\r"].randomElement(using: &random) as Character?
            })
    }

    private mutating func spelling(of string: String) -> String {
        var spelled = "\""
        for scalar in string.unicodeScalars {
            if scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || Bool.random(using: &random) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
                    spelled += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                spelled.unicodeScalars.append(scalar)
            }
        }
        return spelled + "\""
    }

    mutating func mutation(of document: [UInt8]) -> [UInt8] {
        var changed = document
        let place = Int.random(in: 0..<changed.count, using: &random)
        switch random.next() % 4 {
        case 0: changed.remove(at: place)
        case 1: changed[place] = UInt8.random(in: 0...255, using: &random)
        case 2: changed.insert(bytes("[]{},:\"\\0-.eu ").randomElement(using: &random) ?? 0, at: place)
        default: changed.insert(changed[Int.random(in: 0..<changed.count, using: &random)], at: place)
        }
        return changed
    }
}
