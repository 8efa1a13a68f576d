/// A cache of the key of the day: deriving it takes four MACs, using it one.
///
/// It holds only the latest key, since a function signs with the same credentials until they or the day change.
final class SigningKeys {
    private let region: String
    private let service: String
    private var latest: (secret: String, day: String, key: HMACSHA256)?

    init(region: String, service: String) {
        self.region = region
        self.service = service
    }

    func key(secret: String, day: String) -> HMACSHA256 {
        if let latest, latest.day == day, latest.secret == secret { return latest.key }
        let key = derive(secret: secret, day: day)
        latest = (secret, day, key)
        return key
    }

    private func derive(secret: String, day: String) -> HMACSHA256 {
        [day, region, service, "aws4_request"].reduce(HMACSHA256(key: Array("AWS4\(secret)".utf8))) { key, part in
            HMACSHA256(key: key.authenticate(part))
        }
    }
}
