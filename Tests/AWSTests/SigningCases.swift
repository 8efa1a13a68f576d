import AWS
import HTTP
import Testing

/// A request with its expected signature in either form.
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
    var options = RequestSigner.Options()
    let inHeader: String
    let inQuery: String

    var testDescription: String { name }

    var signer: RequestSigner {
        RequestSigner(service: service, region: region, options: options)
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
        name: "get-vanilla", inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-header-key-duplicate",
        headers: ["My-Header1": "value2", "My-Header1": "value2", "My-Header1": "value1"],
        inHeader: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        inQuery: "3349ee0b81b4b589da0ff28a395c3591e04de515651dd74f298fa992d1507a97"),
    SigningCase(
        name: "get-header-value-multiline", headers: ["My-Header1": "value1\n  value2\n     value3"],
        inHeader: "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd",
        inQuery: "e6f5def831211aca02987a44b96826706278c7bc078112ae0263659c5b2f2d56"),
    SigningCase(
        name: "get-header-value-order",
        headers: ["My-Header1": "value4", "My-Header1": "value1", "My-Header1": "value3", "My-Header1": "value2"],
        inHeader: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        inQuery: "313720e71ca6202fdcfa9b20f88de01a4eb0638a83c833b1c184359a4eda864e"),
    SigningCase(
        name: "get-header-value-trim", headers: ["My-Header1": " value1", "My-Header2": " \"a   b   c\""],
        inHeader: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        inQuery: "e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4"),
    SigningCase(
        name: "get-header-value-empty", headers: ["My-Header1": "", "My-Header2": " \t ", "My-Header1": "b"],
        inHeader: "a7752b3772bcfb37d39591b3863d23393fae9e4d468f5ca63180b55bf842af80",
        inQuery: "f9cd31211b2b751e1d61dc51f250478128fbc47d58d230dacef772af09af3412"),
    SigningCase(
        name: "get-header-unsigned",
        headers: [
            "User-Agent": "curl", "EXPECT": "100-continue", "X-Amzn-Trace-Id": "Root=1", "Connection": "close",
            "Transfer-Encoding": "chunked",
        ], inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-unreserved", path: "/\(unreserved)",
        inHeader: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        inQuery: "95968482db1b9e0fadef6efc1bd24689f77c77d9ef56919c96a28cc92e0d6005"),
    SigningCase(
        name: "get-utf8", path: "/ሴ", inHeader: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        inQuery: "10eae3f14a260bd3911cc6d008d3c576d143b05b62f09782a7a4b37f52178e44"),
    SigningCase(
        name: "get-space-normalized", path: "/example space/",
        inHeader: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        inQuery: "7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6"),
    SigningCase(
        name: "get-space-unnormalized", path: "/example space/", options: .with(\.normalizesPath, false),
        inHeader: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        inQuery: "7a1f416954786484c9824d93c1f26ef64acb9b1b6c9154d08c9f07d0e394abf6"),
    SigningCase(
        name: "get-relative-normalized", path: "/example/..",
        inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-relative-unnormalized", path: "/example/..", options: .with(\.normalizesPath, false),
        inHeader: "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282",
        inQuery: "cbcb213b928a077e43275df47b500f1dfaa864ab3f5a18f6b95f4ff0938167ee"),
    SigningCase(
        name: "get-relative-relative-normalized", path: "/example1/example2/../..",
        inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-slash-normalized", path: "//",
        inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-slash-unnormalized", path: "//", options: .with(\.normalizesPath, false),
        inHeader: "c88bcd3d312d75078c0cd961d6deae3f4c754924b01669efcfcb439fd5e5b76e",
        inQuery: "b2a9542809db687769200f56a844a03f2bd0291d6eb90232d5101c6a579446cd"),
    SigningCase(
        name: "get-slash-dot-slash-normalized", path: "/./",
        inHeader: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        inQuery: "e93c787ed7f371d5c6b165c1b38ede9550f4dce4144713e844b25b7192d3865d"),
    SigningCase(
        name: "get-slash-pointless-dot-normalized", path: "/./example",
        inHeader: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
        inQuery: "35034b1a0bdd969f346975386daf8aedfd4976573b8348cf4f67eaa41c5857de"),
    SigningCase(
        name: "get-slashes-normalized", path: "//example//",
        inHeader: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        inQuery: "c1834e8fb0307243711f0f907f6ab7311ed300d87f13792d7ee4da89ab93e082"),
    SigningCase(
        name: "get-slashes-unnormalized", path: "//example//", options: .with(\.normalizesPath, false),
        inHeader: "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5",
        inQuery: "822a5a9ba28072c5ab2bb4a6307d0c88276d40e49fec6b724c03fb4d4ba60fc2"),
    SigningCase(
        name: "double-encode-path", path: "/a%20b/c%2Fd/%E1%88%B4",
        inHeader: "e92cac658af61a25bd246aa8862bca8282a4dff2ec1cbe099344443fa1d65b6e",
        inQuery: "9114cd64ef41ba3794bcf59de85b2e411c4ee361dbb6e65676bc8a4269da097f"),
    SigningCase(
        name: "single-encode-path-of-s3", path: "/a%20b//c%2Fd/../%E1%88%B4", options: .s3,
        inHeader: "ade6968186aa90cc28157d8171f0ee8d42a93eb78b58e52004d94fe225309615",
        inQuery: "2067ed2cfdbbd426f3da7c06642c85e655c4eb5026872e667c695209a868a920"),
    SigningCase(
        name: "get-vanilla-query", query: "Param1=value1",
        inHeader: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        inQuery: "49096700cbbaa5753443850f40df10f904fc2fdb544dc9512203cc77c471a9de"),
    SigningCase(
        name: "get-vanilla-empty-query-key", query: "Param1",
        inHeader: "506693d22b79f51760ff2217fe207bb63f86e8f316bf6c217a3c65d33d15410a",
        inQuery: "9dbaa0f0097423ee201c446d2f725d15c2a4464b96d5295bb3b4ccb4ba9d6071"),
    SigningCase(
        name: "get-vanilla-query-order-key", query: "Param1=value2&Param1=Value1",
        inHeader: "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
        inQuery: "96b0a99b135f8ee6548552ab19cd75b54929fc58360aad2b949c7fde8aed3803"),
    SigningCase(
        name: "get-vanilla-query-order-key-case", query: "Param2=value2&Param1=value1",
        inHeader: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        inQuery: "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"),
    SigningCase(
        name: "get-vanilla-query-order-value", query: "Param1=value2&Param1=value1",
        inHeader: "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
        inQuery: "7eeada500bcbbd9aac29eaf91a810c6ec56caafdfc367e83e111bc2050a23e95"),
    SigningCase(
        name: "get-vanilla-query-order-encoded", query: "Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
        inHeader: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        inQuery: "c5f1848ceec943ac2ca68ee720460c23aaae30a2300586597ada94c4a65e4787"),
    SigningCase(
        name: "get-vanilla-query-unreserved", query: "\(unreserved)=\(unreserved)",
        inHeader: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        inQuery: "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"),
    SigningCase(
        name: "get-vanilla-utf8-query", query: "ሴ=bar",
        inHeader: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        inQuery: "0bdd809b1519ac4f0c1dc3540e2cc46bd0c7f778eda408b2ebf3b913d21ff600"),
    SigningCase(
        name: "get-query-plus-slash-and-equals", query: "a=b+c%2Fd/e=f%3d&%7e=~",
        inHeader: "63102f23756a22c3a80d0ab0a0f7503aec8330bc722f536aa5d23d98fa4f5608",
        inQuery: "e6cfaa1ffa90123f98397fbf38df1086e589e8dfa7bd66314b333facff643462"),
    SigningCase(
        name: "post-vanilla", method: "POST",
        inHeader: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        inQuery: "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"),
    SigningCase(
        name: "post-header-key-sort", method: "POST", headers: ["My-Header1": "value1"],
        inHeader: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        inQuery: "c09d07e0d55871f10f2a6d350d994acf6825a3cae70673d7def55616e6119dd7"),
    SigningCase(
        name: "post-header-value-case", method: "POST", headers: ["MY-HEADER1": "VALUE1"],
        inHeader: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
        inQuery: "0698bc9e4f7f9139065ba2909c0e99da257e8e2a42492a097bcd46d792391fed"),
    SigningCase(
        name: "post-vanilla-query", method: "POST", query: "Param1=value1",
        inHeader: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
        inQuery: "a9ef26247f293bffe40eeff86a0480ba8c14d31503b2e0c3399e3a16bf1a3682"),
    SigningCase(
        name: "post-x-www-form-urlencoded", method: "POST",
        headers: ["Content-Type": "application/x-www-form-urlencoded", "Content-Length": "13"], body: "Param1=value1",
        inHeader: "fec50118d90ecf934441dd37fb9a49bd7f5adb6450802ca3a0977623bbb7c27f",
        inQuery: "89a40deed0f26f9461242825a082d2222717248abc7ab41f552ad84a94ad46e9"),
    SigningCase(
        name: "post-x-www-form-urlencoded-parameters", method: "POST",
        headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf8", "Content-Length": "13"],
        body: "Param1=value1", inHeader: "9482c53856ce11a1ade57c7c51a11ac7c98c8eff3fc8482c482de4beeaaa4e7d",
        inQuery: "522e11b337e900eef8e101366a73b24e69596288648dd9c10d459c8af63aa232"),
    SigningCase(
        name: "post-body-header", method: "POST", body: "Param1=value1", options: .with(\.signsBodyHeader, true),
        inHeader: "29ad954417b30cf1d248d8068d3387c6b1fa0057764dd9ff44c287c3aedbaaba",
        inQuery: "851bca65c058b1870ec7672ec7d9fb343d36c7b0b407f52e89f3b574294501f2"),
    SigningCase(
        name: "post-unsigned-body", method: "POST", body: "Param1=value1", options: .with(\.leavesBodyUnsigned, true),
        inHeader: "d70068b7c74802ae3e1535177571544aa9e5b00779d569b7dfd2195a219c26a9",
        inQuery: "52c45c5d05f874717a90f1b6de23dc40db81b6404144f5ab1a76f3b65380be20"),
    SigningCase(
        name: "post-sts-header-before", method: "POST", token: sessionToken,
        inHeader: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
        inQuery: "46c2e3c63c1dbe7d39f8ada16fe7f001c1f56c5791441565323677f96308871c"),
    SigningCase(
        name: "post-sts-header-after", method: "POST", token: sessionToken, options: .with(\.omitsSessionToken, true),
        inHeader: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        inQuery: "2ce6e6d2e0cf2f9d1b55fafec88cd20574c31dc2e7631979f71ba2310083e95b"),
    SigningCase(
        name: "another-service", service: "dynamodb",
        inHeader: "61af82a06457b151de77ea995809f86acce8172f3043033e2221bca0646e8cd4",
        inQuery: "7acf116eca34dc40aa29b2257512753108dfdadf5cc09048afca96429474458b"),
    SigningCase(
        name: "another-region", region: "eu-west-1",
        inHeader: "c2247dd8625f9b1ca6e790cef12e752a4a4707fb14ecedede65539e6fd15f772",
        inQuery: "2e891c210c7ab446c93db16467e253bccf57902f1bb1862c79edb29b7882c227"),
    SigningCase(
        name: "another-service-and-region", service: "dynamodb", region: "eu-west-1",
        inHeader: "54d7dd43ba9b591662f6705db9d01c0f761288e01912272f7edb601a71c8b8a9",
        inQuery: "d916a5555e522fb45d764b2463f7a2248f4c56a1f602379473c35e218c6f38c6"),
]
