internal import Foundation
import Glibc

/// Keeps others, in this process and elsewhere, from using the same file.
public final class FileLock: @unchecked Sendable {
    private var descriptor: Int32

    /// Locks a file beside it, since closing any descriptor of a database itself would end SQLite's own locks; throws
    /// when somebody else holds the lock, or it cannot be taken.
    public init(for path: String) throws(StoreError) {
        let lockPath = path + "-lock"
        descriptor = open(lockPath, O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StoreError("\(path) can't be opened: \(lockPath): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason =
                errno == EWOULDBLOCK ? "is in use already" : "can't be locked: \(String(cString: strerror(errno)))"
            Glibc.close(descriptor)
            throw StoreError("\(path) \(reason)")
        }
    }

    deinit {
        release()
    }

    /// Lets others have it.
    ///
    /// Closing alone would leave it with a process that is just being started and still has all that is open here.
    public func release() {
        guard descriptor >= 0 else { return }
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
        descriptor = -1
    }
}
