import Synchronization
import Time

/// A simulated outage of the mail service, for trying out its effects.
final class MailOutage: Sendable {
    /// The maximum length in seconds.
    static let longest = 86_400

    private let end = Mutex<Instant?>(nil)

    /// Returns when the outage ends; nil if there is none at that moment.
    func end(at moment: Instant) -> Instant? {
        end.withLock { $0.flatMap { moment < $0 ? $0 : nil } }
    }

    /// Begins an outage of `seconds` seconds; 0 ends it.
    func begin(seconds: Int, at moment: Instant) {
        end.withLock { $0 = moment.adding(seconds: seconds) }
    }
}
