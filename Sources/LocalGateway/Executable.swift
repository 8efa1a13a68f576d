import Glibc

/// A function's executable file in its current version.
struct Executable: Equatable {
    private let inode: UInt64
    private let seconds: Int
    private let nanoseconds: Int

    /// Returns nil if there is no executable file.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        seconds = Int(status.st_mtim.tv_sec)
        nanoseconds = Int(status.st_mtim.tv_nsec)
    }
}
