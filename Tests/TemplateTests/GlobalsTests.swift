import JSON
import Testing

@testable import Template

@Suite("globals, beside SAM's own code")
struct GlobalsTests {
    @Test("every function and API has from the globals what SAM gives it")
    func merged() throws {
        let texts = Self.templates + [String(decoding: try projectTemplate(), as: UTF8.self)]
        let theirs = try judged("globals", texts)
        #expect(theirs.count == texts.count)
        for (text, theirs) in zip(texts, theirs) {
            let sections = try Sections(Composer.tree(of: Array(text.utf8)))
            let ours = try sections.resources.mapValues { try Globals.properties(of: $0, sections.globals).json }
            #expect(JSONValue.object(ours) == theirs, "\(text)")
        }
    }

    private static let templates = [
        (
            global: "Timeout: 5, Layers: [a, b], Environment: { Variables: { A: 1, B: 2 } }",
            own: "Timeout: 9, Layers: [b]"
        ),
        (global: "Environment: { Variables: { A: 1, B: 2 } }", own: "Environment: { Variables: { B: 3, C: 4 } }"),
        (global: "Environment: { Variables: !Ref A }", own: "Environment: { Variables: { B: 3 } }"),
        (global: "Environment: { Variables: { A: 1 } }", own: "Environment: { Variables: !Ref B }"),
        (
            global: "Environment: { Variables: { A: !Ref X, B: { Condition: Y } } }",
            own: "Environment: { Variables: {} }"
        ),
        (global: "Environment: { Variables: { A: !Ref X } }", own: "Environment: { Variables: { A: !Sub Z } }"),
        (global: "Layers: [a]", own: "Layers: { a: b }"), (global: "Layers: { a: b }", own: "Layers: c"),
        (global: "Layers: !If [C, [a], []]", own: "Layers: [b]"), (global: "Tags: { a: b }", own: "Tags: null"),
        (global: "Tags: { Condition: c }", own: "Tags: { d: e }"),
        (global: "Tags: { Ref: c, x: y }", own: "Tags: { d: e }"),
        (global: "VpcConfig: { SubnetIds: [a, b] }", own: "VpcConfig: { SubnetIds: [a], SecurityGroupIds: [c] }"),
    ].map { pair in
        """
        Globals:
          Function: { Runtime: provided.al2023, \(pair.global) }
          HttpApi: { Auth: { DefaultAuthorizer: A }, CorsConfiguration: { AllowOrigins: [a] } }
        Resources:
          F: { Type: "AWS::Serverless::Function", Properties: { \(pair.own) } }
          G: { Type: "AWS::Serverless::Function", IgnoreGlobals: '*', Properties: { \(pair.own) } }
          H: { Type: "AWS::Serverless::Function", IgnoreGlobals: [Runtime], Properties: { \(pair.own) } }
          I: { Type: "AWS::Serverless::Function" }
          A: { Type: "AWS::Serverless::HttpApi", Properties: { CorsConfiguration: { AllowOrigins: [b] } } }
          T: { Type: "AWS::DynamoDB::Table", Properties: { Tags: [] } }
        """
    }
}
