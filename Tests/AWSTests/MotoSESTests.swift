import AWS
import Foundation
import HTTP
import Platform
import Testbed
import Testing
import Time

@Suite("moto's SES")
struct MotoSESTests {
    @Test("takes our mail byte for byte, and refuses that of another sender")
    func moto() throws {
        let judge = PythonJudge.process("Judges/moto_ses.py", ["post@convene.example"])
        let (input, output) = (Pipe(), Pipe())
        judge.standardInput = input
        judge.standardOutput = output
        judge.standardError = FileHandle.nullDevice
        try judge.run()
        defer {
            try? input.fileHandleForWriting.close()
            judge.waitUntilExit()
        }
        let endpoint = try #require(line(of: output), "moto did not start: is it installed? Try: make setup")
        let client = try client(endpoint)
        let bytes = Array("To: ada@example.com\r\nSubject: Hello\r\n\r\nText\r\n".utf8)

        let id = try client.send(
            OutgoingMail(sender: "post@convene.example", recipients: ["ada@example.com"], bytes: bytes))
        let error = #expect(throws: SESError.self) {
            try client.send(OutgoingMail(sender: "eve@other.example", recipients: ["ada@example.com"], bytes: bytes))
        }

        #expect(!id.isEmpty)
        #expect(error?.remedy == .giveUp, "\(String(describing: error))")
        input.fileHandleForWriting.write(Data("\n".utf8))
        let text = try #require(line(of: output))
        let sent = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(sent.map { $0["from"] as? String } == ["post@convene.example"])
        #expect(sent.map { $0["data"] as? String } == [String(decoding: bytes, as: UTF8.self)])
    }

    private func client(_ endpoint: String) throws -> SESClient {
        let settings = [
            "AWS_REGION": "eu-west-1", "SES_ENDPOINT": endpoint, "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        ]
        return try SESClient.live(on: TestHost(settings).host)
    }

    /// Returns the next line that the process prints; nil at the end.
    private func line(of output: Pipe) -> String? {
        var bytes = Data()
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            guard byte != Data("\n".utf8) else { return String(decoding: bytes, as: UTF8.self) }
            bytes += byte
        }
        return nil
    }
}
