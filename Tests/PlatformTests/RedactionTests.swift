import JSON
import Platform
import Testing
import Time

@Suite("What a log leaves out")
struct RedactionTests {
    private let key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

    private func log(knowing secrets: String...) -> Log {
        let log = Log(function: "Test") { _ in }
        for secret in secrets { log.redact(secret) }
        return log
    }

    /// Returns the fields of a line as a log writes them.
    private func logged(_ fields: [String: JSONValue], knowing secrets: String...) throws -> JSONValue? {
        var line: [UInt8] = []
        let log = Log(function: "Test") { line = $0 }
        for secret in secrets { log.redact(secret) }
        log.info("message", fields)
        return try JSONValue(parsing: line.dropLast())["fields"]
    }

    @Test("a known secret is left out wherever it stands, and as often as it does")
    func knownSecrets() {
        let log = log(knowing: key)
        #expect(log.redacted("\(key)") == "[redacted]")
        #expect(log.redacted("key=\(key);\(key)!") == "key=[redacted];[redacted]!")
        #expect(log.redacted("nothing here") == "nothing here")
        #expect(log.redacted("") == "")
        #expect(log.redacted(String(key.dropLast())) == String(key.dropLast()))
    }

    @Test("a secret that holds another one goes whole, whichever was known first")
    func nestedSecrets() {
        for log in [log(knowing: "abcdefgh", "0abcdefgh1"), log(knowing: "0abcdefgh1", "abcdefgh")] {
            #expect(log.redacted("<0abcdefgh1> <abcdefgh>") == "<[redacted]> <[redacted]>")
        }
    }

    @Test("secrets that overlap leave nothing of either")
    func overlappingSecrets() {
        #expect(log(knowing: "abcdefgh1234", "1234wxyzefgh").redacted("<abcdefgh1234wxyzefgh>") == "<[redacted]>")
        #expect(log(knowing: "abababab").redacted("<ababababab>") == "<[redacted]>")
    }

