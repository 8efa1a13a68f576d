import JSON
import Testing

@testable import Expressions

@Suite("Values")
struct ValueTests {
    private static let invalid = "One or more parameter values were invalid: "
    private static let empty =
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
    private static let moreThanOne =
        "Supplied AttributeValue has more than one datatypes set, "
        + "must contain exactly one of the supported datatypes"

    private static let roundTripCases: [(String, String)] = [
        (#"{"a":{"S":"x"}}"#, #"{"a":{"S":"x"}}"#), (#"{"a":{"N":"1.0"}}"#, #"{"a":{"N":"1"}}"#),
        (#"{"a":{"S":""},"b":{"B":""}}"#, #"{"a":{"S":""},"b":{"B":""}}"#),
        (#"{"a":{"BOOL":false},"b":{"NULL":true}}"#, #"{"a":{"BOOL":false},"b":{"NULL":true}}"#),
        (#"{"a":{"SS":["b","a"]}}"#, #"{"a":{"SS":["a","b"]}}"#),
        (#"{"a":{"NS":["10","9.0"]}}"#, #"{"a":{"NS":["9","10"]}}"#),
        (#"{"a":{"BS":["Yg==","YQ=="]}}"#, #"{"a":{"BS":["YQ==","Yg=="]}}"#),
        (#"{"a":{"L":[{"M":{"b":{"L":[]}}}]}}"#, #"{"a":{"L":[{"M":{"b":{"L":[]}}}]}}"#),
        (#"{"a":{"S":"x","N":null,"other":1}}"#, #"{"a":{"S":"x"}}"#),
    ]

    @Test("A value is written as it was read, numbers and sets in their one form", arguments: roundTripCases)
    func roundTrip(_ read: String, _ written: String) throws {
        #expect(try text(item(read)) == written)
    }

    private static let refusedCases: [(String, String)] = [
        ("{}", empty), (#"{"a":""}"#, empty), (#"{"S":null}"#, empty), (#"{"M":{"a":{}}}"#, empty),
        (#"{"L":[{"a":{}}]}"#, empty), (#"{"S":"a","N":"1"}"#, moreThanOne),
        (#"{"S":"a","N":"b"}"#, "The parameter cannot be converted to a numeric value: b"),
        (#"{"NULL":false}"#, "\(invalid)Null attribute value types must have the value of true"),
        (#"{"SS":[]}"#, "\(invalid)An string set  may not be empty"),
        (#"{"NS":[]}"#, "\(invalid)An number set  may not be empty"),
        (#"{"BS":[]}"#, "\(invalid)Binary sets should not be empty"),
        (#"{"NS":["1","b"]}"#, "The parameter cannot be converted to a numeric value: b"),
        (#"{"SS":["b","a","b"]}"#, #"\#(invalid)Input collection ["a", "b", "b"] contains duplicates."#),
        (
            #"{"BS":["/w==","AA==","AA=="]}"#,
            #"\#(invalid)Input collection ["AA==","/w==","AA=="]of type BS contains duplicates."#
        ),
        (#"{"NS":["1","1.0"]}"#, "\(invalid)Input collection contains duplicates."),
    ]

    @Test("A value that the service refuses is refused in its words", arguments: refusedCases)
    func refused(_ json: String, _ message: String) {
        #expect(refusal { _ = try value(json) } == message)
    }

    private static let olderDuplicatesCases: [(String, String)] = [
        (#"{"SS":["b","a","b"]}"#, "\(invalid)Input collection [b, a, b] contains duplicates."),
        (
            #"{"BS":["/w==","AA==","AA=="]}"#,
            "\(invalid)Input collection [/w==, AA==, AA==]of type BS contains duplicates."
        ),
        (#"{"NS":["1","1.0"]}"#, "Input collection contains duplicates"),
    ]

    @Test("The older layer lists a set's elements as they came", arguments: olderDuplicatesCases)
    func olderDuplicates(_ text: String, _ message: String) {
        #expect(refusal { _ = try Value(reading: json(text), wording: .older) } == message)
    }

    private static let serializationCases: [(String, String)] = [
        (#"{"S":5}"#, "NUMBER_VALUE cannot be converted to String"),
        (#"{"S":5.5}"#, "DECIMAL_VALUE cannot be converted to String"),
        (#"{"S":true}"#, "TRUE_VALUE cannot be converted to String"),
        (#"{"N":1}"#, "NUMBER_VALUE cannot be converted to String"),
        (#"{"S":[]}"#, "Unrecognized collection type class java.lang.String"),
        (#"{"S":{}}"#, "Start of structure or map found where not expected"),
        (#"{"BOOL":"true"}"#, "Unexpected token received from parser"),
        (#"{"BOOL":1}"#, "NUMBER_VALUE cannot be converted to Boolean"),
        (#"{"B":1}"#, "only base-64-encoded strings are convertible to bytes"),
        (#"{"B":"12345"}"#, "Base64 encoded length is expected a multiple of 4 bytes but found: 5"),
        (#"{"B":"+/+="}"#, "Invalid last non-pad Base64 character dectected"),
        (#"{"SS":"a"}"#, "Unexpected field type"),
        (#"{"L":{}}"#, "Start of structure or map found where not expected"),
        (#"{"M":5}"#, "Unexpected field type"), (#""a""#, "Unexpected value type in payload"),
        (#"{"L":["a"]}"#, "Unexpected value type in payload"),
    ]

    @Test("JSON that is not of the protocol's form is a serialization error", arguments: serializationCases)
    func serialization(_ json: String, _ message: String) {
        let error = #expect(throws: ValidationError.self) { try value(json) }
        #expect(error == ValidationError(message, kind: .serialization))
    }

    @Test("A value may be 32 levels deep and no deeper", arguments: [(31, true), (32, false), (500, false)])
    func depth(_ maps: Int, _ isAccepted: Bool) {
        let nested =
            String(repeating: #"{"M":{"n":"#, count: maps) + #"{"S":"x"}"# + String(repeating: "}}", count: maps)
        let tooDeep =
            "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit"
        let answer = refusal {
            _ = try Value(reading: JSONDocument(parsing: Array(nested.utf8), maximumDepth: 2000).root)
        }
        #expect(answer == (isAccepted ? "accepted" : tooDeep))
    }

    private static let sizeCases: [(String, Int)] = [
        ("{}", 0), (#"{"pk":{"S":"k"}}"#, 3), (#"{"é":{"S":"é"}}"#, 4), (#"{"a":{"B":"YWJj"}}"#, 4),
        (#"{"a":{"BOOL":true}}"#, 2), (#"{"a":{"NULL":true}}"#, 2), (#"{"a":{"L":[]}}"#, 4),
        (#"{"a":{"M":{}}}"#, 4), (#"{"a":{"L":[{"S":"x"}]}}"#, 6), (#"{"a":{"M":{"k":{"S":"x"}}}}"#, 7),
        (#"{"a":{"SS":["x","yz"]}}"#, 4), (#"{"a":{"NS":["1","2"]}}"#, 5), (#"{"a":{"BS":["YQ=="]}}"#, 2),
        (#"{"a":{"N":"-42"}}"#, 4),
    ]

    @Test("An item's size is that of its names and values", arguments: sizeCases)
    func size(_ json: String, _ size: Int) throws {
        #expect(try item(json).size == size)
    }

    @Test("Only strings, numbers and binaries can be keys")
    func orderedBytes() throws {
        #expect(try value(#"{"S":"ab"}"#).orderedBytes == Array("ab".utf8))
        #expect(try value(#"{"B":"/w=="}"#).orderedBytes == [0xFF])
        #expect(try value(#"{"N":"1"}"#).orderedBytes == ExactNumber(1).orderedBytes)
        #expect(try value(#"{"BOOL":true}"#).orderedBytes == nil)
    }
}
