import Template
import Testing

@Suite("references, functions and conditions")
struct IntrinsicTests {
    private static let before = """
        Parameters:
          Name: { Type: String, Default: ada }
          List: { Type: CommaDelimitedList, Default: "a, b,c" }
          Count: { Type: Number, Default: 3 }
        Mappings: { Regions: { eu-west-1: { code: euw1, list: [x, y] } } }
        Conditions:
          IsAda: !Equals [!Ref Name, ada]
          Not: !Not [{ Condition: IsAda }]
          Both: !And [!Condition IsAda, !Equals [!Ref Count, "3"]]
          Either: !Or [!Condition Not, Condition: IsAda]
        """

    private static func value(_ text: String, _ parameters: [String: String] = [:]) throws -> String? {
        try stack(environmentTemplate(text, before: before), parameters).functions.first?.environment["VALUE"]
    }

    @Test(
        "a value stands for what CloudFormation makes of it",
        arguments: [
            ("plain", "plain"), ("true", "true"), ("10", "10"), ("!Ref Name", "ada"), ("{ Ref: Name }", "ada"),
            ("!Ref Count", "3"), ("!Ref Table", "<Table>"), ("!GetAtt Table.Arn", "<Table.Arn>"),
            ("{ 'Fn::GetAtt': [Table, StreamArn] }", "<Table.StreamArn>"),
            ("{ 'Fn::GetAtt': Table.A.B }", "<Table.A.B>"),
            ("!GetAtt [Table, !Ref Name]", "<Table.ada>"), ("!Ref AWS::Region", "eu-west-1"),
            ("!Ref AWS::Partition", "aws"), ("!Ref AWS::URLSuffix", "amazonaws.com"), ("!Ref AWS::StackName", "local"),
            ("!Ref AWS::AccountId", "000000000000"),
            (
                "!Ref AWS::StackId",
                "arn:aws:cloudformation:eu-west-1:000000000000:stack/local/00000000-0000-0000-0000-000000000000"
            ),
            (
                "!Sub 'x-${Name}-${AWS::Region}-${Table}-${Table.Arn}-${!Name}'",
                "x-ada-eu-west-1-<Table>-<Table.Arn>-${Name}"
            ),
            ("!Sub ['${a}${Name}${ a }', { a: !Ref Count }]", "3ada3"), ("!Sub '${', ", "${"),
            ("!Sub '$${}{Name}'", "$${}{Name}"),
            ("!Sub ['${Name}', { Name: own }]", "own"),
            ("!Join ['-', [a, !Ref Name, !Ref AWS::NoValue, b]]", "a-ada-b"),
            ("!Join [',', !Ref List]", "a,b,c"), ("!Join ['-', []]", ""), ("!Select [1, !Ref List]", "b"),
            ("!Select ['2', !Split ['--', 'a--b--c-d']]", "c-d"), ("!Join ['', !Split ['x', 'xaxxb']]", "ab"),
            ("!FindInMap [Regions, !Ref AWS::Region, code]", "euw1"),
            ("!Select [1, !FindInMap [Regions, eu-west-1, list]]", "y"), ("!If [IsAda, a, b]", "a"),
            ("!If [Not, a, b]", "b"),
            ("!If [Both, a, b]", "a"), ("!If [Either, !If [Not, a, !Ref Name], b]", "ada"),
            ("!If [IsAda, a, !ImportValue b]", "a"),
        ])
    func values(text: String, value: String) throws {
        let text = text.hasSuffix(", ") ? String(text.dropLast(2)) : text
        #expect(try Self.value(text) == value)
    }

    @Test("no value leaves the member out, and given parameters count before defaults")
    func parameters() throws {
        #expect(try Self.value("!Ref AWS::NoValue") == nil)
        #expect(try Self.value("!If [IsAda, !Ref AWS::NoValue, b]") == nil)
        #expect(try Self.value("!If [IsAda, a, !Sub '${Name}!']", ["Name": "eve"]) == "eve!")
        #expect(try Self.value("!If [Both, a, b]", ["Count": "4"]) == "b")
        #expect(try Self.value("!Join ['|', !Ref List]", ["List": "x , y"]) == "x|y")
    }

