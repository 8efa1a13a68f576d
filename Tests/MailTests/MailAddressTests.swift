import Mail
import Testing

@Suite("Addresses of mail")
struct MailAddressTests {
    @Test(
        "an address that every server takes is taken as it is",
        arguments: [
            "ada@example.com", "a@b", "ada.lovelace+tag@mail.example.co.uk", "o'brien@example.org",
            "!#$%&'*+-/=?^_`{|}~@example.com", "x@xn--mnchen-3ya.example", "1@2.3", "ADA@EXAMPLE.COM",
            String(repeating: "l", count: 64) + "@" + String(repeating: "d", count: 63) + ".example",
        ])
    func taken(address: String) throws {
        let parsed = try MailAddress(name: "Ada", address)
        #expect(parsed.address == address)
        #expect(parsed.name == "Ada")
    }

    @Test(
        "what could be no address, or two, is refused",
        arguments: [
            "", "ada", "@", "ada@", "@example.com", "ada@@example.com", "ada@example@example.com", "a da@example.com",
            "ada@example.com,eve@example.com", "ada@example.com ", " ada@example.com", "<ada@example.com>",
            "ada@example.com\r\nBcc: eve@example.com", "ada\n@example.com", "ada@exa\0mple.com", "\"ada\"@example.com",
            "ada@[127.0.0.1]", ".ada@example.com", "ada.@example.com", "a..da@example.com", "ada@.example.com",
            "ada@example..com", "ada@example.com.", "ada@-example.com", "ada@example-.com", "ada@exämple.com",
            "ädä@example.com", "ada(comment)@example.com", "ada;@example.com", "ada:x@example.com", "ada@ex_ample.com",
            String(repeating: "l", count: 65) + "@example.com",
            "ada@" + String(repeating: "d", count: 64) + ".example",
            "ada@" + String(repeating: "a.", count: 130) + "example",
        ])
    func refused(address: String) {
        #expect(throws: MailError.invalidAddress) { try MailAddress(address) }
    }

    @Test(
        "a name may stand before the address",
        arguments: [
            ("ada@example.com", "", "ada@example.com"), ("<ada@example.com>", "", "ada@example.com"),
            ("Ada Lovelace <ada@example.com>", "Ada Lovelace", "ada@example.com"),
            ("\"Lovelace, Ada\" <ada@example.com>", "Lovelace, Ada", "ada@example.com"),
            ("Ada <x> <ada@example.com>", "Ada <x>", "ada@example.com"),
        ])
    func named(text: String, name: String, address: String) throws {
        let parsed = try MailAddress(text: text)
        #expect(parsed.name == name)
        #expect(parsed.address == address)
    }

    @Test("a name is one line, whatever it was")
    func lines() throws {
        let parsed = try MailAddress(name: "Ada\r\nBcc: eve@example.com\u{202E}\0", "ada@example.com")
        #expect(parsed.name == "Ada Bcc: eve@example.com")
        #expect(parsed.domain == "example.com")
    }
}
