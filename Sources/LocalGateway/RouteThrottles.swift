import Synchronization
import Template
import Time

/// The request limits of each route, from the template.
final class RouteThrottles: Sendable {
    /// An account's limits, for a template with only one of the two.
    private static let (accountRate, accountBurst) = (10_000.0, 5_000)

    private let api: HTTPAPI
    private let buckets = Mutex<[String: TokenBucket]>([:])

    init(_ api: HTTPAPI) {
        self.api = api
    }

    /// Counts a request to a route; returns false if it exceeds the limit.
    func take(_ route: String, at moment: MonotonicTime) -> Bool {
        let own = api.routeThrottling[route]
        guard own != nil || api.throttling != nil else { return true }
        return buckets.withLock { buckets in
            buckets[
                route,
                default: TokenBucket(
                    rate: own?.rate ?? api.throttling?.rate ?? Self.accountRate,
                    burst: own?.burst ?? api.throttling?.burst ?? Self.accountBurst, at: moment)
            ].take(at: moment)
        }
    }
}
