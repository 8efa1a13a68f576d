import JSON
import Testing

@Suite("Codable in all its forms")
struct CodableTests {
    @Test("keys come in order, and nothing is written for nil")
    func encoding() throws {
        struct Answer: Encodable {
            var title = "é\n\""
            var count = -5
            var nothing: String?
            var ratio = 0.25
            var whole = 2.0
            var float: Float = 0.1
            var flags = [true, nil]
            var byID = [2: "b", 1: "a"]
            var exact = JSONNumber("1.00")
            var any: JSONValue = ["z": 1, "a": nil]
            var empty = Empty()
        }
        struct Empty: Encodable {}
        #expect(
            try text(encodeJSON(Answer()))
                == #"{"any":{"a":null,"z":1},"byID":{"1":"a","2":"b"},"count":-5,"empty":{},"exact":1.00,"flags":[true,null],"#
                + #""float":0.1,"ratio":0.25,"title":"é\n\"","whole":2}"#)
    }

    @Test("a number that is not finite can't be written")
    func notFinite() {
        #expect(throws: JSONError(path: "a[1]", problem: "is not a finite number")) {
            try encodeJSON(["a": [0, Double.nan]])
        }
        #expect(throws: JSONError(path: "a", problem: "is not a finite number")) {
            try encodeJSON(["a": -Float.infinity])
        }
        #expect(throws: JSONError(problem: "is not a finite number")) { try encodeJSON(Double.infinity) }
    }

    enum Shape: Codable, Equatable {
        case point
        case circle(radius: Int)
        case line(Int, to: Int)
    }

    class Animal: Codable {
        var name: String

        init(name: String) { self.name = name }
    }

    /// A class that encodes its superclass under "super".
    final class Dog: Animal {
        var tricks: [String]

        private enum CodingKeys: CodingKey { case tricks }

        init(name: String, tricks: [String]) {
            self.tricks = tricks
            super.init(name: name)
        }

        required init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            tricks = try container.decode([String].self, forKey: .tricks)
            try super.init(from: container.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try super.encode(to: container.superEncoder())
            try container.encode(tricks, forKey: .tricks)
        }
    }

    /// A class that shares its superclass's object.
    final class Cat: Animal {
        var lives = 9

        private enum CodingKeys: CodingKey { case lives }

        override init(name: String) { super.init(name: name) }

        required init(from decoder: any Decoder) throws {
            lives = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .lives)
            try super.init(from: decoder)
        }

        override func encode(to encoder: any Encoder) throws {
            try super.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(lives, forKey: .lives)
        }
    }

    @Test("classes keep their superclass's members, in an object of their own or in the same")
    func classes() throws {
        let dog = try encodeJSON(Dog(name: "Rex", tricks: ["sit"]))
        #expect(text(dog) == #"{"super":{"name":"Rex"},"tricks":["sit"]}"#)
        let decodedDog = try decodeJSON(Dog.self, from: dog)
        #expect(decodedDog.name == "Rex" && decodedDog.tricks == ["sit"])

        let cat = try encodeJSON(Cat(name: "Tom"))
        #expect(text(cat) == #"{"lives":9,"name":"Tom"}"#)
        let decodedCat = try decodeJSON(Cat.self, from: cat)
        #expect(decodedCat.name == "Tom" && decodedCat.lives == 9)

        #expect(throws: JSONError(path: "super", problem: "is missing")) {
            try decodeJSON(Dog.self, from: bytes(#"{"tricks":[]}"#))
        }
        #expect(throws: JSONError(path: "super.name", problem: "expected a string")) {
            try decodeJSON(Dog.self, from: bytes(#"{"tricks":[],"super":{"name":1}}"#))
        }
    }

    @Test("enums with payloads survive the way there and back")
    func enums() throws {
        let shapes: [Shape] = [.point, .circle(radius: 3), .line(1, to: 2)]
        let document = try encodeJSON(shapes)
        #expect(text(document) == #"[{"point":{}},{"circle":{"radius":3}},{"line":{"_0":1,"to":2}}]"#)
        #expect(try decodeJSON([Shape].self, from: document) == shapes)
        #expect(throws: JSONError(path: "[0].circle.radius", problem: "is missing")) {
            try decodeJSON([Shape].self, from: bytes(#"[{"circle":{}}]"#))
        }
    }

    /// A type that uses every kind of container directly.
    struct Matrix: Codable, Equatable {
        var rows: [[Int?]]
        var name: String

        enum Keys: CodingKey { case data, info, name }

        init(rows: [[Int?]], name: String) {
            self.rows = rows
            self.name = name
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Keys.self)
            name = try container.nestedContainer(keyedBy: Keys.self, forKey: .info).decode(String.self, forKey: .name)
            var list = try container.nestedUnkeyedContainer(forKey: .data)
            rows = []
            while !list.isAtEnd {
                var row = try list.nestedUnkeyedContainer()
                var numbers: [Int?] = []
                while !row.isAtEnd { numbers.append(try row.decodeNil() ? nil : row.decode(Int.self)) }
                rows.append(numbers)
            }
            guard list.currentIndex == list.count else { throw CancellationError() }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            var list = container.nestedUnkeyedContainer(forKey: .data)
            var info = container.nestedContainer(keyedBy: Keys.self, forKey: .info)
            for row in rows {
                var numbers = list.nestedUnkeyedContainer()
                for number in row {
                    if let number { try numbers.encode(number) } else { try numbers.encodeNil() }
                }
            }
            try info.encode(name, forKey: .name)
        }
    }

    @Test("nested containers are read and written in any order")
    func nestedContainers() throws {
        let matrix = Matrix(rows: [[1, nil], [], [3]], name: "m")
        let document = try encodeJSON(matrix)
        #expect(text(document) == #"{"data":[[1,null],[],[3]],"info":{"name":"m"}}"#)
        #expect(try decodeJSON(Matrix.self, from: document) == matrix)
        #expect(throws: JSONError(path: "data[1][0]", problem: "expected an integer")) {
            try decodeJSON(Matrix.self, from: bytes(#"{"data":[[],["x"]],"info":{"name":"m"}}"#))
        }
        #expect(throws: JSONError(path: "data[0]", problem: "expected an array")) {
            try decodeJSON(Matrix.self, from: bytes(#"{"data":[1],"info":{"name":"m"}}"#))
        }
    }

    /// A type that reads two elements of an array of any length.
    struct Pair: Decodable {
        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            _ = try container.decode(Int.self)
            _ = try container.decode(Int.self)
        }
    }

    @Test("an element beyond the end is missing")
    func beyondTheEnd() {
        #expect(throws: JSONError(path: "[1]", problem: "is missing")) { try decodeJSON(Pair.self, from: bytes("[1]")) }
    }

    indirect enum Chain: Decodable {
        case end
        case link(Chain)

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            self = container.isAtEnd ? .end : .link(try container.decode(Chain.self))
        }
    }

    @Test("the deepest document that is accepted can be decoded")
    func deepest() throws {
        let document = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        var chain = try decodeJSON(Chain.self, from: bytes(document))
        var length = 1
        while case .link(let next) = chain {
            chain = next
            length += 1
        }
        #expect(length == 512)
    }
}
