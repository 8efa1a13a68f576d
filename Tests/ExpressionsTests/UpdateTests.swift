import Testing

@testable import Expressions

@Suite("Updates")
struct UpdateTests {
    private static let sample = """
        {"n":{"N":"5"},"s":{"S":"x"},"xs":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"3"}]},
        "doc":{"M":{"a":{"N":"1"},"b":{"S":"y"}}},"tags":{"SS":["a","b"]}}
        """

    private static let values = """
        {":1":{"N":"1"},":s":{"S":"v"},":l":{"L":[{"S":"e"}]},":ab":{"SS":["a","b"]},":bc":{"SS":["b","c"]},
        ":ns":{"NS":["1"]},":m":{"M":{}},":big":{"N":"9e125"}}
        """

    private static func update(_ expression: String) throws -> UpdateExpression {
        var placeholders = try placeholders(names: ["#n": "n"], values: Self.values)
        return try UpdateExpression(parsing: expression, with: &placeholders)
    }

    /// Returns an attribute of the sample after an update, as JSON.
    private static func changed(_ expression: String, _ attribute: Text) throws -> String {
        let outcome = try update(expression).apply(to: item(sample))
        return try text(outcome.item.filter { $0.key == attribute })
    }

    private static let applyCases: [(String, Text, String)] = [
        ("SET a = :s", "a", #"{"a":{"S":"v"}}"#), ("set n = n + :1", "n", #"{"n":{"N":"6"}}"#),
        ("SET #n = :1 - n", "n", #"{"n":{"N":"-4"}}"#), ("SET a = n, n = :1", "a", #"{"a":{"N":"5"}}"#),
        ("SET a = (n + :1)", "a", #"{"a":{"N":"6"}}"#), ("SET a = ((n)-(:1))", "a", #"{"a":{"N":"4"}}"#),
        ("SET a = if_not_exists(n, :1)", "a", #"{"a":{"N":"5"}}"#),
        ("SET a = if_not_exists(gone, :1) + :1", "a", #"{"a":{"N":"2"}}"#),
        ("SET a = if_not_exists(gone, if_not_exists(n, :1))", "a", #"{"a":{"N":"5"}}"#),
        ("SET a = list_append(:l, if_not_exists(gone, :l))", "a", #"{"a":{"L":[{"S":"e"},{"S":"e"}]}}"#),
        ("SET doc.c = :1 REMOVE doc.a", "doc", #"{"doc":{"M":{"b":{"S":"y"},"c":{"N":"1"}}}}"#),
        ("SET xs[1] = :s", "xs", #"{"xs":{"L":[{"N":"0"},{"S":"v"},{"N":"2"},{"N":"3"}]}}"#),
        (
            "SET xs[9] = :s, xs[7] = :1 REMOVE xs[0], xs[2]", "xs",
            #"{"xs":{"L":[{"N":"1"},{"N":"3"},{"N":"1"},{"S":"v"}]}}"#
        ),
        ("REMOVE xs[1] SET xs[3] = :s", "xs", #"{"xs":{"L":[{"N":"0"},{"N":"2"},{"S":"v"}]}}"#),
        ("REMOVE xs[17]", "xs", #"{"xs":{"L":[{"N":"0"},{"N":"1"},{"N":"2"},{"N":"3"}]}}"#),
        ("REMOVE xs[0], xs[1], xs[2], xs[3]", "xs", #"{"xs":{"L":[]}}"#),
        ("REMOVE s, gone", "s", "{}"), ("REMOVE doc.gone", "doc", #"{"doc":{"M":{"a":{"N":"1"},"b":{"S":"y"}}}}"#),
        ("ADD n :1", "n", #"{"n":{"N":"6"}}"#), ("ADD a :1", "a", #"{"a":{"N":"1"}}"#),
        ("ADD doc.a :1", "doc", #"{"doc":{"M":{"a":{"N":"2"},"b":{"S":"y"}}}}"#),
        ("ADD tags :bc", "tags", #"{"tags":{"SS":["a","b","c"]}}"#), ("ADD a :ns", "a", #"{"a":{"NS":["1"]}}"#),
        ("DELETE tags :bc", "tags", #"{"tags":{"SS":["a"]}}"#), ("DELETE tags :ab", "tags", "{}"),
        ("DELETE gone :ab", "gone", "{}"), ("REMOVE s SET a = s", "a", #"{"a":{"S":"x"}}"#),
        ("ADD a :1 DELETE tags :ab SET b = tags REMOVE s", "b", #"{"b":{"SS":["a","b"]}}"#),
    ]

    @Test("An update does what it says", arguments: applyCases)
    func apply(_ expression: String, _ attribute: Text, _ expected: String) throws {
        #expect(try Self.changed(expression, attribute) == expected)
    }

    private static let missing = "The provided expression refers to an attribute that does not exist in the item"
    private static let wrongType = "An operand in the update expression has an incorrect data type"
    private static let invalidPath = "The document path provided in the update expression is invalid for update"

    private static let misfitCases: [(String, String)] = [
        ("SET a = gone", missing), ("SET a = gone + :1", missing), ("SET a = doc.gone", missing),
        ("SET a = list_append(gone, :l)", missing), ("SET a = s + :1", wrongType), ("SET a = n - s", wrongType),
        ("SET a = list_append(s, :l)", wrongType), ("ADD s :1", wrongType), ("ADD tags :ns", wrongType),
        ("DELETE tags :ns", wrongType), ("DELETE n :ns", wrongType), ("SET s.a = :1", invalidPath),
        ("SET xs.a = :1", invalidPath), ("SET gone.a = :1", invalidPath), ("SET doc[0] = :1", invalidPath),
        ("SET doc.gone.a = :1", invalidPath), ("SET xs[9].a = :1", invalidPath), ("REMOVE s.a", invalidPath),
        ("REMOVE gone.a", invalidPath), ("ADD gone.a :1", invalidPath), ("DELETE gone.a :ab", invalidPath),
        (
            "SET a = :big + :big",
            "Number overflow. Attempting to store a number with magnitude larger than supported range"
        ),
    ]

    @Test("An update that does not fit the item is refused", arguments: misfitCases)
    func misfit(_ expression: String, _ message: String) throws {
        let update = try Self.update(expression)
        let item = try item(Self.sample)
        #expect(refusal { _ = try update.apply(to: item) } == message)
    }

    @Test("Removing from what a new item does not have is no error")
    func removeFromNew() throws {
        let outcome = try Self.update("REMOVE gone.a SET b = :1").apply(to: ["pk": .null], isNew: true)
        #expect(outcome.item == ["pk": .null, "b": .number(ExactNumber(1))])
    }

    private static let touchedCases: [(String, String, String)] = [
        ("SET n = :1, a = :s", #"{"n":{"N":"5"}}"#, #"{"a":{"S":"v"},"n":{"N":"1"}}"#),
        ("SET doc.a = :s", #"{"doc":{"M":{"a":{"N":"1"}}}}"#, #"{"doc":{"M":{"a":{"S":"v"}}}}"#),
        (
            "SET xs[2] = :s, xs[0] = :1", #"{"xs":{"L":[{"N":"0"},{"N":"2"}]}}"#,
            #"{"xs":{"L":[{"N":"1"},{"S":"v"}]}}"#
        ),
        ("REMOVE s, doc.b", #"{"doc":{"M":{"b":{"S":"y"}}},"s":{"S":"x"}}"#, "{}"),
        ("SET xs[9] = :s", "{}", "{}"), ("SET xs[4] = :s", "{}", #"{"xs":{"L":[{"S":"v"}]}}"#),
        ("REMOVE xs[1]", #"{"xs":{"L":[{"N":"1"}]}}"#, #"{"xs":{"L":[{"N":"2"}]}}"#),
        ("REMOVE xs[3]", #"{"xs":{"L":[{"N":"3"}]}}"#, "{}"), ("REMOVE xs[17]", "{}", "{}"),
        (
            "REMOVE xs[0] SET xs[1] = :s", #"{"xs":{"L":[{"N":"0"},{"N":"1"}]}}"#,
            #"{"xs":{"L":[{"S":"v"},{"N":"2"}]}}"#
        ),
        ("DELETE gone :ab ADD n :1", #"{"n":{"N":"5"}}"#, #"{"n":{"N":"6"}}"#),
    ]

    @Test(
        "What is where the paths lead is told as it was and as it is, of documents only those branches",
        arguments: touchedCases)
    func touched(_ expression: String, _ old: String, _ new: String) throws {
        let outcome = try Self.update(expression).apply(to: item(Self.sample))
        #expect(try text(outcome.oldValues) == old)
        #expect(try text(outcome.newValues) == new)
    }

    @Test("A value may not be put deeper than 32 levels")
    func depth() throws {
        let deep = String(repeating: #"{"M":{"n":"#, count: 31) + #"{"S":"x"}"# + String(repeating: "}}", count: 31)
        var placeholders = try placeholders(values: #"{":v":\#(deep)}"#)
        let update = try UpdateExpression(parsing: "SET doc.x = :v", with: &placeholders)
        let message =
            "Nesting Levels have exceeded supported limits: "
            + "Attributes in the item have nested levels beyond supported limit"
        #expect(refusal { _ = try update.apply(to: ["doc": .map([:])]) } == message)
    }

    private static let takingCases: [(String, Bool)] = [
        ("REMOVE n, doc.a", true), ("DELETE tags :ab", true), ("DELETE tags :ab REMOVE n", true), ("SET a = :1", false),
        ("ADD n :1", false), ("REMOVE s SET a = :1", false), ("DELETE tags :ab ADD n :1", false),
    ]

    @Test("An update that only takes away is known as one", arguments: takingCases)
    func takingAway(_ expression: String, _ expected: Bool) throws {
        #expect(try Self.update(expression).onlyTakesAway == expected)
    }

    @Test("An update names what it writes to")
    func paths() throws {
        let update = try Self.update("SET #n = s, doc.a[1] = :1 REMOVE b ADD c :1 DELETE d :ab")
        #expect(update.changedAttributes == ["n", "doc", "b", "c", "d"])
        #expect(update.paths[1] == DocumentPath("doc", [.member("a"), .element(1)]))
    }
}
