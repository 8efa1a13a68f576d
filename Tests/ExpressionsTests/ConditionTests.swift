import Testing

@testable import Expressions

@Suite("Conditions")
struct ConditionTests {
    private static let sample = """
        {"n":{"N":"10"},"m":{"N":"9"},"s":{"S":"banana"},"b":{"B":"AQID"},"flag":{"BOOL":true},"nix":{"NULL":true},
        "tags":{"SS":["red","green"]},"nums":{"NS":["1","5"]},"bins":{"BS":["AQ=="]},
        "xs":{"L":[{"S":"a"},{"N":"3"},{"L":[{"S":"x"}]}]},"doc":{"M":{"x":{"N":"1"},"y":{"L":[{"N":"-1"},{"N":"2"}]}}}}
        """

    private static let values = """
        {":9":{"N":"9"},":10":{"N":"10.0"},":11":{"N":"11"},":100":{"N":"100"},":3":{"N":"3"},":2":{"N":"2"},
        ":6":{"N":"6"},":1":{"N":"1"},":5":{"N":"5"},":apple":{"S":"apple"},":ban":{"S":"ban"},":nan":{"S":"nan"},
        ":banana":{"S":"banana"},":t":{"BOOL":true},":f":{"BOOL":false},":null":{"NULL":true},":red":{"S":"red"},
        ":tags":{"SS":["green","red"]},":bin":{"B":"AQI="},":one":{"B":"AQ=="},":mid":{"B":"AgM="},":S":{"S":"S"},
        ":SS":{"S":"SS"},":NULL":{"S":"NULL"},":empty":{"S":""},":inner":{"L":[{"S":"x"}]}}
        """

    private static let holdsCases: [(String, Bool)] = [
        ("n = :10", true), ("n <> :10", false), ("n > :9", true), ("n < :100", true),
        ("n >= :10 AND n <= :10", true),
        ("m < n", true), ("s > :apple", true), ("s = n", false), ("s <> n", true), ("s > :9", false),
        ("s < :9", false),
        ("s <= :9", false), ("NOT s < :9", true), ("gone = :9", false), ("gone <> :9", true), ("gone < :9", false),
        ("gone = gone2", false), ("gone <> gone2", true), ("flag = :t", true), ("flag <> :f", true),
        ("nix = :null", true), ("tags = :tags", true), ("b > :bin", true), (":9 < n", true), (":11 <= n", false),
        ("n BETWEEN :10 AND :11", true), ("n BETWEEN :11 AND :100", false), ("s BETWEEN :9 AND :11", false),
        ("gone BETWEEN :9 AND :11", false), (":10 BETWEEN m AND n", true), ("s IN (:apple, :banana)", true),
        ("s IN (:apple)", false), ("n IN (:apple, :10)", true), ("gone IN (:9)", false), ("s IN (gone)", false),
        ("n = :10 OR n = :10 AND n = :11", true), ("(n = :10 OR n = :10) AND n = :11", false),
        ("NOT n = :11 AND n = :10", true), ("NOT (n = :10)", false), ("NOT NOT n = :10", true),
        ("attribute_exists(nix)", true), ("attribute_exists(gone)", false), ("attribute_not_exists(gone.x)", true),
        ("attribute_exists(doc.y[1])", true), ("attribute_not_exists(xs[9])", true),
        ("attribute_exists(n.x)", false),
        ("attribute_type(tags, :SS)", true), ("attribute_type(n, :S)", false),
        ("attribute_type(nix, :NULL)", true),
        ("attribute_type(gone, :S)", false), ("attribute_type(:9, :S)", false), ("attribute_type(:S, :S)", true),
        ("attribute_type(:null, :NULL)", true), ("begins_with(s, :ban)", true), ("begins_with(s, :nan)", false),
        ("begins_with(b, :bin)", true), ("begins_with(n, :ban)", false), ("begins_with(gone, :ban)", false),
        ("begins_with(s, :empty)", true), ("contains(s, :nan)", true), ("contains(s, :apple)", false),
        ("contains(s, :empty)", true), ("contains(tags, :red)", true), ("contains(tags, :ban)", false),
        ("contains(nums, :5)", true), ("contains(bins, :one)", true), ("contains(b, :mid)", true),
        ("contains(xs, :3)", true), ("contains(xs, :inner)", true), ("contains(xs, :9)", false),
        ("contains(n, :1)", false), ("contains(gone, :1)", false), ("size(s) = :6", true), ("size(b) = :3", true),
        ("size(xs) = :3", true), ("size(doc) = :2", true), ("size(tags) > :1", true), ("size(n) = :1", false),
        ("size(flag) = :1", false), ("size(gone) = :1", false), ("size(s) <> :5", true),
        ("size(s) = :banana", false),
        ("size(tags) < size(xs)", true), ("doc.x < doc.y[1]", true), ("doc.x < doc.y[0]", false),
        ("doc.z < doc.y[100]", false), ("xs[2][0] = :S", false), ("xs[0] < xs[2][0]", true),
    ]

    @Test("A condition holds for what it says, and for nothing else", arguments: holdsCases)
    func holds(_ expression: String, _ expected: Bool) throws {
        var placeholders = try placeholders(values: Self.values)
        let condition = try ConditionExpression(parsing: expression, as: .condition, with: &placeholders)
        #expect(condition.holds(for: try item(Self.sample)) == expected)
    }

    @Test("A condition names its paths, those of a filter being checked against the key")
    func paths() throws {
        var placeholders = try placeholders(names: ["#k": "k"], values: Self.values)
        let text = "#k.a = :1 OR size(b[1]) > :1 OR NOT c IN (d, :1)"
        let condition = try ConditionExpression(parsing: text, as: .filter, with: &placeholders)
        #expect(
            condition.paths == [
                DocumentPath("k", [.member("a")]), DocumentPath("b", [.element(1)]), DocumentPath("c"),
                DocumentPath("d"),
            ])
    }

    @Test("A filter's errors say that it is one")
    func filter() throws {
        var placeholders = try placeholders()
        let answer = refusal { _ = try ConditionExpression(parsing: "a", as: .filter, with: &placeholders) }
        #expect(answer == #"Invalid FilterExpression: Syntax error; token: "<EOF>", near: "a""#)
    }

    @Test("A search for a hostile part of a long string takes linear time")
    func search() throws {
        let long = [UInt8](repeating: 97, count: 400_000)
        let part = [UInt8](repeating: 97, count: 200_000) + [98]
        let start = ContinuousClock.now
        #expect(!long.hasRange(part))
        #expect((long + [98]).hasRange(part))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    private static let findCases: [(String, String, Bool)] = [
        ("abcabd", "abd", true), ("aaab", "aab", true), ("abab", "abc", false), ("a", "ab", false), ("", "", true),
        ("ababac", "abac", true), ("xyz", "z", true),
    ]

    @Test("Bytes are found wherever they stand", arguments: findCases)
    func find(_ text: String, _ part: String, _ isFound: Bool) {
        #expect(Array(text.utf8).hasRange(Array(part.utf8)) == isFound)
    }
}
