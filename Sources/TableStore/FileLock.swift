internal import Foundation
import Glibc

/// A lock that keeps other stores, in this process or another, from using the same file.
public final class FileLock: @unchecked Sendable {
    private var descriptor: Int32

    /// Locks a separate file, because closing any descriptor of a database would release SQLite's own locks.
    ///
    /// - Throws: `StoreError` if the lock is held by someone else or can't be taken.
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

    /// Releases the lock.
    ///
    /// Closing alone would leave it held by a child process that is just starting and still has this process's
    /// descriptors.
    public func release() {
        guard descriptor >= 0 else { return }
        flock(descriptor, LOCK_UN)
        Glibc.close(descriptor)
        descriptor = -1
    }
}
