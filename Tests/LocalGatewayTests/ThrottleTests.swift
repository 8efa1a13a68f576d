import Foundation
import Template
import Testing
import Time

@testable import LocalGateway

struct ThrottleTests {
    /// Returns which of the requests at these times in milliseconds are let through.
    private static func passes(rate: Double, burst: Int, at times: [Int64]) -> [Bool] {
        let start = MonotonicTime.now
        var bucket = TokenBucket(rate: rate, burst: burst, at: start)
        return times.map { bucket.take(at: start.adding(milliseconds: $0)) }
    }

    @Test(
        "a burst is let through, and then as many as the rate has filled in",
        arguments: [
            (
                2, 3, [0, 0, 0, 0, 499, 500, 501, 999, 1_000],
                [true, true, true, false, false, true, false, false, true]
            ),
            (1, 1, [0, 999, 1_000, 1_999, 2_000], [true, false, true, false, true]),
            // A full bucket doesn't fill further.
            (10, 2, [60_000, 60_000, 60_000, 60_100], [true, true, false, true]),
            // A time that another thread read earlier neither adds nor takes anything.
            (1, 2, [1_000, 500, 500, 1_999, 2_000], [true, true, false, false, true]),
            (0.5, 1, [0, 1_999, 2_000], [true, false, true]), (5, 0, [0, 10_000], [false, false]),
            (0, 1, [0, 86_400_000], [true, false]),
        ] as [(Double, Int, [Int64], [Bool])])
    func bucket(rate: Double, burst: Int, times: [Int64], expected: [Bool]) {
        #expect(Self.passes(rate: rate, burst: burst, at: times) == expected)
    }

    private static func throttles(_ settings: String) throws -> RouteThrottles {
        let text = """
            Resources:
              Api: { Type: "AWS::Serverless::HttpApi", Properties: { \(settings) } }
            """
        let stack = try ServerlessTemplate(parsing: Array(text.utf8)).stack(StackSettings { _ in nil })
        return RouteThrottles(try #require(stack.apis.first))
    }

    @Test(
        "each route has a bucket of its own, by the template",
        arguments: [
            ("", [9, 9]), ("DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 }", [2, 2]),
            (
                "DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 }, "
                    + "RouteSettings: { GET /a: { ThrottlingBurstLimit: 3 } }", [3, 2]
            ),
            ("RouteSettings: { GET /a: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 0 } }", [0, 9]),
            ("DefaultRouteSettings: { ThrottlingRateLimit: 1 }", [9, 9]),
        ])
    func routes(settings: String, expected: [Int]) throws {
        let throttles = try Self.throttles(settings)
        let moment = MonotonicTime.now
        let passed = ["GET /a", "GET /b"].map { route in
            (0..<9).filter { _ in throttles.take(route, at: moment) }.count
        }
        #expect(passed == expected)
    }

    @Test("one request too many is told so by the API, and the next one in time is not")
    func answers() throws {
        let limits = """
              Api:
                Type: AWS::Serverless::HttpApi
                Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } }
            """
        let template = FunctionStage.template
            .replacingOccurrences(of: "Resources:", with: "Resources:\n\(limits)")
            .replacingOccurrences(of: "Method: ANY", with: "Method: ANY, ApiId: !Ref Api")
        let stage = try FunctionStage(template: template)
        defer { stage.remove() }
        let answers = (0..<3).map { _ in stage.rig.ask("GET", "/event") }
        #expect(answers.map(\.status) == [200, 200, 429])
        #expect(answers[2].body == #"{"message":"Too Many Requests"}"#)
        #expect(stage.rig.waitForLine("429 GET /event"))
        var later = stage.rig.ask("GET", "/event")
        while later.status == 429 { later = stage.rig.ask("GET", "/event") }
        #expect(later.status == 200)
    }
}
