import CCurl

/// Collects what libcurl hands over of one answer.
final class CurlReceiver {
    private let limit: Int
    private(set) var headers = HTTPHeaders()
    private var body: [UInt8] = []
    private(set) var isOverLimit = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Forgets the answer before.
    func reset() {
        headers = HTTPHeaders()
        body = []
        isOverLimit = false
    }

    /// The body, which the receiver lets go of.
    func takeBody() -> [UInt8] {
        let taken = body
        body = []
        return taken
    }

    /// False when the answer grows past the limit, which makes libcurl give up.
    fileprivate func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= limit else {
            isOverLimit = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// Takes one header line; a new status line (after a 100 Continue, say) begins anew, anything else without a
    /// colon is the end of the head.
    fileprivate func appendHeader(_ line: UnsafeRawBufferPointer) {
        if line.starts(with: "HTTP/".utf8) { headers = HTTPHeaders() }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        headers.add(name, String(decoding: trimmed(line[(colon + 1)...]), as: UTF8.self))
    }

    private func trimmed(_ value: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        guard let first = value.firstIndex(where: { !isSpace($0) }), let last = value.lastIndex(where: { !isSpace($0) })
        else { return value[value.endIndex...] }
        return value[first...last]
    }
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
    receiver.appendHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}
