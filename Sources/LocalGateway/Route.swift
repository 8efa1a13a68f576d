import Template

/// A route to a function.
struct Route {
    /// A part of a route's path.
    enum Segment: Equatable {
        case literal(String)
        /// Matches any one part.
        case parameter(String)
        /// Matches all remaining parts.
        case greedy(String)
    }

    /// The service's name for it.
    let key: String
    /// Nil for any method.
    let method: String?
    /// Nil for the default route.
    let segments: [Segment]?
    let function: String
    let authorizer: JWTAuthorizer?

    init(_ route: HTTPRoute, function: String) throws(GatewayError) {
        key = route.routeKey
        self.function = function
        authorizer = route.authorizer
        let parts = route.routeKey.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else {
            method = nil
            segments = nil
            return
        }
        method = parts[0] == "ANY" ? nil : String(parts[0])
        segments = try Self.segments(parts[1], of: route)
    }

    private static func segments(_ path: Substring, of route: HTTPRoute) throws(GatewayError) -> [Segment] {
        var segments: [Segment] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if case .greedy = segments.last {
                throw GatewayError("line \(route.mark.line): \(route.routeKey): only the last part may end with +")
            }
            guard part.hasPrefix("{"), part.hasSuffix("}") else {
                segments.append(.literal(String(part)))
                continue
            }
            let name = part.dropFirst().dropLast()
            segments.append(name.hasSuffix("+") ? .greedy(String(name.dropLast())) : .parameter(String(name)))
        }
        return segments
    }

    /// Returns the path parameters; nil if the route does not match.
    func parameters(of path: [String]) -> [String: String]? {
        guard let segments else { return [:] }
        var parameters: [String: String] = [:]
        for (index, segment) in segments.enumerated() {
            guard index < path.count else { return nil }
            switch segment {
            case .literal(let text):
                guard path[index].utf8.elementsEqual(text.utf8) else { return nil }
            case .parameter(let name):
                guard !path[index].isEmpty else { return nil }
                parameters[name] = path[index]
            case .greedy(let name):
                let rest = path[index...].joined(separator: "/")
                guard !rest.isEmpty else { return nil }
                parameters[name] = rest
                return parameters
            }
        }
        return segments.count == path.count ? parameters : nil
    }

    /// Returns whether the service prefers this route if both match.
    func isMoreSpecific(than other: Route) -> Bool {
        guard ranks == other.ranks else { return ranks.lexicographicallyPrecedes(other.ranks) }
        return method != nil && other.method == nil
    }

    /// The precedence of each part; lower is preferred.
    private var ranks: [Int] {
        guard let segments else { return [3] }
        return segments.map { segment in
            switch segment {
            case .literal: 0
            case .parameter: 1
            case .greedy: 2
            }
        }
    }
}

/// All routes of an API.
struct RouteTable {
    /// A matching route with its path parameters.
    struct Match {
        let route: Route
        let parameters: [String: String]
    }

    /// The methods of routes, for which `ANY` stands.
    private static let methods: Set = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]

    let routes: [Route]

    /// Returns the best route for a request; nil if none matches.
    func match(_ method: String, _ path: [String]) -> Match? {
        var best: Match?
        for route in routes where Self.has(route, method) {
            guard let parameters = route.parameters(of: path) else { continue }
            if let best, !route.isMoreSpecific(than: best.route) { continue }
            best = Match(route: route, parameters: parameters)
        }
        return best
    }

    /// Returns whether a route accepts the method; only the default route accepts unusual ones.
    private static func has(_ route: Route, _ method: String) -> Bool {
        guard let own = route.method else { return route.segments == nil || methods.contains(method) }
        return own == method
    }
}
