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

    @Test("a signed address carries all but the signature in what is signed")
    func query() {
        let request = HTTPRequest("GET", .example, path: "/a", query: "b=2&a=1", headers: ["X-Amz-Date": "stale"])
        let signed = signer.presign(request, with: .example(token: "t/k"), at: .example, expires: 60)
        #expect(
            signer.canonicalRequest(request, with: .example(token: "t/k"), at: .example, form: .query(expires: 60))
                == """
                GET
                /a
                X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(Self.credential)&X-Amz-Date=20150830T123600Z\
                &X-Amz-Expires=60&X-Amz-Security-Token=t%2Fk&X-Amz-SignedHeaders=host&a=1&b=2
                host:example.amazonaws.com

                host
                \(Self.emptyHash)
                """)
        #expect(signed.headers == ["Host": "example.amazonaws.com"])
        #expect(
            signed.query == """
                b=2&a=1&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\(Self.credential)\
                &X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t%2Fk\
                &X-Amz-Signature=ea792a7e95979e73546748f0b551d8e79c2f4506bf418748542bbaa0cbff4f67
                """)
    }

    private static let credential = "AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request"

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
        "for S3 the path is taken as it is, each character encoded once",
        arguments: [
            ("", "/"), ("/a//b/../c", "/a//b/../c"), ("/a%20b", "/a%20b"), ("/a b", "/a%20b"), ("/a%2Fb", "/a%2Fb"),
            ("/%e1%88%b4", "/%E1%88%B4"), ("/a+b=c%", "/a%2Bb%3Dc%25"), ("/%7Ea", "/~a"),
        ])
    func pathForS3(path: String, expected: String) {
        let signer = RequestSigner(service: "s3", region: "us-east-1", options: .s3)
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

    @Test("a body may be left unsigned, and its digest sent")
    func body() {
        var options = RequestSigner.Options()
        options.leavesBodyUnsigned = true
        options.signsBodyHeader = true
        let signer = RequestSigner(service: "service", region: "us-east-1", options: options)
        let request = HTTPRequest("PUT", .example, headers: ["X-Amz-Content-SHA256": "stale"], body: [1])
        let signed = signer.sign(request, with: .example(), at: .example)
        #expect(
            signed.headers.fields.prefix(2) == [
                .init(name: "Host", value: "example.amazonaws.com"),
                .init(name: "x-amz-content-sha256", value: "UNSIGNED-PAYLOAD"),
            ])
        #expect(line(4, of: request, signer) == "x-amz-content-sha256:UNSIGNED-PAYLOAD")
        #expect(line(8, of: request, signer) == "UNSIGNED-PAYLOAD")
    }

    @Test("a token that is left out of the signature is sent all the same")
    func omittedToken() {
        let signer = RequestSigner(service: "service", region: "us-east-1", options: .with(\.omitsSessionToken, true))
        let request = HTTPRequest("GET", .example)
        let signed = signer.sign(request, with: .example(token: "t/k"), at: .example)
        #expect(signed.headers["X-Amz-Security-Token"] == "t/k")
        #expect(
            signer.canonicalRequest(request, with: .example(token: "t/k"), at: .example)
                == signer.canonicalRequest(request, with: .example(), at: .example))
        let address = signer.presign(request, with: .example(token: "t/k"), at: .example, expires: 60)
        let without = signer.presign(request, with: .example(), at: .example, expires: 60)
        #expect(address.query.split(separator: "&").dropLast().last ?? "" == "X-Amz-Security-Token=t%2Fk")
        #expect(
            address.query.split(separator: "&").filter { $0 != "X-Amz-Security-Token=t%2Fk" }
                == without.query.split(separator: "&"))
    }

    private func line(_ number: Int, of request: HTTPRequest, _ signer: RequestSigner) -> String {
        let lines = signer.canonicalRequest(request, with: .example(), at: .example)
            .split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.contains(number) ? String(lines[number]) : "(no such line)"
    }
}
