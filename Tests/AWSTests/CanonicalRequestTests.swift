import AWS
import HTTP
import Testing
import Time

@Suite("what is signed")
struct CanonicalRequestTests {
    private let signer = RequestSigner(service: "service", region: "us-east-1")
    private static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test("a DynamoDB request, step by step")
    func dynamoDB() {
        let signer = RequestSigner(service: "dynamodb", region: "eu-west-1")
        let request = HTTPRequest(
            "POST", Endpoint(scheme: .https, host: "dynamodb.eu-west-1.amazonaws.com"),
            headers: ["Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.ListTables"],
            body: Array("{}".utf8))
        #expect(
            signer.canonicalRequest(request, with: .example(token: "token"), at: .example) == """
                POST
                /

                content-type:application/x-amz-json-1.0
                host:dynamodb.eu-west-1.amazonaws.com
                x-amz-date:20150830T123600Z
                x-amz-security-token:token
                x-amz-target:DynamoDB_20120810.ListTables

                content-type;host;x-amz-date;x-amz-security-token;x-amz-target
                44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
                """)
        #expect(
            signer.stringToSign(request, with: .example(token: "token"), at: .example) == """
                AWS4-HMAC-SHA256
                20150830T123600Z
                20150830/eu-west-1/dynamodb/aws4_request
                e3c044bf311e186224ccb04cce0c2e598dcc6cb64e5e11d8542334da7812a58b
                """)
        var signed = request
        signed.headers.add("Host", "dynamodb.eu-west-1.amazonaws.com")
        signed.headers.add("X-Amz-Date", "20150830T123600Z")
        signed.headers.add("X-Amz-Security-Token", "token")
        signed.headers.add(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/dynamodb/aws4_request, "
                + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
                + "Signature=76eae698f113b09db44dec025f558cf82627687580c26c8b3378d10fff05495d")
        #expect(signer.sign(request, with: .example(token: "token"), at: .example) == signed)
    }

    @Test(
        "the path is resolved, and encoded once more than it is",
        arguments: [
            ("", "/"), ("/", "/"), ("//", "/"), ("/.", "/"), ("/..", "/"), ("/../../a", "/a"),
            ("/a/./b/../c/", "/a/c/"),
            ("/a/b/..", "/a"), ("a", "/a"), ("/a//b", "/a/b"), ("/...", "/..."), ("/%2E%2E/a", "/%252E%252E/a"),
            ("/stage/%40connections/AbC%3D", "/stage/%2540connections/AbC%253D"),
            ("/stage/@connections/AbC=", "/stage/%40connections/AbC%3D"), ("/a b/ሴ", "/a%20b/%E1%88%B4"),
        ])
    func path(path: String, expected: String) {
        #expect(line(1, of: HTTPRequest("GET", .example, path: path), signer) == expected)
    }

    @Test(
        "the query is sorted by name, then by value, each encoded once",
        arguments: [
            ("", ""), ("a", "a="), ("a=", "a="), ("&a&&b&", "a=&b="), ("b=1&a=2&a=1", "a=1&a=2&b=1"),
            ("a-b=1&a=2", "a=2&a-b=1"), ("B=1&a=1", "B=1&a=1"), ("a=b+c", "a=b%2Bc"), ("a=b%20c", "a=b%20c"),
            ("a=b c", "a=b%20c"), ("a=%7e%2f", "a=~%2F"), ("a=1=2", "a=1%3D2"), ("ሴ=é", "%E1%88%B4=%C3%A9"),
            ("a=%&b=%4", "a=%25&b=%254"), ("=1", "=1"), ("a=%FF", "a=%FF"), ("a?b=/", "a%3Fb=%2F"),
        ])
    func query(query: String, expected: String) {
        #expect(line(2, of: HTTPRequest("GET", .example, query: query), signer) == expected)
    }

    @Test("headers are sorted, folded and joined, and what changes on the way is left out")
    func headers() {
        let request = HTTPRequest(
            "GET", .example,
            headers: [
                "X-B": " b\t  c ", "x-a": "2", "X-A": "", "X-a": "1", "User-Agent": "u", "Expect": "e",
                "X-Amzn-Trace-Id": "t", "Connection": "c", "Authorization": "a", "Multi": "1\r\n 2\n\t3",
                "x-amz-DATE": "stale", "HOST": "other.example.com",
            ])
        #expect(
            signer.canonicalRequest(request, with: .example(), at: .example) == """
                GET
                /

                host:other.example.com
                multi:1 2 3
                x-a:2,,1
                x-amz-date:20150830T123600Z
                x-b:b c

                host;multi;x-a;x-amz-date;x-b
                \(Self.emptyHash)
                """)
    }

    @Test("the port is part of the host unless it goes without saying")
    func host() {
        let local = Endpoint(scheme: .http, host: "127.0.0.1", port: 8000)
        #expect(line(3, of: HTTPRequest("GET", local), signer) == "host:127.0.0.1:8000")
        #expect(line(3, of: HTTPRequest("GET", .example), signer) == "host:example.amazonaws.com")
    }

    private func line(_ number: Int, of request: HTTPRequest, _ signer: RequestSigner) -> String {
        let lines = signer.canonicalRequest(request, with: .example(), at: .example)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number) ? String(lines[number]) : "(no such line)"
    }
}
