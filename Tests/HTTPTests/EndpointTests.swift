import Testing

@testable import HTTP

struct EndpointTests {
    @Test(
        "an address of scheme, host and port is read",
        arguments: [
            ("http://localhost", Endpoint(scheme: .http, host: "localhost")),
            ("http://localhost/", Endpoint(scheme: .http, host: "localhost")),
            ("http://localhost:8000", Endpoint(scheme: .http, host: "localhost", port: 8000)),
            ("http://127.0.0.1:65535/", Endpoint(scheme: .http, host: "127.0.0.1", port: 65_535)),
            ("http://h:1", Endpoint(scheme: .http, host: "h", port: 1)),
            ("https://my-host_2.example.com", Endpoint(scheme: .https, host: "my-host_2.example.com")),
            ("http://[::1]:9001", Endpoint(scheme: .http, host: "[::1]", port: 9001)),
            ("https://[fe80::1:2]", Endpoint(scheme: .https, host: "[fe80::1:2]")),
            ("http://[::ffff:10.0.0.1]", Endpoint(scheme: .http, host: "[::ffff:10.0.0.1]")),
        ])
    func reads(text: String, endpoint: Endpoint) {
        #expect(Endpoint(text) == endpoint)
    }

    @Test(
        "anything else is no endpoint",
        arguments: [
            "", "/", "http://", "http:///", "http://:80", "localhost", "localhost:80", "//localhost", "ftp://localhost",
            "http:/localhost", "http://user@localhost", "http://user:secret@localhost", "http://localhost/path",
            "http://localhost//", "http://localhost?a=b", "http://localhost#f", "http://localhost:",
            "http://localhost:0",
            "http://localhost:65536", "http://localhost:+1", "http://localhost:-1", "http://localhost: 80",
            "http://localhost:8o", "http://localhost:80:80", "http://localhost:99999999999999999999",
            "http://localhost:٣", "http://::1", "http://[", "http://[]", "http://[::1", "http://::1]",
            "http://[::1]x", "http://[::1]x:80", "http://[::1]]", "http://[[::1]]", "http://[localhost]",
            "http://[fe80::1%25eth0]", "http://a]", "http://a[b", "http://local host", "http://local\r\nhost",
            "http://local\0host", "http://höst", "http://a%41", "http://a\\b",
        ])
    func refuses(text: String) {
        #expect(Endpoint(text) == nil)
    }

    @Test("a scheme's own port goes without saying")
    func defaultPorts() {
        #expect(Endpoint("http://h:80") == Endpoint("http://h"))
        #expect(Endpoint("https://h:443") == Endpoint("https://h"))
        #expect(Endpoint("https://h:80") != Endpoint("https://h"))
        #expect(Endpoint("https://h:443").map(\.authority) == "h")
        #expect(Endpoint("http://h:443").map(\.description) == "http://h:443")
        #expect(Endpoint("http://[::1]:80").map(\.description) == "http://[::1]")
    }

    @Test(
        "host and port without a scheme are read as the Runtime API's address is given",
        arguments: [
            ("127.0.0.1:9001", "http://127.0.0.1:9001"), ("localhost", "http://localhost"), ("a/b", nil), ("", nil),
        ])
    func authority(text: String, endpoint: String?) {
        #expect(Endpoint(scheme: .http, authority: text[...]).map(\.description) == endpoint)
    }
}
