public import HTTP
public import Time

/// A transport of tests, which sends one request after the other, also those that might go out at once.
public protocol SerialTransport: HTTPTransport {}

extension SerialTransport {
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
