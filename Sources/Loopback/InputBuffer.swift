import Glibc

/// Received bytes that have not been consumed; grows as needed, and frees its memory when it is empty.
struct InputBuffer {
    private static let smallest = 4 * 1024
    /// The most memory kept for an idle connection.
    private static let largestIdle = 16 * 1024

    private var bytes: [UInt8] = []
    private var start = 0
    private var end = 0

    var count: Int { end - start }
    var isEmpty: Bool { start == end }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { all throws(Failure) in
            try body(UnsafeBufferPointer(rebasing: all[start..<end]))
        }
    }

    /// Returns the position of the byte's next occurrence, counted from the first unconsumed byte.
    func firstIndex(of byte: UInt8, from position: Int) -> Int? {
        withBytes { bytes in
            guard let base = bytes.baseAddress, position < bytes.count,
                let found = memchr(base + position, Int32(byte), bytes.count - position)
            else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base)
        }
    }

    /// Appends bytes; the closure is passed the free space, and returns how many it has written, or less than 0.
    mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        makeRoom()
        let used = end
        let count = bytes.withUnsafeMutableBytes { all in
            receive(UnsafeMutableRawBufferPointer(rebasing: all[used...]))
        }
        end += max(0, count)
        return count
    }

    /// Consumes the next bytes.
    mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(bytes[start..<start + count])
        drop(count)
        return taken
    }

    mutating func drop(_ count: Int) {
        start += count
        if start == end {
            start = 0
            end = 0
        }
    }

    /// Frees the memory that a large request needed.
    mutating func shrink() {
        if isEmpty, bytes.count > Self.largestIdle { bytes = [] }
    }

    private mutating func makeRoom() {
        guard end == bytes.count else { return }
        // Free at least half of it, or double its size.
        let size = count <= bytes.count / 2 ? max(Self.smallest, bytes.count) : bytes.count * 2
        let rest = count
        bytes = withBytes { old in
            // Copy whole blocks of memory: element by element takes seconds without optimization.
            [UInt8](unsafeUninitializedCapacity: size) { room, filled in
                guard let base = room.baseAddress else { return }
                memset(base, 0, size)
                if let source = old.baseAddress { memcpy(base, source, rest) }
                filled = size
            }
        }
        start = 0
        end = rest
    }
}
