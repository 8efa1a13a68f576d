import APIGateway
import AWS
import Foundation
import HTTP
import JSON
import LambdaRuntime
import Platform
import Time

/// Measurements within one process, each the median of many runs.
struct LibraryBench {
    let event: [UInt8]

    func run() throws {
        let data = Data(event)
        report(
            "decoding an event of \(event.count) bytes by Codable, beside Foundation",
            median { _ = try? decodeJSON(SampleEvent.self, from: event) },
            yardstick: median { _ = try? JSONDecoder().decode(SampleEvent.self, from: data) })
        report("a request from event to payload (404)", answering())
        report("signing a PutItem of 500 bytes", try signing())
    }

    /// Measures a function's work between receiving an event and posting its answer, without the network.
    private func answering() -> Double {
        struct Nowhere: APIHandler {
            func handle(_ request: APIRequest) throws -> APIResponse {
                throw Problem(.notFound, code: "not_found", Phrase(english: "Not found", french: "Introuvable"))
            }
        }
        let host = Host(settings: Settings([:]), log: Log(function: "bench", threshold: .error) { _ in })
        let function = APIFunction(Nowhere(), on: host)
        let invocation = Invocation(requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd")
        return median { _ = function.handle(event, of: invocation) }
    }

    private func signing() throws -> Double {
        let signer = RequestSigner(service: "dynamodb", region: "eu-west-1")
        let credentials = Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: String(repeating: "t", count: 460))
        let request = HTTPRequest(
            "POST", Endpoint(scheme: .https, host: "dynamodb.eu-west-1.amazonaws.com"),
            headers: ["Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.PutItem"],
            body: Array(repeating: UInt8(ascii: "x"), count: 500))
        let now = Instant.now
        return median { _ = signer.sign(request, with: credentials, at: now) }
    }

    /// Returns the microseconds of one warm run, as the median over batches of a hundred.
    private func median(_ work: () -> Void) -> Double {
        let batches = (0..<60).map { _ in
            let start = MonotonicTime.now
            for _ in 0..<100 { work() }
            return start.milliseconds(until: .now) * 10
        }
        return batches.dropFirst(10).sorted()[25]
    }

    private func report(_ title: String, _ microseconds: Double, yardstick: Double? = nil) {
        var figure: [String: JSONValue] = ["title": .string(title)]
        figure["microseconds"] = JSONNumber(microseconds).map(JSONValue.number)
        figure["yardstick"] = yardstick.flatMap { JSONNumber($0) }.map(JSONValue.number)
        print(String(decoding: JSONValue.object(figure).json(), as: UTF8.self))
    }
}
