import Foundation
import Synchronization

/// Sees that the template was edited while the gateway runs, which goes on with what it has read.
final class TemplateWatch: Sendable {
    private let path: String
    private let seen: Mutex<Data?>

    /// Remembers the template as it is now.
    init(path: String) {
        self.path = path
        seen = Mutex(FileManager.default.contents(atPath: path))
    }

    /// Whether it is another one than when it was last looked at; an editor's moment without a file counts for nothing.
    func hasChanged() -> Bool {
        guard let now = FileManager.default.contents(atPath: path) else { return false }
        return seen.withLock { seen in
            defer { seen = now }
            return seen != now
        }
    }
}
