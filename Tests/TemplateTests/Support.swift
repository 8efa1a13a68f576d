import Foundation
import JSON
import Template
import Testing

let projectFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Returns the template that the project is deployed with.
func projectTemplate() throws -> [UInt8] {
    Array(try Data(contentsOf: projectFolder.appending(path: "template.yaml")))
}

/// Returns settings in which each reference to a resource resolves to its own text.
func settings(_ parameters: [String: String] = [:]) -> StackSettings {
    StackSettings(parameters: parameters) { reference in
        reference.attribute == "Missing" ? nil : "<\(reference.logicalID)\(reference.attribute.map { "." + $0 } ?? "")>"
    }
}

func stack(_ text: String, _ parameters: [String: String] = [:]) throws -> Stack {
    try ServerlessTemplate(parsing: Array(text.utf8)).stack(settings(parameters))
}

/// Returns a template with one function, whose environment variable VALUE comes last, indented by ten spaces.
func environmentTemplate(_ value: String, before: String = "") -> String {
    """
    \(before)
    Resources:
      Table: { Type: "AWS::SQS::Queue" }
      F:
        Type: AWS::Serverless::Function
        Properties:
          CodeUri: build/F
          Handler: bootstrap
          Environment:
            Variables:
              VALUE: \(value)
    """
}

/// Returns SAM's own reading of the templates, from the Python judge.
func judged(_ what: String, _ templates: [String]) throws -> [JSONValue] {
    let judge = Process()
    judge.executableURL = projectFolder.appending(path: ".build/venv/bin/python")
    judge.arguments = [projectFolder.path + "/Tests/Judges/template_tree.py", what]
    let (given, printed) = (Pipe(), Pipe())
    judge.standardInput = given
    judge.standardOutput = printed
    try judge.run()
    for template in templates {
        try given.fileHandleForWriting.write(contentsOf: Data(JSONValue.string(template).json() + [10]))
    }
    try given.fileHandleForWriting.close()
    let output = printed.fileHandleForReading.readDataToEndOfFile()
    judge.waitUntilExit()
    try #require(judge.terminationStatus == 0)
    return try output.split(separator: 10).map { try JSONValue(parsing: Array($0)) }
}
