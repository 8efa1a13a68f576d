import JSON
import Platform
import Testing

@testable import APIGateway

@Suite("Who is calling, by the token's claims")
struct IdentityClaimsTests {
    private func identity(_ claims: JSONValue, rolesClaim: RolesClaim = RolesClaim("cognito:groups")) throws -> Identity
    {
        let node = try JSONDocument(parsing: claims.json()).root
        return try Identity(claims: node, rolesClaim: rolesClaim)
    }

    private func caller(_ event: JSONValue) throws -> Identity {
        try read(event).requireIdentity()
    }

    @Test("an HTTP API's claims say who is calling")
    func httpClaims() throws {
        let claims: JSONValue = [
            "sub": "auth0|5f7c", "email": "ada@example.com", "email_verified": "true", "name": "Ada Lovelace",
            "cognito:groups": "[mentor admin]",
        ]
        let expected = Identity(
            userID: try #require(UserID("auth0|5f7c")), email: "ada@example.com", name: "Ada Lovelace",
            roles: [.mentor, .admin])
        #expect(try caller(Event.http(context: ["authorizer": ["jwt": ["claims": claims]]])) == expected)
        #expect(try caller(Event.rest(context: ["authorizer": ["claims": claims]])) == expected)
    }

    @Test(
        "the language and the zone of the token are taken as they are, where they are texts",
        arguments: [
            (["locale": "fr-CA", "zoneinfo": "America/Montreal"], "fr-CA", "America/Montreal"),
            (["locale": "no tag", "zoneinfo": ""], "no tag", ""), ([:], nil, nil),
            (["locale": 5, "zoneinfo": ["UTC"]], nil, nil), (["timezone": "UTC", "language": "fr"], nil, nil),
        ] as [([String: JSONValue], String?, String?)])
    func places(claims: [String: JSONValue], locale: String?, timezone: String?) throws {
        let identity = try identity(.object(claims.merging(["sub": "user-123"]) { $1 }))
        #expect(identity.locale == locale && identity.timezone == timezone)
    }

    @Test(
        "without claims where the format has them, nobody is calling",
        arguments: [
            nil, .null, [:], ["jwt": nil], ["jwt": [:]], ["jwt": ["claims": nil]], ["jwt": ["claims": "sub=user-123"]],
            ["jwt": ["claims": ["user-123"]]], ["claims": ["user-123"]], "user-123", 5,
        ] as [JSONValue?])
    func nobody(authorizer: JSONValue?) {
        for event in [
            Event.http(context: ["authorizer": authorizer]), Event.rest(context: ["authorizer": authorizer]),
        ] {
            #expect(problem { try caller(event) } == .unauthenticated)
        }
    }

