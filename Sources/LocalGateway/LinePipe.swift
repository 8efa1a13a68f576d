import Foundation
import Glibc

/// A pipe whose lines are handed on, one by one, until all who write into it are gone.
struct LinePipe {
    /// Longer lines are cut into several of about this length.
    private static let longestLine = 64 * 1024
    /// For so many microseconds lines gather before they are handed on together: to be woken for each of them takes a
    /// busy gateway longer than the lines themselves.
    private static let gathering: UInt32 = 10_000

    private let source: Int32
    let sink: FileHandle

    init() throws(GatewayError) {
        var ends: [Int32] = [0, 0]
        // A pipe of sockets, since other processes that start meanwhile must never hold it open.
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw GatewayError("no pipe for a function's log: \(String(cString: strerror(errno)))")
        }
        // As much as the system gives: while lines gather, whoever writes many must not wait.
        var size: Int32 = 1 << 20
        setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        source = ends[0]
        sink = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    }

    /// Reads to the end, and closes it.
    func forEachLine(_ use: ([UInt8]) -> Void) {
        defer { close(source) }
        var line: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = read(source, &block, block.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            var rest = block[..<count]
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                use(line + rest[..<end])
                line = []
                rest = rest[(end + 1)...]
            }
            line += rest
            if line.count >= Self.longestLine {
                use(line)
                line = []
            }
            if count < block.count { usleep(Self.gathering) }
        }
        if !line.isEmpty { use(line) }
    }

    /// Gives both ends back, when nothing was started.
    func abandon() {
        close(source)
        try? sink.close()
    }
}
