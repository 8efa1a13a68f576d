import Synchronization
import Time

/// A while in which the mail service plays dead, so that one can see what happens then.
final class MailOutage: Sendable {
    /// So many seconds it may last.
    static let longest = 86_400

    private let end = Mutex<Instant?>(nil)

    /// When it ends; nil when there is none at that moment.
    func end(at moment: Instant) -> Instant? {
        end.withLock { $0.flatMap { moment < $0 ? $0 : nil } }
    }

    /// Begins one of so many seconds at that moment; 0 ends it.
    func begin(seconds: Int, at moment: Instant) {
        end.withLock { $0 = moment.adding(seconds: seconds) }
    }
}
