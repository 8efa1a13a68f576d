import Foundation
import HTTP
import Platform
import Testbed

@testable import LambdaRuntime

/// A handler that does as the test specifies.
struct ScriptedHandler: LambdaHandler {
    let work: ([UInt8], Invocation) throws -> [UInt8]

    init(_ work: @escaping ([UInt8], Invocation) throws -> [UInt8]) {
        self.work = work
    }

    func handle(_ event: [UInt8], of invocation: Invocation) throws -> [UInt8] {
        try work(event, invocation)
    }
}

/// An error with any message.
struct Failure: Error, CustomStringConvertible {
    let description: String
}

/// Returns the Runtime API's answer with an event.
func event(_ id: String = "id-1", _ headers: HTTPHeaders = [:], body: String = "{}") -> ReplayTransport.Answer {
    var all = headers
    all.add("Lambda-Runtime-Aws-Request-Id", id)
    return .success(HTTPResponse(status: 200, headers: all, body: Array(body.utf8)))
}

func status(_ status: Int) -> ReplayTransport.Answer {
    .success(HTTPResponse(status: status))
}

extension RuntimeAPI {
    init(_ transport: any HTTPTransport, at address: String = "127.0.0.1:9001") throws {
        try self.init(.init(["AWS_LAMBDA_RUNTIME_API": address]), over: transport)
    }
}

extension ReplayTransport {
    /// The method, path and body of each request.
    var said: [String] {
        requests.map { "\($0.method) \($0.path) \(String(decoding: $0.body, as: UTF8.self))" }
    }
}

/// Returns JSON as Foundation reads it; records an issue if it can't.
func parsed(_ json: [UInt8]) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any] ?? [:]
}

func parsed(_ line: String) throws -> [String: Any] {
    try parsed(Array(line.utf8))
}
