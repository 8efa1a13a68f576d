public import DynamoDB
public import HTTP
public import Time

/// A transport with a side effect, once, after the request with a given number.
public final class InterruptedTransport: SerialTransport {
    private let transport = CurlTransport()
    private var left: Int
    private let happen: () throws -> Void

    private init(after requests: Int, _ happen: @escaping () throws -> Void) {
        left = requests
        self.happen = happen
    }

    /// Returns a table with a side effect after that many requests.
    public static func table(
        _ name: String, after requests: Int, _ happen: @escaping () throws -> Void
    ) throws -> Table {
        Table(name: name, client: try LiveTable.client(over: InterruptedTransport(after: requests, happen)))
    }

    public func send(_ request: HTTPRequest, by deadline: Instant?) throws(HTTPError) -> HTTPResponse {
        let response = try transport.send(request, by: deadline)
        left -= 1
        guard left == 0 else { return response }
        do {
            try happen()
        } catch {
            throw .interrupted(detail: "\(error)")
        }
        return response
    }
}
