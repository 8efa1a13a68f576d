import AWS
public import DynamoDB
public import HTTP
import Platform
public import Time

/// The way to a table on which something else happens once, behind the request with that number.
public final class InterruptedTransport: HTTPTransport {
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
        let host = Host(settings: .environment, log: Log(function: "Test") { _ in })
        let client = DynamoDBClient(
            place: try .dynamoDB(.environment), transport: InterruptedTransport(behind: requests, happen),
            credentials: try CredentialsChain.live(on: host), host: host)
        return Table(name: name, client: client)
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

    public func sendAll(
        _ requests: [HTTPRequest], atOnce limit: Int, by deadline: Instant?
    ) -> [Result<HTTPResponse, HTTPError>] {
        requests.map { request in
            do throws(HTTPError) {
                return .success(try send(request, by: deadline))
            } catch {
                return .failure(error)
            }
        }
    }
}