    @Test(
        "a short secret is left out where it is a word by itself, and kept where it is part of another one",
        arguments: [
            ("hunter2", "[redacted]"), ("pw=hunter2;", "pw=[redacted];"), (#"{"a":"hunter2"}"#, #"{"a":"[redacted]"}"#),
            ("hunter2 hunter2\nhunter2", "[redacted] [redacted]\n[redacted]"), ("hunter22", "hunter22"),
            ("xhunter2", "xhunter2"), ("hunter2hunter2", "hunter2hunter2"), ("hunter", "hunter"),
            ("hunter2@host", "[redacted]@host"), ("", ""), ("héhunter2", "héhunter2"), ("hunter2é", "hunter2é"),
            ("日hunter2", "日hunter2"), ("hunter2\u{10400}", "hunter2\u{10400}"), ("“hunter2”", "“[redacted]”"),
            ("…hunter2…", "…[redacted]…"), ("🔑hunter2🔑", "🔑[redacted]🔑"), ("hunter2½", "hunter2½"),
        ])
    func shortSecrets(text: String, expected: String) {
        #expect(log(knowing: "", "hunter2").redacted(text) == expected)
    }

    @Test("from eight bytes on a secret is left out in the midst of a word, too; bytes count, not characters")
    func lengths() {
        #expect(log(knowing: "1234567").redacted("x1234567 1234567") == "x1234567 [redacted]")
        #expect(log(knowing: "12345678").redacted("x12345678y") == "x[redacted]y")
        #expect(log(knowing: "clé").redacted("clé clés “clé” é") == "[redacted] clés “[redacted]” é")
        #expect(log(knowing: "éééé").redacted("xééééy") == "x[redacted]y")
        #expect(log(knowing: "密码").redacted("密码 我的密码") == "[redacted] 我的密码")
        #expect(log(knowing: "a-b").redacted("a-b-c a-bc xa-b") == "[redacted]-c a-bc xa-b")
        #expect(log(knowing: "#1!").redacted("#1! x#1! (#1!)") == "[redacted] x#1! ([redacted])")
        #expect(log(knowing: "a-a").redacted("<a-a-a>") == "<[redacted]>")
    }

    @Test("what a longer secret leaves of a short one is left out with it, as if it stood alone")
    func shortBesideLong() {
        let log = log(knowing: "abcdefgh", "hij", "xyz")
        #expect(log.redacted("<abcdefghij>") == "<[redacted]>")
        #expect(log.redacted("<abcdefghxyz xyzabcdefgh>") == "<[redacted] [redacted]>")
        #expect(log.redacted("<abcdefghxyzw>") == "<[redacted]xyzw>")
        #expect(log.redacted("Bearer q,xyz xyz.hij") == "Bearer [redacted],[redacted] [redacted].[redacted]")
    }

    @Test("a secret that is all that a field holds is left out, also where the field is a number or a name")
    func wholeFields() throws {
        let fields: [String: JSONValue] = ["a": "4711", "b": 4_711, "c": 47_110, "4711": [true, 4_711, "x4711"]]
        #expect(
            try logged(fields, knowing: "4711")
                == ["a": "[redacted]", "b": "[redacted]", "c": 47_110, "[redacted]": [true, "[redacted]", "x4711"]])
        #expect(
            try logged(["a": 12_345_678, "b": 123_456_789], knowing: "12345678")
                == ["a": "[redacted]", "b": 123_456_789])
    }

    @Test("the mark itself is not taken for a secret again")
    func markAsSecret() {
        #expect(log(knowing: "redacted", key).redacted("\(key) redacted") == "[redacted] [redacted]")
    }

    @Test(
        "a bearer token is left out of any text",
        arguments: [
            ("Authorization: Bearer eyJh.eyJz.c2ln", "Authorization: Bearer [redacted]"),
            ("bearer abc, then", "bearer [redacted], then"),
            ("BEARER  abc\nnext", "BEARER  [redacted]\nnext"),
            (#"{"authorization":"Bearer abc"}"#, #"{"authorization":"Bearer [redacted]"}"#),
            ("Bearer a Bearer b", "Bearer [redacted] Bearer [redacted]"),
            ("Bearer ", "Bearer "), ("Bearer", "Bearer"), ("Bear er x", "Bear er x"), (" Bearer\n", " Bearer\n"),
        ])
    func bearerTokens(text: String, expected: String) {
        #expect(log().redacted(text) == expected)
    }

    @Test(
        "a field whose name speaks of a secret is left out, whatever it holds",
        arguments: [
            "password", "Authorization", "x-api-key", "apiKey", "api_key", "sessionToken", "clientSecret", "Set-Cookie",
            "private_key", "hostKey", "start_url", "startUrl", "aws_credentials", "X-Amz-Signature",
        ])
    func secretNames(name: String) throws {
        #expect(try logged([name: "hunter2"]) == .object([name: "[redacted]"]))
        #expect(try logged([name: ["deep": ["hunter2"]]]) == .object([name: "[redacted]"]))
        #expect(try logged([name: 4_711]) == .object([name: "[redacted]"]))
    }

    @Test("a field whose name does not is kept", arguments: ["meetup", "to", "status", "requestId", "keynote", "cook"])
    func harmlessNames(name: String) throws {
        #expect(try logged([name: "value"]) == .object([name: "value"]))
    }

    @Test("secrets are found in lists and objects within one another, and in the names of fields")
    func nestedFields() throws {
        let fields: [String: JSONValue] = [
            "cause": ["list": [["text": .string("before \(key) after"), "token": "t"], .string(key), 1, nil, true]],
            "x\(key)": "value",
        ]
        #expect(
            try logged(fields, knowing: key) == [
                "cause": [
                    "list": [["text": "before [redacted] after", "token": "[redacted]"], "[redacted]", 1, nil, true]
                ],
                "x[redacted]": "value",
            ])
    }

    @Test("the message is searched too")
    func messages() throws {
        var line: [UInt8] = []
        let log = Log(function: "Test") { line = $0 }
        log.redact(key)
        log.error("signing with \(key) failed")
        #expect(try JSONValue(parsing: line.dropLast())["message"] == "signing with [redacted] failed")
    }

    @Test("a host's log knows the secrets that sign its requests")
    func hostSecrets() {
        let log = Log(function: "Test") { _ in }
        let settings = Settings([
            "AWS_SECRET_ACCESS_KEY": key, "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjEXAMPLE",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": "agent-token-1", "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        ])
        _ = Host(settings: settings, log: log)
        #expect(
            log.redacted("\(key) IQoJb3JpZ2luX2VjEXAMPLE agent-token-1 AKIDEXAMPLE")
                == "[redacted] [redacted] [redacted] AKIDEXAMPLE")
    }

    @Test("a long text takes time by its length, not by its square")
    func longTexts() {
        let log = log(knowing: "secret-1", "secret-2", "abc", "Be")
        func time(_ count: Int) -> Double {
            let text = String(repeating: "secret-1 Bearer abc ", count: count)
            let start = MonotonicTime.now
            #expect(log.redacted(text).utf8.count == count * 29)
            return start.milliseconds(until: .now)
        }
        _ = time(100)
        let (short, long) = (time(1_000), time(16_000))
        // For sixteen times the text, a linear algorithm takes 16 times as long, a quadratic one 256 times.
        #expect(long < 80 * max(short, 0.5))
    }
}
