import AWS
import Testing

@testable import LocalTable

/// Requests that another implementation signed for 2026-11-21T11:42:30Z.
struct ServerSignatureTests {
    private static let credentials = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    private static let session = Credentials(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        sessionToken: "SESSION")
    private static let body = #"{"TableName":"a"}"#
    private static let usual = "content-type;host;x-amz-date;x-amz-target"
    private static let good = "3b8885743a4f1fff7a514a852c4d966150d3978331bd6543843020a2e11ccb1b"
    private static let sessionSignature = "7262551c6f717746039a8a622160d470ec7cf0ddde7a66a646665817862c6bda"

    private static func authorization(
        _ scope: String = "AKIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request", _ names: String = usual,
        _ signature: String = good
    ) -> String {
        "AWS4-HMAC-SHA256 Credential=\(scope), SignedHeaders=\(names), Signature=\(signature)"
    }

    @Test("the right signature passes, with the spaces that clients put or leave out", arguments: [", ", ","])
    func right(separator: String) throws {
        let rig = try ServerRig(.verified(Self.credentials))
        let header = Self.authorization().replacing(", ", with: separator)
        for _ in 1...2 { #expect(rig.post(Self.body, ["Authorization": header]).status == 200) }
    }

    @Test("where any key is good, a page of a browser gets in by none; with the right signature it does")
    func pages() throws {
        let page = ["Origin": "http://127.0.0.1:8000"]
        let refused = try ServerRig().post(Self.body, page)
        #expect(refused.status == 400)
        #expect(refused.body.contains("AccessDeniedException"))
        let signed = page.merging(["Authorization": Self.authorization()]) { own, _ in own }
        #expect(try ServerRig(.verified(Self.credentials)).post(Self.body, signed).status == 200)
    }

    @Test("the right signature of a session passes, and of a path and a query")
    func unusual() throws {
        let names = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
        let header = Self.authorization(
            "AKIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request", names, Self.sessionSignature)
        let changes = ["Authorization": header, "X-Amz-Security-Token": "SESSION"]
        #expect(try ServerRig(.verified(Self.session)).post(Self.body, changes).status == 200)
        let noted = Self.authorization(
            "AKIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request",
            "content-type;host;x-amz-date;x-amz-note;x-amz-target",
            "fe41946c08da1c614058beef97f2f11acfb1119faf6681da43fdc0603fa943eb")
        let answer = try ServerRig(.verified(Self.credentials)).post(
            Self.body, ["Authorization": noted, "X-Amz-Note": "a   b  c"], path: "/a%20b/c?z=1&a=%2F&b")
        #expect(answer.status == 200)
    }

    private static let scopeStart = "AKIDEXAMPLE/20261121"

    static let denied: [(changes: [String: String?], type: String, message: String)] = [
        (
            ["Authorization": authorization("AKIDOTHER/20261121/eu-west-1/dynamodb/aws4_request")],
            "UnrecognizedClientException", "The security token included in the request is invalid."
        ),
        (
            ["Authorization": authorization("\(scopeStart)/us-east-1/dynamodb/aws4_request")],
            "InvalidSignatureException", "Credential should be scoped to a valid region, not 'us-east-1'. "
        ),
        (
            ["Authorization": authorization("\(scopeStart)/eu-west-1/s3/aws4_request")],
            "InvalidSignatureException", "Credential should be scoped to correct service: 'dynamodb'. "
        ),
        (
            ["Authorization": authorization("\(scopeStart)/eu-west-1/dynamodb/aws5")],
            "InvalidSignatureException",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. "
        ),
        (
            ["Authorization": authorization("AKIDEXAMPLE/20261120/eu-west-1/dynamodb/aws4_request")],
            "InvalidSignatureException",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + "'20261120' != '20261121', from '20261121T114230Z'."
        ),
        (
            ["Authorization": authorization(), "X-Amz-Date": "20261121T113729Z"], "InvalidSignatureException",
            "Signature expired: 20261121T113729Z is now earlier than 20261121T113730Z (20261121T114230Z - 5 min.)"
        ),
        (
            ["Authorization": authorization(), "X-Amz-Date": "20261121T114731Z"], "InvalidSignatureException",
            "Signature not yet current: 20261121T114731Z is still later than 20261121T114730Z "
                + "(20261121T114230Z + 5 min.)"
        ),
        (
            ["Authorization": authorization(), "X-Amz-Date": "yesterday"], "IncompleteSignatureException",
            "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See http://en.wikipedia.org/wiki/ISO_8601"
        ),
        (
            ["Authorization": authorization("\(scopeStart)/eu-west-1/dynamodb/aws4_request", "x-amz-date")],
            "InvalidSignatureException", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."
        ),
        (
            ["Authorization": authorization("\(scopeStart)/eu-west-1/dynamodb/aws4_request", "host")],
            "InvalidSignatureException", "'X-Amz-Date' must be a 'SignedHeader' in the AWS Authorization."
        ),
        (
            ["Authorization": authorization(), "X-Amz-Security-Token": "SESSION"], "InvalidSignatureException",
            "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization."
        ),
        (
            [
                "Authorization": authorization(
                    "\(scopeStart)/eu-west-1/dynamodb/aws4_request", usual + ";x-amz-security-token"),
                "X-Amz-Security-Token": "SESSION",
            ], "UnrecognizedClientException", "The security token included in the request is invalid."
        ),
    ]

    @Test("a request that is not signed as it should be is denied, with the reason", arguments: denied)
    func deny(changes: [String: String?], type: String, message: String) throws {
        let answer = try ServerRig(.verified(Self.credentials)).post(Self.body, changes)
        #expect(answer.status == 400)
        #expect(answer.body == #"{"__type":"com.amazon.coral.service#\#(type)","message":"\#(message)"}"#)
    }

    @Test("a session's token must be there, and be the right one", arguments: [nil, "", "OTHER"])
    func token(text: String?) throws {
        let names = Self.usual + ";x-amz-security-token"
        let header = Self.authorization("\(Self.scopeStart)/eu-west-1/dynamodb/aws4_request", names)
        let answer = try ServerRig(.verified(Self.session)).post(
            Self.body, ["Authorization": header, "X-Amz-Security-Token": text])
        #expect(answer.body.contains("UnrecognizedClientException"))
    }

    @Test(
        "what was changed behind the signature is denied, and its canonical form is told",
        arguments: [
            ["Content-Type": "application/x-amz-json-1.1"], ["X-Amz-Target": "DynamoDB_20120810.DeleteItem"],
            ["Host": "127.0.0.1:8001"], ["X-Amz-Date": "20261121T114231Z"],
            ["Authorization": authorization().replacing("3b88", with: "3b89")],
            ["Authorization": authorization().replacing("3b88", with: "3B88")],
            ["Authorization": authorization() + "0"],
        ])
    func changed(changes: [String: String]) throws {
        let changes = ["Authorization": Self.authorization()].merging(changes) { _, new in new }
        let answer = try ServerRig(.verified(Self.credentials)).post(Self.body, changes)
        #expect(answer.status == 400)
        let start =
            #"{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"The request signature we "#
            + "calculated does not match the signature you provided. "
        #expect(answer.body.hasPrefix(start))
        #expect(answer.body.contains(#"have been\n'POST\n/\n\ncontent-type:application/x-amz-json-1"#))
        #expect(!answer.body.contains("wJalr"))
    }

    @Test("another body is another request")
    func changedBody() throws {
        let rig = try ServerRig(.verified(Self.credentials))
        #expect(rig.post(Self.body + " ", ["Authorization": Self.authorization()]).status == 400)
    }

    static let malformed: [(header: String?, type: String, message: String)] = [
        (nil, "MissingAuthenticationTokenException", "Request is missing Authentication Token"),
        ("", "MissingAuthenticationTokenException", "Request is missing Authentication Token"),
        ("Bearer a", "MissingAuthenticationTokenException", "Request is missing Authentication Token"),
        (
            "AWS4-HMAC-SHA256", "IncompleteSignatureException",
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                + "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256"
        ),
        (
            "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature=", "IncompleteSignatureException",
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
                + "parameter. Authorization=AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Signature="
        ),
        (
            "AWS4-HMAC-SHA256 Credential", "IncompleteSignatureException",
            "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: "
                + "'AWS4-HMAC-SHA256 Credential'."
        ),
        (
            "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0", "IncompleteSignatureException",
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b'"
        ),
        (
            "AWS4-X Credential=a/b/c/d/e, SignedHeaders=host, Signature=0", "IncompleteSignatureException",
            "Unsupported AWS 'algorithm': 'AWS4-X'."
        ),
    ]

    @Test("without a key, too, a request must be signed in some way", arguments: malformed)
    func form(header: String?, type: String, message: String) throws {
        for signatures in [Signatures.wellFormed, .verified(Self.credentials)] {
            let answer = try ServerRig(signatures).post(Self.body, ["Authorization": header])
            #expect(answer.status == 400)
            #expect(answer.body == #"{"__type":"com.amazon.coral.service#\#(type)","message":"\#(message)"}"#)
        }
    }

    @Test("a signature needs a date")
    func date() throws {
        let answer = try ServerRig().post(Self.body, ["X-Amz-Date": nil])
        #expect(answer.body.contains("requires existence of either a 'X-Amz-Date' or a 'Date' header. "))
        let dated = ["X-Amz-Date": nil, "Date": "Sat, 21 Nov 2026 11:42:30 GMT"] as [String: String?]
        #expect(try ServerRig().post(Self.body, dated).status == 200)
    }

    @Test("a signature in the query is refused, with a header beside it or without")
    func query() throws {
        for header in [nil, ServerRig.wellFormed] {
            let answer = try ServerRig().post(
                Self.body, ["Authorization": header], path: "/?X-Amz-Algorithm=AWS4-HMAC-SHA256")
            #expect(answer.status == 400)
            #expect(answer.body.contains("InvalidSignatureException"))
        }
    }
}
