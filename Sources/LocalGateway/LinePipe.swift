import Foundation
import Glibc

/// A pipe whose lines are passed on until all of its writers are gone.
struct LinePipe {
    /// The length at which longer lines are split.
    private static let longestLine = 64 * 1024
    /// The time in microseconds for which lines are collected: in a busy gateway, waking up for each line costs more
    /// than the lines themselves.
    private static let gathering: UInt32 = 10_000

    private let source: Int32
    let sink: FileHandle

    init() throws(GatewayError) {
        var ends: [Int32] = [0, 0]
        // Sockets can be created as close-on-exec, so that child processes started meanwhile never hold them open.
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw GatewayError("no pipe for a function's log: \(String(cString: strerror(errno)))")
        }
        // As much as the system allows, so that busy writers need not wait while lines are collected.
        var size: Int32 = 1 << 20
        setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        source = ends[0]
        sink = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    }

    /// Reads lines to the end and closes the pipe.
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

    /// Closes both ends if nothing was started.
    func abandon() {
        close(source)
        try? sink.close()
    }
}
