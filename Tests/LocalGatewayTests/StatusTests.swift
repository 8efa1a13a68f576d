import Foundation
import JSON
import Testing

@testable import LocalGateway

@Suite("The front page")
struct StatusTests {
    private static let path = "/api/meetups/spec-driven-dev-weekly/signup"

    @Test("it tells of calls, routes, items and mail, to people and to programs")
    func tells() throws {
        let rig = try GatewayRig()
        let token = ["Authorization: Bearer \(try rig.token())"]
        for _ in 0..<3 { _ = rig.ask("POST", Self.path, token) }
        _ = rig.ask("POST", Self.path)
        var status = try rig.json("/_local/status.json")
        // Its mail is sent without another call.
        for _ in 1...500 where status["mail"]?.array?.first?["count"] == 0 {
            usleep(20_000)
            status = try rig.json("/_local/status.json")
        }
        let functions = status["functions"]?.array ?? []
        let figures = try #require(functions.first { $0["name"] == "SignUpForMeetup" }?.object)
        let counts = figures.filter { !$0.key.hasPrefix("p") }
        #expect(
            counts == [
                "name": "SignUpForMeetup", "coldStarts": 1, "warmCalls": 2, "errors": 0, "timeouts": 0, "throttled": 0,
            ])
        #expect(figures["processes"] == 1)
        let (median, high) = (figures["p50Milliseconds"]?.number?.double, figures["p99Milliseconds"]?.number?.double)
        #expect(try 0 < #require(median) && #require(median) <= #require(high))
        #expect(functions.first { $0["name"] == "ListMeetups" }?["p50Milliseconds"] == .null)
        #expect(
            status["routes"]?.array?.contains(
                ["route": "GET /api/meetups", "function": "ListMeetups", "needsToken": true]) == true)
        let table = try #require(status["tables"]?.array?.first)
        #expect(table["name"] == "convene-Table")
        // The sign-up, its news, the mail that they became, and the count of mails.
        #expect(table["items"] == 4)
        #expect(try #require(table["fileBytes"]?.int) > 4096)
        #expect(status["mail"]?.array?.first?["count"] == 1)
        let page = rig.ask("GET", "/_local").body
        #expect(page.contains("<td>SignUpForMeetup</td><td class=\"number\">1</td>"))
        #expect(page.contains("TOKEN=$(make -s token USER=ada DATA=\(rig.folder.path)/data)"))
        #expect(!page.contains("<script"))
    }

    @Test("functions are told where SES is")
    func tellsFunctions() throws {
        let rig = try GatewayRig()
        let token = ["Authorization: Bearer \(try rig.token())"]
        _ = rig.ask("GET", "/api/meetups", token)
        let child = try #require(rig.children.first)
        let environment = try String(contentsOfFile: "/proc/\(child)/environ", encoding: .utf8)
        #expect(environment.split(separator: "\0").contains("SES_ENDPOINT=\(try rig.ses())"))
    }
}
