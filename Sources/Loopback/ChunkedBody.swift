/// A body in chunks, each preceded by its length (RFC 9112, section 7.1).
struct ChunkedBody {
    private enum Stage {
        case size
        case data(left: Int)
        case dataEnd
        case trailers
    }

    /// Longer than any length with its chunk extensions.
    private static let longestSizeLine = 1024

    private(set) var body: [UInt8] = []
    /// Whether the body is discarded as it arrives.
    private(set) var isDropped = false
    /// The length of the chunks so far.
    private var length = 0
    private var stage = Stage.size
    private var trailerLength = 0
    /// The number of bytes already searched without finding the end of a line.
    private var searched = 0

    /// Discards the body, including the part that is still to come.
    mutating func drop() {
        body = []
        isDropped = true
    }

    /// Consumes the available part of the body; returns true at its end.
    mutating func read(_ buffer: inout InputBuffer, _ options: LoopbackOptions) throws(Refusal) -> Bool {
        while !buffer.isEmpty {
            switch stage {
            case .size:
                guard let line = try line(&buffer, atMost: Self.longestSizeLine) else { return false }
                let size = try Self.size(line)
                guard size <= options.bodyLimit - length else { throw .bodyTooLarge }
                length += size
                stage = size == 0 ? .trailers : .data(left: size)
            case .data(let left):
                let count = min(left, buffer.count)
                if isDropped { buffer.drop(count) } else { body += buffer.take(count) }
                stage = left > count ? .data(left: left - count) : .dataEnd
            case .dataEnd:
                guard let line = try line(&buffer, atMost: 0) else { return false }
                guard line.isEmpty else { throw .malformed }
                stage = .size
            case .trailers:
                let left = options.headLimit - trailerLength
                guard let line = try line(&buffer, atMost: left, else: .headTooLarge) else { return false }
                if line.isEmpty { return true }
                // The end of the line counts too, and may exceed the limit.
                trailerLength += line.count + 2
                guard trailerLength <= options.headLimit else { throw .headTooLarge }
                try Self.check(trailer: line)
            }
        }
        return false
    }

    /// Returns the next line without its end; nil if it is not complete.
    ///
    /// Throws if it exceeds the limit.
    private mutating func line(
        _ buffer: inout InputBuffer, atMost length: Int, else refusal: Refusal = .malformed
    ) throws(Refusal) -> [UInt8]? {
        guard let feed = buffer.firstIndex(of: HTTPSyntax.lineFeed, from: searched) else {
            searched = buffer.count
            guard buffer.count < length + 2 else { throw refusal }
            return nil
        }
        guard feed < length + 2 else { throw refusal }
        searched = 0
        let line = buffer.take(feed + 1)
        guard feed > 0, line[feed - 1] == HTTPSyntax.carriageReturn else { throw .malformed }
        return Array(line[..<(feed - 1)])
    }

    private static func size(_ line: [UInt8]) throws(Refusal) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") }
        guard 1...15 ~= digits.count, line.allSatisfy(HTTPSyntax.isInValue),
            digits.allSatisfy({ HTTPSyntax.isDigit($0) || "abcdefABCDEF".utf8.contains($0) }),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .malformed }
        return size
    }

    private static func check(trailer line: [UInt8]) throws(Refusal) {
        try line.withUnsafeBufferPointer { bytes throws(Refusal) in
            _ = try HeaderLine.split(bytes, bytes.indices)
        }
    }
}
