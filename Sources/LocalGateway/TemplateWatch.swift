import Foundation
import Synchronization

/// Detects edits of the template; the running gateway keeps using the version that it read.
final class TemplateWatch: Sendable {
    private let path: String
    private let seen: Mutex<Data?>

    /// Remembers the current template.
    init(path: String) {
        self.path = path
        seen = Mutex(FileManager.default.contents(atPath: path))
    }

    /// Returns whether the template has changed since the last call; a file that is missing while an editor saves is
    /// ignored.
    func hasChanged() -> Bool {
        guard let now = FileManager.default.contents(atPath: path) else { return false }
        return seen.withLock { seen in
            defer { seen = now }
            return seen != now
        }
    }
}
