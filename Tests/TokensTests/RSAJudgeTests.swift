import Foundation
import JSON
import Testbed
import Testing
import Tokens

/// Python's `cryptography` signs and forges with code that shares only OpenSSL's arithmetic with this project.
@Suite("tokens of Python's cryptography")
struct RSAJudgeTests {
    @Test("its good tokens pass, and each forgery and each changed character is refused")
    func agrees() throws {
        let cases = try Self.cases(changes: 300 * Soak.factor, seed: Soak.seed >> 1)
        let wrong = cases.filter { Self.passes($0) != $0[0].bool }.map { $0[1].string ?? "" }
        #expect(cases.filter { $0[0].bool == true }.count == 13)
        #expect(cases.count > 430)
        #expect(wrong.isEmpty, "judged otherwise: \(wrong.prefix(10))")
    }

    private static func passes(_ example: [JSONNode]) -> Bool {
        guard let keys = try? JSONWebKeySet(example[2]), let token = example[3].string else { return false }
        return (try? keys.verifiedPayload(of: token)) != nil
    }

    private static func cases(changes: Int, seed: UInt64) throws -> [[JSONNode]] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let judge = Process()
        judge.executableURL = tests.deletingLastPathComponent().appending(path: ".build/venv/bin/python")
        judge.arguments = [tests.path + "/Judges/token_cases.py", "\(changes)", "\(seed)"]
        let output = Pipe()
        judge.standardOutput = output
        try judge.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        judge.waitUntilExit()
        try #require(judge.terminationStatus == 0)
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            Array(try JSONDocument(parsing: Array(line)).root.asArray())
        }
    }
}
