import Glibc

/// What has come in and was not taken yet; it grows with what comes, and gives its memory back when it is empty.
struct InputBuffer {
    private static let smallest = 4 * 1024
    /// More than this is not kept for a connection that has nothing to say.
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

    /// Hands over the room behind what is there; the closure says how many bytes it has put there, or less than 0.
    mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        makeRoom()
        let used = end
        let count = bytes.withUnsafeMutableBytes { all in
            receive(UnsafeMutableRawBufferPointer(rebasing: all[used...]))
        }
        end += max(0, count)
        return count
    }

    /// Takes the next bytes out.
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

    /// Gives back what a large request has taken.
    mutating func relax() {
        if isEmpty, bytes.count > Self.largestIdle { bytes = [] }
    }

    private mutating func makeRoom() {
        guard end == bytes.count else { return }
        if start > 0, count <= bytes.count / 2 {
            let rest = start..<end
            bytes.withUnsafeMutableBytes { all in
                guard let base = all.baseAddress else { return }
                memmove(base, base + rest.lowerBound, rest.count)
            }
            end -= start
            start = 0
        } else {
            bytes.append(contentsOf: repeatElement(0, count: max(Self.smallest, bytes.count)))
        }
    }
}
