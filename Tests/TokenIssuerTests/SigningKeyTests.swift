import Foundation
import JSON
import Testing
@testable import TokenIssuer
import Tokens

@Suite("the key that tokens are signed with")
struct SigningKeyTests {
    private static let key = try? SigningKey.generate()

    @Test("a key that is written and read again is the same key")
    func roundTrip() throws {
        let key = try #require(Self.key)
        let again = try SigningKey(pem: key.pem())
        #expect(again.id == key.id)
        #expect(again.publicKey == key.publicKey)
        #expect(try again.token(["sub": "ada"]) == key.token(["sub": "ada"]))
        #expect(try SigningKey.generate().id != key.id)
    }

    @Test("what it signs passes with its public key, and with no other")
    func signs() throws {
        let key = try #require(Self.key)
        let token = try key.token(["sub": "ada", "name": "Ada Ł."])
        let keys = try JSONWebKeySet(parsing: key.publicKeySet.json())
        let payload = String(decoding: try keys.verifiedPayload(of: token), as: UTF8.self)
        #expect(payload == #"{"name":"Ada Ł.","sub":"ada"}"#)
        let others = try JSONWebKeySet(parsing: SigningKey.generate().publicKeySet.json())
        #expect(throws: TokenError.unknownKey) { try others.verifiedPayload(of: token) }
    }

    @Test("the public key holds nothing private")
    func publicMembers() throws {
        let members = try #require(Self.key?.publicKey.object)
        #expect(members.keys.sorted() == ["alg", "e", "kid", "kty", "n", "use"])
    }

    @Test("OpenSSL's own program reads the key, finds it sound, and makes keys that can be read")
    func openSSL() throws {
        let key = try #require(Self.key)
        let checked = try Self.openssl(["rsa", "-check", "-noout", "-modulus"], input: key.pem())
        let modulus = try Self.openssl(["rsa", "-noout", "-modulus"], input: key.pem())
        #expect(checked.contains("RSA key ok"))
        let theirs = try Self.openssl(["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-quiet"])
        let read = try SigningKey(pem: theirs)
        #expect(read.id != key.id)
        #expect(try Self.openssl(["rsa", "-noout", "-modulus"], input: read.pem()) != modulus)
        #expect(try read.pem() == theirs)
    }

    @Test("the thumbprint is the standard's: RFC 7638, section 3.1")
    func thumbprint() throws {
        let text = Thumbprint.text(modulus: try ThumbprintExample.modulus(), exponent: [1, 0, 1])
        #expect(text == ThumbprintExample.thumbprint)
    }

    @Test(
        "what is no private RSA key is refused for what it is",
        arguments: [
            ([], IssuingError.notAPrivateKey),
            (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], .notAnRSAKey),
            (["genpkey", "-algorithm", "ED25519"], .notAnRSAKey),
            (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-quiet"], .tooShort(bits: 1024)),
            (["genrsa", "-traditional", "2048"], .notAPrivateKey),
            (["genrsa", "-aes128", "-passout", "pass:secret", "2048"], .notAPrivateKey),
            (["rand", "-hex", "100"], .notAPrivateKey),
        ] as [([String], IssuingError)])
    func refused(arguments: [String], error: IssuingError) throws {
        let text = arguments.isEmpty ? "" : try Self.openssl(arguments)
        #expect(throws: error) { try SigningKey(pem: text) }
    }

    @Test("a damaged key is refused wherever the damage is")
    func damaged() throws {
        let key = try #require(Self.key)
        let pem = Array(try key.pem().utf8)
        for place in stride(from: 30, to: pem.count - 40, by: 40) {
            var changed = pem
            changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            let read = try? SigningKey(pem: String(decoding: changed, as: UTF8.self))
            #expect(read == nil || read?.id == key.id)
        }
        for length in stride(from: 0, to: pem.count - 30, by: 50) {
            #expect(throws: IssuingError.notAPrivateKey) {
                try SigningKey(pem: String(decoding: pem.prefix(length), as: UTF8.self))
            }
        }
    }

    private static func openssl(_ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        let (given, printed) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = printed
        process.standardError = FileHandle.nullDevice
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        let output = printed.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: output, as: UTF8.self)
    }
}
