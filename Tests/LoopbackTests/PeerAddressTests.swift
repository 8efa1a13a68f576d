import Testing

@testable import Loopback

struct PeerAddressTests {
    private static let zeros = [UInt8](repeating: 0, count: 10)

    @Test(
        "only addresses that no other machine can have are of this one",
        arguments: [
            ([127, 0, 0, 1], true), ([127, 255, 0, 9], true), ([192, 0, 2, 2], false), ([0, 0, 0, 0], false),
            (zeros + [0, 0, 0, 0, 0, 1], true), (zeros + [0, 0, 0, 0, 0, 2], false),
            (zeros + [0xFF, 0xFF, 127, 0, 0, 1], true), (zeros + [0xFF, 0xFF, 10, 0, 0, 1], false),
            ([0xFE, 0x80] + zeros + [0, 0, 0, 1], false), ([], false),
        ] as [([UInt8], Bool)])
    func loopback(bytes: [UInt8], isHere: Bool) {
        #expect(PeerAddress(bytes: bytes).isLoopback == isHere)
    }

    @Test(
        "an address is said as people write it",
        arguments: [
            ([127, 0, 0, 1], "127.0.0.1"), ([203, 0, 113, 255], "203.0.113.255"),
            (zeros + [0, 0, 0, 0, 0, 1], "::1"), (zeros + [0xFF, 0xFF, 10, 0, 0, 1], "10.0.0.1"),
            ([0x20, 0x01, 0x0D, 0xB8] + zeros + [0, 0xA], "2001:db8::a"), ([], ""), ([1, 2, 3], ""),
        ] as [([UInt8], String)])
    func text(bytes: [UInt8], text: String) {
        #expect(PeerAddress(bytes: bytes).text == text)
    }

    @Test("what is no connection has no address")
    func noConnection() {
        #expect(PeerAddress(of: -1) == nil)
    }
}
