import AWS
import Testing
import Time

@Suite("credentials")
struct CredentialsTests {
    @Test("neither secret nor token shows in any way of printing them")
    func hidden() {
        let credentials = Credentials(
            accessKeyID: "AKID", secretAccessKey: "hush", sessionToken: "quiet", expiresAt: Instant(seconds: 0))
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in [
            "\(credentials)", String(reflecting: credentials), "\([credentials])", "\(Optional(credentials) as Any)",
            dumped,
        ] {
            #expect(text.contains("AKID"))
            #expect(!text.contains("hush"))
            #expect(!text.contains("quiet"))
        }
        #expect(
            "\(credentials)"
                == "Credentials(accessKeyID: AKID, secretAccessKey: (hidden), sessionToken: (hidden))")
    }
}

@Suite("credentials from the environment")
struct EnvironmentCredentialsTests {
    @Test("key, secret and token are read")
    func complete() throws {
        let environment = [
            "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token",
        ]
        let provider = try EnvironmentCredentials { environment[$0] }
        #expect(
            provider.credentials(at: Instant(milliseconds: .max))
                == Credentials(accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token"))
    }

    @Test("an empty token counts as none")
    func withoutToken() throws {
        let environment = ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": ""]
        #expect(
            try EnvironmentCredentials { environment[$0] }.credentials(at: .example)
                == Credentials(accessKeyID: "AKID", secretAccessKey: "secret"))
    }

    @Test(
        "what is missing or cannot be sent is named, and its value is not",
        arguments: [
            ([:], .notConfigured(advice: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")),
            (
                ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": ""],
                .invalidSetting(name: "AWS_SECRET_ACCESS_KEY", reason: "is missing beside the key's id")
            ),
            (
                ["AWS_SECRET_ACCESS_KEY": "secret"],
                .invalidSetting(name: "AWS_ACCESS_KEY_ID", reason: "is missing beside the secret")
            ),
            (
                ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "a\r\nX: b"],
                .invalidSetting(name: "AWS_SESSION_TOKEN", reason: "has a character that is not printable ASCII")
            ),
        ] as [([String: String], CredentialsError)])
    func refused(environment: [String: String], error: CredentialsError) {
        #expect(throws: error) { try EnvironmentCredentials { environment[$0] } }
    }
}