    @Test("claims in the place of the other format are not believed")
    func misplacedClaims() {
        #expect(
            problem { try caller(Event.http(context: ["authorizer": ["claims": Event.claims]])) }?.kind
                == .unauthenticated)
        #expect(
            problem { try caller(Event.rest(context: ["authorizer": ["jwt": ["claims": Event.claims]]])) }?.kind
                == .unauthenticated)
    }

    @Test(
        "a subject that cannot be an id is nobody",
        arguments: [
            nil, .null, "", "a#b", "Zoë", "a\u{0}", "a\n", 5, ["user-123"], ["id": "user-123"],
            .string(String(repeating: "x", count: 129)),
        ] as [JSONValue?])
    func badSubjects(subject: JSONValue?) {
        let claims = JSONValue.object(["name": "Ada"].merging(subject.map { ["sub": $0] } ?? [:]) { one, _ in one })
        #expect(problem { try identity(claims) } == .unauthenticated)
    }

    @Test("an access token, which says neither name nor address, is refused; an ID token is not")
    func accessTokens() throws {
        #expect(problem { try identity(["sub": "ada", "token_use": "access"]) } == .accessToken)
        #expect(try identity(["sub": "ada", "token_use": "id"]).userID.text == "ada")
    }

    @Test("the longest subject is somebody")
    func longestSubject() throws {
        let subject = String(repeating: "x", count: 128)
        #expect(try identity(["sub": .string(subject)]).userID.text == subject)
    }

    @Test("who has no name is called Student", arguments: [nil, "", .null, 5] as [JSONValue?])
    func names(name: JSONValue?) throws {
        let claims = JSONValue.object(["sub": "ada"].merging(name.map { ["name": $0] } ?? [:]) { one, _ in one })
        #expect(try identity(claims) == Identity(userID: #require(UserID("ada")), name: "Student"))
    }

    @Test(
        "mail goes out unless the token says that the address is not verified",
        arguments: [
            (nil, true), (.null, true), (true, true), ("true", true), (false, false), ("false", false),
            ("False", false), ("FALSE", false),
        ] as [(JSONValue?, Bool)])
    func verification(flag: JSONValue?, goesOut: Bool) throws {
        let claims: [String: JSONValue] = ["sub": "ada", "email": "ada@example.com"]
        let whole = JSONValue.object(claims.merging(flag.map { ["email_verified": $0] } ?? [:]) { one, _ in one })
        #expect(try identity(whole).mailAddress == (goesOut ? "ada@example.com" : nil))
    }

    @Test(
        "an address that mail cannot go to is none",
        arguments: [
            nil, .null, "", "ada", "@example.com", "ada@", 5, "ada@example.com\r\nBcc: eve@example.com",
            "ada lovelace@example.com", "ada@example.com,eve@example.com", "ada@example.com;eve@example.com",
            "Ada<eve@example.com>", .string(String(repeating: "a", count: 250) + "@b.cd"), "zoë@example.com",
            "ada@exämple.de", "\"a@b\"@c.d", "ada@@example.com", "a..b@example.com", "ada@-example.com",
        ] as [JSONValue?])
    func badAddresses(address: JSONValue?) throws {
        let claims = JSONValue.object(["sub": "ada"].merging(address.map { ["email": $0] } ?? [:]) { one, _ in one })
        #expect(try identity(claims).email == nil)
    }

    @Test(
        "an unusual address is one all the same",
        arguments: ["a@b", "ada+1@example.com", "o'neill@xn--exmple-cua.de", "a.b/c=d@example.co.uk"])
    func goodAddresses(address: String) throws {
        #expect(try identity(["sub": "ada", "email": .string(address)]).email == address)
    }

    @Test(
        "roles are read in every form in which the claim comes; words that are no role are passed over",
        arguments: [
            ("[mentor admin]", [.mentor, .admin]), ("[student]", [.student]), ("admin", [.admin]),
            ("mentor,admin", [.mentor, .admin]), ("[]", []), ("", []), ("[superuser admin]", [.admin]),
            ("Admin", []), ("administrator", []), (["admin", "organizer"], [.admin, .organizer]),
            (["admin", 5, nil, ["mentor"], "other"], [.admin]), (#"["admin","service"]"#, [.admin, .service]),
            ("[guest,admin]", []), ("guest admin", []), (["guest,admin", "guest admin"], []),
            (#"["guest,admin","guest admin"]"#, []), (5, []), (nil, []), (true, []), (["admin": true], []),
        ] as [(JSONValue, Set<Role>)])
    func roles(claim: JSONValue, expected: Set<Role>) throws {
        #expect(try identity(["sub": "ada", "cognito:groups": claim]).roles == expected)
    }

    @Test("ROLES_CLAIM names another claim, and then no other one counts")
    func rolesClaim() throws {
        let claims: JSONValue = ["sub": "ada", "cognito:groups": "[admin]", "roles": "mentor"]
        #expect(try identity(claims, rolesClaim: RolesClaim("roles")).roles == [.mentor])
        var roles: Set<Role>?
        let event = Event.http(context: ["authorizer": ["jwt": ["claims": claims]]])
        _ = try answer(to: event.json(), settings: ["ROLES_CLAIM": "roles"]) { request in
            roles = try request.requireIdentity().roles
            return .json(Confirmation("Done"))
        }
        #expect(roles == [.mentor])
    }

    @Test(
        "with ROLES_PREFIX only words that begin with it name roles, so that a group `club admin` makes no admin",
        arguments: [
            ("[club admin]", []), ("[admin convene:mentor]", [.mentor]), ("[convene:admin]", [.admin]),
            ("convene:admin,mentor", [.admin]), (["convene:admin", "organizer"], [.admin]),
            (#"["convene:admin","service"]"#, [.admin]), ("[Convene:admin convene: convene:Admin]", []),
            ("[convene:convene:admin xconvene:admin convene:administrator]", []), ("[]", []),
        ] as [(JSONValue, Set<Role>)])
    func rolesPrefix(claim: JSONValue, expected: Set<Role>) throws {
        let claims: JSONValue = ["sub": "ada", "roles": claim]
        #expect(try identity(claims, rolesClaim: RolesClaim("roles", prefix: "convene:")).roles == expected)
        var roles: Set<Role>?
        let event = Event.http(context: ["authorizer": ["jwt": ["claims": claims]]])
        _ = try answer(
            to: event.json(), settings: ["ROLES_CLAIM": "roles", "ROLES_PREFIX": "convene:"]
        ) { request in
            roles = try request.requireIdentity().roles
            return .json(Confirmation("Done"))
        }
        #expect(roles == expected)
    }

    /// A token's claims as an HTTP API passes them: all as text, with lists separated by spaces and null left out.
    private static let handedOver: [String: JSONValue] = [
        "sub": "3f2a", "aud": "client-1", "iss": "https://issuer.example", "exp": "1795282200", "iat": "1795278600",
        "auth_time": "1.7952786E9", "email": "ada@example.com", "email_verified": "true", "name": "Ada",
        "cognito:groups": "[mentor admin]", "amr": "[pwd mfa]", "scope": "openid email", "address": "map[city:Paris]",
    ]

    @Test(
        "claims are read as an HTTP API hands them over, with scopes or without",
        arguments: [nil, .null, [], ["openid", "email"]] as [JSONValue?],
        [
            ("[mentor admin]", [.mentor, .admin]), ("[admin]", [.admin]), ("[]", []), (nil, []), ("[ ]", []),
            ("[club admin]", [.admin]), ("[mentor  admin]", [.mentor, .admin]), ("[", []), ("]", []), ("1", []),
        ] as [(JSONValue?, Set<Role>)])
    func recorded(scopes: JSONValue?, groups: (claim: JSONValue?, roles: Set<Role>)) throws {
        var (claims, token) = (Self.handedOver, [String: JSONValue]())
        claims["cognito:groups"] = groups.claim
        token["claims"] = .object(claims)
        token["scopes"] = scopes
        #expect(
            try caller(Event.http(context: ["authorizer": ["jwt": .object(token)]]))
                == Identity(
                    userID: #require(UserID("3f2a")), email: "ada@example.com", name: "Ada", roles: groups.roles))
    }

    @Test(
        "numbers and truth values come as text: a numeric subject is a name like any other, false is false",
        arguments: [("true", "ada@example.com"), ("false", nil)])
    func textValues(verified: String, address: String?) throws {
        var claims = Self.handedOver
        (claims["sub"], claims["email_verified"]) = ("10769150350006150715", .string(verified))
        let caller = try caller(Event.http(context: ["authorizer": ["jwt": ["claims": .object(claims)]]]))
        #expect(caller.userID.text == "10769150350006150715")
        #expect(caller.mailAddress == address)
    }
}
