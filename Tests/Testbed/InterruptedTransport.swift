public import DynamoDB
public import HTTP
public import Time

/// The way to a table on which something else happens once, behind the request with that number.
public final class InterruptedTransport: SerialTransport {
    private let transport = CurlTransport()
    private var left: Int
    private let happen: () throws -> Void

    private init(behind requests: Int, _ happen: @escaping () throws -> Void) {
        left = requests
        self.happen = happen
    }

    /// The table, for whose user that happens behind so many requests.
    public static func table(
        _ name: String, behind requests: Int, _ happen: @escaping () throws -> Void
    ) throws -> Table {
        Table(name: name, client: try LiveTable.client(over: InterruptedTransport(behind: requests, happen)))
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
