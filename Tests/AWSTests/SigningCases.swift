import AWS
import HTTP
import Testing

/// A request with its expected signature.
///
/// The names are those of AWS's published test suite; the signatures are botocore's.
struct SigningCase: CustomTestStringConvertible, Sendable {
    let name: String
    var method = "GET"
    var path = "/"
    var query = ""
    var headers: HTTPHeaders = [:]
    var body = ""
    var token: String?
    var service = "service"
    var region = "us-east-1"
    let signature: String

    var testDescription: String { name }

    var signer: RequestSigner {
        RequestSigner(service: service, region: region)
    }

    var credentials: Credentials {
        .example(token: token)
    }

    var request: HTTPRequest {
        HTTPRequest(method, .example, path: path, query: query, headers: headers, body: Array(body.utf8))
    }
}

private let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

let signingCases = [
    SigningCase(
        name: "get-vanilla", signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-header-key-duplicate",
        headers: ["My-Header1": "value2", "My-Header1": "value2", "My-Header1": "value1"],
        signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
    SigningCase(
        name: "get-header-value-multiline", headers: ["My-Header1": "value1\n  value2\n     value3"],
        signature: "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd"),
    SigningCase(
        name: "get-header-value-order",
        headers: ["My-Header1": "value4", "My-Header1": "value1", "My-Header1": "value3", "My-Header1": "value2"],
        signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
    SigningCase(
        name: "get-header-value-trim", headers: ["My-Header1": " value1", "My-Header2": " \"a   b   c\""],
        signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
    SigningCase(
        name: "get-header-value-empty", headers: ["My-Header1": "", "My-Header2": " \t ", "My-Header1": "b"],
        signature: "a7752b3772bcfb37d39591b3863d23393fae9e4d468f5ca63180b55bf842af80"),
    SigningCase(
        name: "get-header-unsigned",
        headers: [
            "User-Agent": "curl", "EXPECT": "100-continue", "X-Amzn-Trace-Id": "Root=1", "Connection": "close",
            "Transfer-Encoding": "chunked",
        ], signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-unreserved", path: "/\(unreserved)",
        signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
    SigningCase(
        name: "get-utf8", path: "/ሴ", signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    SigningCase(
        name: "get-space-normalized", path: "/example space/",
        signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
    SigningCase(
        name: "get-relative-normalized", path: "/example/..",
        signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-relative-relative-normalized", path: "/example1/example2/../..",
        signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-slash-normalized", path: "//",
        signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-slash-dot-slash-normalized", path: "/./",
        signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    SigningCase(
        name: "get-slash-pointless-dot-normalized", path: "/./example",
        signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"),
    SigningCase(
        name: "get-slashes-normalized", path: "//example//",
        signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
    SigningCase(
        name: "double-encode-path", path: "/a%20b/c%2Fd/%E1%88%B4",
        signature: "e92cac658af61a25bd246aa8862bca8282a4dff2ec1cbe099344443fa1d65b6e"),
    SigningCase(
        name: "get-vanilla-query", query: "Param1=value1",
        signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
    SigningCase(
        name: "get-vanilla-empty-query-key", query: "Param1",
        signature: "506693d22b79f51760ff2217fe207bb63f86e8f316bf6c217a3c65d33d15410a"),
    SigningCase(
        name: "get-vanilla-query-order-key", query: "Param1=value2&Param1=Value1",
        signature: "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"),
    SigningCase(
        name: "get-vanilla-query-order-key-case", query: "Param2=value2&Param1=value1",
        signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    SigningCase(
        name: "get-vanilla-query-order-value", query: "Param1=value2&Param1=value1",
        signature: "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"),
    SigningCase(
        name: "get-vanilla-query-order-encoded", query: "Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
        signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
    SigningCase(
        name: "get-vanilla-query-unreserved", query: "\(unreserved)=\(unreserved)",
        signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
    SigningCase(
        name: "get-vanilla-utf8-query", query: "ሴ=bar",
        signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
    SigningCase(
        name: "get-query-plus-slash-and-equals", query: "a=b+c%2Fd/e=f%3d&%7e=~",
        signature: "63102f23756a22c3a80d0ab0a0f7503aec8330bc722f536aa5d23d98fa4f5608"),
    SigningCase(
        name: "post-vanilla", method: "POST",
        signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    SigningCase(
        name: "post-header-key-sort", method: "POST", headers: ["My-Header1": "value1"],
        signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
    SigningCase(
        name: "post-header-value-case", method: "POST", headers: ["MY-HEADER1": "VALUE1"],
        signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"),
    SigningCase(
        name: "post-vanilla-query", method: "POST", query: "Param1=value1",
        signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
    SigningCase(
        name: "post-x-www-form-urlencoded", method: "POST",
        headers: ["Content-Type": "application/x-www-form-urlencoded", "Content-Length": "13"], body: "Param1=value1",
        signature: "fec50118d90ecf934441dd37fb9a49bd7f5adb6450802ca3a0977623bbb7c27f"),
    SigningCase(
        name: "post-x-www-form-urlencoded-parameters", method: "POST",
        headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf8", "Content-Length": "13"],
        body: "Param1=value1", signature: "9482c53856ce11a1ade57c7c51a11ac7c98c8eff3fc8482c482de4beeaaa4e7d"),
    SigningCase(
        name: "post-sts-header-before", method: "POST", token: sessionToken,
        signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"),
    SigningCase(
        name: "another-service", service: "dynamodb",
        signature: "61af82a06457b151de77ea995809f86acce8172f3043033e2221bca0646e8cd4"),
    SigningCase(
        name: "another-region", region: "eu-west-1",
        signature: "c2247dd8625f9b1ca6e790cef12e752a4a4707fb14ecedede65539e6fd15f772"),
    SigningCase(
        name: "another-service-and-region", service: "dynamodb", region: "eu-west-1",
        signature: "54d7dd43ba9b591662f6705db9d01c0f761288e01912272f7edb601a71c8b8a9"),
]
