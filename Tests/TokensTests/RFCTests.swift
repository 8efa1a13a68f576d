import JSON
import Testing
import Tokens

/// The standards' examples with their keys.
@Suite("the standards' examples")
struct RFCTests {
    @Test("RFC 7515, appendix A.2, passes")
    func jws() throws {
        #expect(try Self.payload(key: Self.jwsKey, token: Self.jws) == Self.jwsPayload)
    }

    @Test("RFC 7520, section 4.1, passes under the name of its key")
    func cookbook() throws {
        let payload = try Self.payload(key: Self.bilbosKey, token: Self.cookbook)
        #expect(payload.hasPrefix("It’s a dangerous business, Frodo, going out your door."))
        #expect(payload.hasSuffix("there’s no knowing where you might be swept off to."))
    }

    @Test("neither passes with the other's key")
    func crossed() {
        #expect(throws: TokenError.wrongSignature) { try Self.payload(key: Self.bilbosKey, token: Self.jws) }
        #expect(throws: TokenError.unknownKey) { try Self.payload(key: Self.jwsKey, token: Self.cookbook) }
    }

    private static func payload(key: String, token: [String]) throws -> String {
        let key = try JSONWebKey(JSONDocument(parsing: Array(key.utf8)).root)
        let payload = try JSONWebKeySet(keys: [key]).verifiedPayload(of: token.joined())
        return String(decoding: payload, as: UTF8.self)
    }

    private static let jwsPayload = #"{"iss":"joe",\#r\#n "exp":1300819380,\#r\#n "http://example.com/is_root":true}"#
    private static let jwsKey = """
        {"kty":"RSA","e":"AQAB","n":"\(jwsModulus.joined())"}
        """
    private static let jwsModulus = [
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ",
        "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2",
        "R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcD",
        "TW9gb54h4FRWyuXpoQ",
    ]
    private static let jws = [
        "eyJhbGciOiJSUzI1NiJ9",
        ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9C",
        "UAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_",
        "dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0i",
        "gcN_IoypGlUPQGe77Rw",
    ]
    private static let bilbosKey = """
        {"kty":"RSA","kid":"bilbo.baggins@hobbiton.example","use":"sig","e":"AQAB","n":"\(bilbosModulus.joined())"}
        """
    private static let bilbosModulus = [
        "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2w",
        "qVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bT",
        "wJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5",
        "iaiQkqgc5gHdrNP5zw",
    ]
    private static let cookbook = [
        "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9",
        ".SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCw",
        "gYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9",
        "mZiB0by4",
        ".MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII7PNDi84wnB-BD",
        "koBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9Uz",
        "pERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84og",
        "oree7vjbU5y18kDquDg",
    ]
}
