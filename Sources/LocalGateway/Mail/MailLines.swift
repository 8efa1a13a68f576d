import Glibc

/// The lines of a message without their ends: a line feed, or a carriage return and a line feed.
struct MailLines: Sequence, IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// Returns the next line and the start of the one after it; nil at the end.
    mutating func next() -> (line: ArraySlice<UInt8>, end: Int)? {
        guard position < bytes.endIndex else { return nil }
        let start = position
        let feed = lineFeed(from: start)
        position = feed.map { $0 + 1 } ?? bytes.endIndex
        var end = feed ?? bytes.endIndex
        if feed != nil, end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return (bytes[start..<end], position)
    }

    private func lineFeed(from start: Int) -> Int? {
        let offset = start - bytes.startIndex
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + offset, Int32(UInt8(ascii: "\n")), buffer.count - offset)
            else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(base) + bytes.startIndex
        }
    }
}
