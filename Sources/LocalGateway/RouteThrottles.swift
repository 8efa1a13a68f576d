import Synchronization
import Template
import Time

/// How many requests each route takes, as the template has it.
final class RouteThrottles: Sendable {
    /// What an account's limits are where a template names but one of the two.
    private static let (accountRate, accountBurst) = (10_000.0, 5_000)

    private let api: HTTPAPI
    private let buckets = Mutex<[String: TokenBucket]>([:])

    init(_ api: HTTPAPI) {
        self.api = api
    }

    /// Counts a request of a route; false when it is one too many.
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
