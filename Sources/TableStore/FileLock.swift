internal import Foundation
import Glibc

/// Keeps other stores, in this process and in others, from opening the same file.
final class FileLock: @unchecked Sendable {
    private var descriptor: Int32

    /// Locks a file beside the database: closing any descriptor of the database itself would end SQLite's own locks.
    init(for path: String) throws(StoreError) {
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

    func release() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}
