/// Finds requests in the received bytes, however they are split into blocks, and refuses invalid and endless ones.
struct RequestReader {
    private let options: LoopbackOptions
    private var buffer = InputBuffer()
    private var headReader = HeadReader()
    private var head: RequestHead?
    private var chunks = ChunkedBody()
    private var hasContinued = false
    private let bodies: BodyAllowance
    /// The bytes reserved for the request being read, or for the one returned last.
    private var held = 0
    /// The remaining length of a body that is being discarded; nil for one that is kept.
    private var left: Int?
    /// Whether the body of the latest request was discarded because it exceeded the limit.
    private(set) var hasDroppedBody = false

    init(_ options: LoopbackOptions, bodies: BodyAllowance? = nil) {
        self.options = options
        self.bodies = bodies ?? BodyAllowance(options.totalBodyLimit)
    }

    /// Frees the bytes reserved for the latest request.
    mutating func release() {
        _ = bodies.change(by: -held)
        held = 0
    }

    /// Whether a request has begun but is not complete.
    var isInRequest: Bool { !buffer.isEmpty || head != nil }

    /// Whether its head is complete.
    var isInBody: Bool { head != nil }

    /// Returns whether the client is waiting for permission to send the body; true once for each request.
    mutating func asksToContinue() -> Bool {
        guard let head, head.expectsContinue, head.minorVersion > 0, buffer.isEmpty, !hasContinued else { return false }
        hasContinued = true
        return true
    }

    /// Adds bytes; the closure returns how many it has written, or less than 0.
    mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        if !isInRequest { buffer.shrink() }
        return buffer.fill(receive)
    }

    /// Returns the next request; nil if it is not complete.
    mutating func next() throws(Refusal) -> LoopbackRequest? {
        guard isInRequest else { return nil }
        if head == nil, let (head, length) = try headReader.read(buffer, options) {
            try head.check(options)
            buffer.drop(length)
            headReader = HeadReader()
            self.head = head
        }
        guard let head, let body = try readBody(head.body) else { return nil }
        hasDroppedBody = left != nil || chunks.isDropped
        left = nil
        chunks = ChunkedBody()
        self.head = nil
        hasContinued = false
        return LoopbackRequest(start: head, body: body)
    }

    private mutating func readBody(_ kind: RequestHead.Body) throws(Refusal) -> [UInt8]? {
        switch kind {
        case .length(let length):
            if left == nil, !hold(min(length, buffer.count)) { left = length }
            if let left { return drop(left) }
            return buffer.count >= length ? buffer.take(length) : nil
        case .chunked:
            let isWhole = try chunks.read(&buffer, options)
            if !chunks.isDropped, !hold(chunks.body.count) { chunks.drop() }
            return isWhole ? chunks.body : nil
        }
    }

    /// Reserves a total of that many bytes; returns false and reserves none if that exceeds the limit.
    private mutating func hold(_ count: Int) -> Bool {
        guard bodies.change(by: count - held) else {
            release()
            return false
        }
        held = count
        return true
    }

    /// Discards the available part of a body; returns an empty body at its end.
    private mutating func drop(_ rest: Int) -> [UInt8]? {
        let count = min(rest, buffer.count)
        buffer.drop(count)
        buffer.shrink()
        left = rest - count
        return rest == count ? [] : nil
    }
}
