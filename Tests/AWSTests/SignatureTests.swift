import AWS
import HTTP
import Testing
import Time

@Suite("signatures")
struct SignatureTests {
    @Test("the Authorization header ends with the signature that AWS expects", arguments: signingCases)
    func inHeader(example: SigningCase) {
        let signed = example.signer.sign(example.request, with: example.credentials, at: .example)
        let authorization = signed.headers["Authorization"] ?? ""
        #expect(
            authorization.hasPrefix(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/\(example.region)/\(example.service)/aws4_request, "))
        #expect(authorization.split(separator: "Signature=").last ?? "" == example.signature)
    }

    @Test("signing what was signed before gives the same request", arguments: signingCases)
    func signingTwice(example: SigningCase) {
        let once = example.signer.sign(example.request, with: example.credentials, at: .example)
        #expect(example.signer.sign(once, with: example.credentials, at: .example) == once)
        let twice = example.signer.sign(
            example.signer.sign(example.request, with: example.credentials, at: Instant(seconds: 0)),
            with: example.credentials, at: .example)
        #expect(twice == once)
    }

    @Test("everything that is signed changes the signature")
    func sensitivity() {
        let request = HTTPRequest("GET", .example, query: "a=1", headers: ["X-A": "1"], body: [1])
        let signer = RequestSigner(service: "dynamodb", region: "eu-west-1")
        var requests = [request]
        for change: (inout HTTPRequest) -> Void in [
            { $0.method = "PUT" }, { $0.path = "/b" }, { $0.query = "a=2" }, { $0.headers["X-A"] = "2" },
            { $0.headers["X-B"] = "" }, { $0.headers["Host"] = "other" }, { $0.body = [2] },
            { $0.endpoint = Endpoint(scheme: .https, host: "example.amazonaws.com", port: 8443) },
        ] {
            var changed = request
            change(&changed)
            requests.append(changed)
        }
        var signatures = requests.map { signer.sign($0, with: .example(), at: .example).headers["Authorization"] }
        for other in [
            RequestSigner(service: "ses", region: "eu-west-1"), RequestSigner(service: "dynamodb", region: "eu-west-2"),
        ] {
            signatures.append(other.sign(request, with: .example(), at: .example).headers["Authorization"])
        }
        signatures.append(signer.sign(request, with: .example(token: "t"), at: .example).headers["Authorization"])
        signatures.append(
            signer.sign(request, with: .example(), at: Instant(seconds: 1_440_938_161)).headers["Authorization"])
        #expect(Set(signatures).count == 13)
    }

    @Test("the key of the day gives way when secret or day change, and comes back")
    func keyOfTheDay() {
        let signer = RequestSigner(service: "service", region: "us-east-1")
        let other = Credentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "another")
        let nextDay = Instant(seconds: 1_440_938_160 + 86_400)
        let request = HTTPRequest("GET", .example)
        let fresh = { (credentials: Credentials, moment: Instant) in
            RequestSigner(service: "service", region: "us-east-1").sign(request, with: credentials, at: moment)
        }
        for (credentials, moment) in [
            (.example(), .example), (other, .example), (.example(), .example), (.example(), nextDay),
            (other, nextDay), (.example(), .example), (.example(), .example),
        ] as [(Credentials, Instant)] {
            #expect(signer.sign(request, with: credentials, at: moment) == fresh(credentials, moment))
        }
    }

    @Test(
        "no moment and no text makes it fail",
        arguments: [Int64.min, -62_167_219_200_001, -1, 0, 253_402_300_800_000, Int64.max])
    func extremes(milliseconds: Int64) {
        let signer = RequestSigner(service: "", region: "")
        let request = HTTPRequest(
            "", .example, path: "%/%%/%zz/../..", query: "&&=&%&=%&a==&\u{301}&=\u{301}",
            headers: ["": "", "\r\n": "\r\n", "É": "\u{0}"])
        let credentials = Credentials(accessKeyID: "", secretAccessKey: "")
        let moment = Instant(milliseconds: milliseconds)
        #expect(signer.sign(request, with: credentials, at: moment).headers["Authorization"] != nil)
    }
}
