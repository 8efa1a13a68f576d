import CCurl

/// The parts of one answer, as libcurl delivers them.
final class CurlReceiver {
    /// Many times the size that servers send; without a limit, a server that never ends its head would fill the memory.
    private static let largestHead = 256 * 1024

    private enum Part {
        case beforeHead
        case inHead(isFinal: Bool)
        case afterHead
    }

    private let limit: Int
    private(set) var headers = HTTPHeaders()
    private var body: [UInt8] = []
    private var headBytes = 0
    private var part = Part.beforeHead
    /// The limit that the answer exceeded, if any.
    private(set) var exceededLimit: Int?

    init(limit: Int) {
        self.limit = limit
    }

    /// Discards the previous answer.
    func reset() {
        headers = HTTPHeaders()
        body = []
        headBytes = 0
        part = .beforeHead
        exceededLimit = nil
    }

    /// Whether the head is complete; libcurl also accepts one cut off by the end of the connection.
    var isHeadComplete: Bool {
        if case .afterHead = part { true } else { false }
    }

    /// Returns the body and releases it.
    func takeBody() -> [UInt8] {
        let taken = body
        body = []
        return taken
    }

    /// Appends to the body; returns false if it exceeds the limit, which makes libcurl give up.
    fileprivate func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= limit - body.count else {
            exceededLimit = limit
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Processes a header line; returns false if the heads exceed their limit.
    ///
    /// A line may belong to the final head, to an earlier head (such as a 100 Continue), or follow a chunked body,
    /// where nothing may count as a header any more.
    fileprivate func appendLine(_ line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        guard headBytes <= Self.largestHead else {
            exceededLimit = Self.largestHead
            return false
        }
        switch part {
        case .beforeHead:
            headers = HTTPHeaders(capacity: 12)
            part = .inHead(isFinal: !line.dropFirst("HTTP/1.1 ".utf8.count).starts(with: "1".utf8))
        case .inHead(let isFinal):
            appendHeader(line, isFinal: isFinal)
        case .afterHead:
            break
        }
        return true
    }

    private func appendHeader(_ line: UnsafeRawBufferPointer, isFinal: Bool) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
            if line.allSatisfy(\.isLineEnd) { part = isFinal ? .afterHead : .beforeHead }
            return
        }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        headers.add(name, String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self))
    }

    private func trimmed(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte.isLineEnd }
        guard let first = value.firstIndex(where: { !isSpace($0) }), let last = value.lastIndex(where: { !isSpace($0) })
        else { return value[value.endIndex...] }
        return value[first...last]
    }
}

extension UInt8 {
    fileprivate var isLineEnd: Bool { self == 0x0D || self == 0x0A }
}

/// libcurl's write callback; its context is the receiver.
let receiveBody: curl_bytes_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let receiver = Unmanaged<CurlReceiver>.fromOpaque(context).takeUnretainedValue()
    return receiver.append(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

/// libcurl's header callback, called once for each line of the head; its context is the receiver.
let receiveHeader: curl_bytes_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let receiver = Unmanaged<CurlReceiver>.fromOpaque(context).takeUnretainedValue()
    return receiver.appendLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}
