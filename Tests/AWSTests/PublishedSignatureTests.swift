import AWS
import HTTP
import Testing
import Time

@Suite("signatures that AWS has published")
struct PublishedSignatureTests {
    @Test("get-vanilla")
    func vanilla() throws {
        let request = HTTPRequest("GET", Endpoint(scheme: .https, host: "example.amazonaws.com"))
        let credentials = Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
        let signed = RequestSigner(service: "service", region: "us-east-1").sign(
            request, with: credentials, at: Instant(seconds: 1_440_938_160))
        #expect(
            signed.headers["Authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        )
    }
}
