public import HTTP
public import Time

/// A transport for tests that sends requests one after the other, even those that might be sent at once.
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
