import Glibc

/// The status for a request that is not read further.
struct Refusal: Error, Equatable {
    let status: Int

    static let malformed = Refusal(status: 400)
    static let tooSlow = Refusal(status: 408)
    static let bodyTooLarge = Refusal(status: 413)
    static let unknownExpectation = Refusal(status: 417)
    static let headTooLarge = Refusal(status: 431)
    static let notImplemented = Refusal(status: 501)
    static let unknownVersion = Refusal(status: 505)
}

/// Parses a head line by line as it arrives, so that an invalid one is refused before it is complete.
struct HeadReader {
    /// The first byte of every TLS connection.
    private static let handshake: UInt8 = 0x16

    private var head = RequestHead()
    private var hasRequestLine = false
    /// The start of the head, after an empty line that some clients send after a body.
    private var start = 0
    private var lineStart = 0
    /// The number of bytes already searched without finding the end of a line.
    private var searched = 0

    /// Returns the head once it is complete, with its length including the empty line.
    mutating func read(
        _ buffer: InputBuffer, _ options: LoopbackOptions
    ) throws(Refusal) -> (head: RequestHead, length: Int)? {
        try buffer.withBytes { bytes throws(Refusal) in
            guard try readLines(bytes, options) else { return nil }
            head.bytes = Array(bytes[start..<max(start, lineStart - 4)])
            return (head, lineStart)
        }
    }

    /// Parses the complete lines; returns whether the empty line at the end was found.
    private mutating func readLines(
        _ bytes: UnsafeBufferPointer<UInt8>, _ options: LoopbackOptions
    ) throws(Refusal) -> Bool {
        while let feed = lineFeed(in: bytes) {
            guard feed < options.headLimit else { throw .headTooLarge }
            guard feed > lineStart, bytes[feed - 1] == HTTPSyntax.carriageReturn else {
                // A TLS client's greeting contains line feeds, and the client can't read an answer in plain text.
                guard !hasRequestLine, bytes[lineStart] == Self.handshake else { throw .malformed }
                searched = feed + 1
                continue
            }
            let line = lineStart..<feed - 1
            lineStart = feed + 1
            searched = lineStart
            if line.isEmpty {
                if hasRequestLine { return true }
                guard line.lowerBound == 0 else { throw .malformed }
                start = lineStart
            } else if hasRequestLine {
                try readField(bytes, line, options)
            } else {
                try readRequestLine(bytes, line)
            }
        }
        searched = bytes.count
        guard bytes.count <= options.headLimit else { throw .headTooLarge }
        return false
    }

    private func lineFeed(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, searched < bytes.count,
            let found = memchr(base + searched, Int32(HTTPSyntax.lineFeed), bytes.count - searched)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    private mutating func readRequestLine(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) throws(Refusal) {
        var end = line.lowerBound
        while end < line.upperBound, HTTPSyntax.isToken(bytes[end]) { end += 1 }
        guard end > line.lowerBound, end < line.upperBound, bytes[end] == 0x20 else { throw .malformed }
        head.method = line.lowerBound - start..<end - start
        let target = end + 1
        end = target
        while end < line.upperBound, bytes[end] > 0x20, bytes[end] < 0x7F { end += 1 }
        guard end > target, end < line.upperBound, bytes[end] == 0x20 else { throw .malformed }
        head.target = target - start..<end - start
        let version = UnsafeBufferPointer(rebasing: bytes[end + 1..<line.upperBound])
        guard version.count == 8, version.starts(with: "HTTP/".utf8), HTTPSyntax.isDigit(version[5]),
            version[6] == UInt8(ascii: "."), HTTPSyntax.isDigit(version[7])
        else { throw .malformed }
        guard version[5] == UInt8(ascii: "1") else { throw .unknownVersion }
        head.minorVersion = Int(version[7] - UInt8(ascii: "0"))
        head.fields.reserveCapacity(16)
        hasRequestLine = true
    }

    private mutating func readField(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ options: LoopbackOptions
    ) throws(Refusal) {
        guard head.fields.count < options.fieldLimit else { throw .headTooLarge }
        let (name, value) = try HeaderLine.split(bytes, line)
        head.fields.append(
            RequestHead.Field(
                name: name.lowerBound - start..<name.upperBound - start,
                value: value.lowerBound - start..<value.upperBound - start))
        try head.readFraming(
            UnsafeBufferPointer(rebasing: bytes[name]), UnsafeBufferPointer(rebasing: bytes[value]), options)
    }
}

enum HeaderLine {
    /// Returns the ranges of name and value in a line; throws if it is not a header.
    static func split(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
    ) throws(Refusal) -> (name: Range<Int>, value: Range<Int>) {
        var colon = line.lowerBound
        while colon < line.upperBound, HTTPSyntax.isToken(bytes[colon]) { colon += 1 }
        guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else {
            throw .malformed
        }
        var first = colon + 1
        var end = line.upperBound
        while first < end, HTTPSyntax.isSpace(bytes[first]) { first += 1 }
        while end > first, HTTPSyntax.isSpace(bytes[end - 1]) { end -= 1 }
        for index in first..<end where !HTTPSyntax.isInValue(bytes[index]) { throw .malformed }
        return (line.lowerBound..<colon, first..<end)
    }
}
