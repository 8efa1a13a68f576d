import HTTP
import JSON
import Platform
import Time

/// Lambda's Runtime API, the source of events and the destination of answers.
struct RuntimeAPI {
    /// The Runtime API's reaction to an answer.
    enum Reception: Equatable {
        case accepted
        /// Only this invocation is lost; the loop continues.
        case declined(status: Int)
    }

    private static let version = "/2018-06-01"
    /// The same for every successful call, so libcurl's list is built once.
    private static let headers: HTTPHeaders = ["Content-Type": "application/json"]

    private let endpoint: Endpoint
    private let transport: any HTTPTransport
    private let requestForNext: HTTPRequest

    /// Reads the API's address, `host:port`, from AWS_LAMBDA_RUNTIME_API.
    init(_ settings: Settings, over transport: any HTTPTransport) throws(RuntimeFailure) {
        guard let authority = settings["AWS_LAMBDA_RUNTIME_API"] else { throw .notInLambda }
        guard let endpoint = Endpoint(scheme: .http, authority: authority[...]) else { throw .malformedAddress }
        self.endpoint = endpoint
        self.transport = transport
        requestForNext = HTTPRequest(
            "GET", endpoint, path: Self.version + "/runtime/invocation/next", headers: Self.headers)
    }

    /// Waits for the next event, without a time limit.
    func next() throws(RuntimeFailure) -> (event: [UInt8], invocation: Invocation) {
        let answer = try send(requestForNext)
        guard answer.status == 200 else { throw .refused(call: "next", status: answer.status) }
        return (answer.body, try Invocation(answer.headers))
    }

    /// Sends the answer of an invocation.
    func respond(to requestID: String, with body: [UInt8]) throws(RuntimeFailure) -> Reception {
        try post("/runtime/invocation/\(requestID)/response", body)
    }

    /// Reports that an invocation failed.
    func fail(_ requestID: String, with report: ErrorReport) throws(RuntimeFailure) -> Reception {
        try post("/runtime/invocation/\(requestID)/error", report.json, errorType: report.type)
    }

    /// Does work that must succeed before the first event; if it fails, reports the error to Lambda before rethrowing
    /// it.
    func starting<Value>(_ log: Log, _ work: () throws -> Value) throws(RuntimeFailure) -> Value {
        do {
            return try work()
        } catch {
            let reason = log.redacted("\(error)")
            let report = ErrorReport(error, in: "Init", message: reason)
            do throws(RuntimeFailure) {
                _ = try post("/runtime/init/error", report.json, errorType: report.type)
            } catch {
                // The reason for the failed start matters more than this error, and ends the process.
                log.error("Lambda could not be told of a failed start: \(error)")
            }
            throw .notStarted(reason: reason)
        }
    }

    private func post(
        _ path: String, _ body: [UInt8], errorType: String? = nil
    ) throws(RuntimeFailure) -> Reception {
        var request = HTTPRequest("POST", endpoint, path: Self.version + path, headers: Self.headers, body: body)
        if let errorType { request.headers.add("Lambda-Runtime-Function-Error-Type", errorType) }
        let answer = try send(request)
        switch answer.status {
        case 200..<300: return .accepted
        case 400, 413: return .declined(status: answer.status)
        default: throw .refused(call: path.split(separator: "/").last.map(String.init) ?? path, status: answer.status)
        }
    }

    private func send(_ request: HTTPRequest) throws(RuntimeFailure) -> HTTPResponse {
        do throws(HTTPError) {
            return try transport.send(request, by: nil)
        } catch {
            throw .unreachable(error)
        }
    }
}

extension Invocation {
    fileprivate init(_ headers: HTTPHeaders) throws(RuntimeFailure) {
        // The id becomes part of a path, so one that could change the path is refused.
        guard let requestID = headers["Lambda-Runtime-Aws-Request-Id"], !requestID.isEmpty,
            requestID.utf8.allSatisfy(\.isAllowedInSegment)
        else { throw .eventWithoutRequestID }
        self.init(
            requestID: requestID,
            deadline: headers["Lambda-Runtime-Deadline-Ms"].flatMap(Self.deadline),
            functionARN: headers["Lambda-Runtime-Invoked-Function-Arn"],
            traceID: headers["Lambda-Runtime-Trace-Id"],
            clientContext: headers["Lambda-Runtime-Client-Context"],
            cognitoIdentity: headers["Lambda-Runtime-Cognito-Identity"])
    }

    /// Returns the deadline; nil outside the years 1970 to 9999: an implausible deadline limits nothing.
    private static func deadline(_ text: String) -> Instant? {
        guard let milliseconds = Int64(text), (0..<253_402_300_800_000).contains(milliseconds) else { return nil }
        return Instant(milliseconds: milliseconds)
    }
}

extension UInt8 {
    fileprivate var isAllowedInSegment: Bool {
        switch self {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"): false
        default: self > 0x20 && self < 0x7F
        }
    }
}