    @Test(
        "what can't be resolved is named, with its line",
        arguments: [
            ("!Ref Nothing", "Nothing refers to nothing in the template"),
            ("!GetAtt Nothing.Arn", "Nothing.Arn refers to nothing in the template"),
            ("!GetAtt Table.Missing", "Table.Missing has no value outside AWS"),
            ("!GetAtt Table", "Fn::GetAtt: expected a list of 2"),
            ("!Sub '${Nothing}'", "Nothing refers to nothing in the template"),
            ("!Sub '${List}'", "Fn::Sub: List is not a text"),
            ("!Sub [a]", "Fn::Sub: expected a list of 2"), ("!Ref [a]", "Ref: expected a name"),
            ("!Base64 a", "Fn::Base64 is not supported outside AWS"),
            ("!ImportValue a", "Fn::ImportValue is not supported outside AWS"),
            ("!Cidr [a, 1, 2]", "Fn::Cidr is not supported outside AWS"),
            ("!Foo a", "Fn::Foo is not supported outside AWS"),
            ("!Equals [a, b]", "Fn::Equals is for conditions"),
            ("!If [Nothing, a, b]", "there is no condition Nothing"),
            ("!If [IsAda, a]", "Fn::If: expected a list of 3"), ("!Join [a, b]", "Fn::Join: expected a list"),
            ("!Join ['', [[a]]]", "Fn::Join: expected a list of texts"),
            ("!Select [3, !Ref List]", "Fn::Select: the list has no such element"),
            ("!Select [-1, !Ref List]", "Fn::Select: the list has no such element"),
            ("!Split ['', a]", "Fn::Split: expected something to split at"),
            ("!FindInMap [Regions, x, code]", "Fn::FindInMap: Mappings has no x there"),
            ("{ 'Fn::Sub': a, b: c }", "Fn::Sub must stand alone"), ("[a]", "VALUE: expected a text"),
            ("!Ref List", "VALUE: expected a text"), ("{ a: b }", "VALUE: expected a text"),
            ("\"\\0\"", "a variable that no process can have"),
        ])
    func refused(text: String, problem: String) {
        let error = #expect(throws: TemplateError.self) { try Self.value(text) }
        #expect(error?.problem == problem)
        if text != "!Ref List" { #expect(error?.mark?.line == 20) }
    }

    @Test("a reference to what a condition leaves out is an error, and what it leaves out is not there")
    func leftOut() throws {
        let text = """
            Conditions: { Never: !Equals [a, b] }
            Resources:
              Gone: { Type: "AWS::DynamoDB::Table", Condition: Never, Properties: !Nonsense x }
              F:
                Type: AWS::Serverless::Function
                Properties: { CodeUri: f, Handler: h, Environment: { Variables: { A: VALUE } } }
            """
        #expect(try stack(text).tables == [])
        let error = #expect(throws: TemplateError.self) { try stack(text.replacing("VALUE", with: "!Ref Gone")) }
        #expect(error?.description == "line 6, column 74: Gone refers to a resource that its condition leaves out")
    }

    @Test("conditions that depend on themselves are an error")
    func cycles() {
        let before = "Conditions: { A: !Not [!Condition B], B: !Not [!Condition A], C: !Condition C }"
        for name in ["A", "C"] {
            let text = environmentTemplate("!If [\(name), a, b]", before: before)
            let error = #expect(throws: TemplateError.self) { try stack(text) }
            #expect(error?.description.hasPrefix("line 1, ") == true)
            #expect(error?.problem == "the condition \(name) depends on itself")
        }
    }

    @Test(
        "a parameter's value must be allowed, and no error quotes it",
        arguments: [
            ("Type: String", nil, "the parameter P has no default and was not given"),
            ("Type: String, AllowedValues: [a, b]", "secret", "the value of the parameter P is none of those allowed"),
            (
                "Type: String, AllowedPattern: '[a-z]+'",
                "secret1",
                "the value of the parameter P does not match the pattern allowed"
            ),
            (
                "Type: String, AllowedPattern: '^[a-z]+$'",
                "secret\n",
                "the value of the parameter P does not match the pattern allowed"
            ),
            ("Type: String, AllowedPattern: '('", "secret", "P: AllowedPattern is not a regular expression"),
            (
                "Type: String, AllowedPattern: '(a+)+b'", String(repeating: "a", count: 60),
                "P: AllowedPattern takes too long to match"
            ),
            ("Type: String, MinLength: 3", "se", "the value of the parameter P is too short"),
            (
                "Type: String, MaxLength: 3, ConstraintDescription: short",
                "secret",
                "the value of the parameter P is too long: short"
            ),
            ("Type: Number", "secret", "the value of the parameter P is not a number"),
            ("Type: Number, MinValue: 3", "2.9", "the value of the parameter P is too small"),
            ("Type: 'List<Number>', MaxValue: 3", "1,4", "the value of the parameter P is too large"),
            (
                "Type: CommaDelimitedList, AllowedPattern: 'a*'",
                "aa,b",
                "the value of the parameter P does not match the pattern allowed"
            ),
            (
                "Type: String",
                String(repeating: "a", count: 4097),
                "the value of the parameter P is longer than 4096 bytes"
            ),
            (
                "Type: 'AWS::SSM::Parameter::Value<String>'",
                "a",
                "P: a parameter of the type AWS::SSM::Parameter::Value<String> has no value outside AWS"
            ),
            ("Default: a", nil, "P: Type is missing"),
        ] as [(String, String?, String)])
    func constraints(declaration: String, value: String?, problem: String) {
        let text = environmentTemplate("a", before: "Parameters: { P: { \(declaration) } }")
        let error = #expect(throws: TemplateError.self) { try stack(text, value.map { ["P": $0] } ?? [:]) }
        #expect(error?.problem == problem)
    }

    @Test("a parameter that the template does not have is an error")
    func unknownParameter() {
        let error = #expect(throws: TemplateError.self) { try Self.value("a", ["Nmae": "x"]) }
        #expect(error?.description == "the template has no parameter Nmae")
    }
}
