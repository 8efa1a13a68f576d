/// Finds the requests in what comes in, however it is cut into blocks, and refuses what is none or has no end.
struct RequestReader {
    private let options: LoopbackOptions
    private var buffer = InputBuffer()
    private var headReader = HeadReader()
    private var head: RequestHead?
    private var chunks = ChunkedBody()
    private var hasContinued = false

    init(_ options: LoopbackOptions) {
        self.options = options
    }

    /// Whether a request has begun that is not all there.
    var isInRequest: Bool { !buffer.isEmpty || head != nil }

    /// Whether its head is all there.
    var isInBody: Bool { head != nil }

    /// Whether the client waits to be told that it may send the body; true once for each request.
    mutating func asksToContinue() -> Bool {
        guard let head, head.expectsContinue, head.minorVersion > 0, buffer.isEmpty, !hasContinued else { return false }
        hasContinued = true
        return true
    }

    /// Lets more bytes in; the closure says how many there are, or less than 0.
    mutating func fill(_ receive: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        if !isInRequest { buffer.relax() }
        return buffer.fill(receive)
    }

    /// The next request; nil while it is not all there.
    mutating func next() throws(Refusal) -> LoopbackRequest? {
        guard isInRequest else { return nil }
        if head == nil, let (head, length) = try headReader.read(buffer, options) {
            try head.check(options)
            buffer.drop(length)
            headReader = HeadReader()
            self.head = head
        }
        guard let head, let body = try readBody(head.body) else { return nil }
        self.head = nil
        hasContinued = false
        return LoopbackRequest(start: head, body: body)
    }

    private mutating func readBody(_ kind: RequestHead.Body) throws(Refusal) -> [UInt8]? {
        switch kind {
        case .length(let length):
            return buffer.count >= length ? buffer.take(length) : nil
        case .chunked:
            guard try chunks.read(&buffer, options) else { return nil }
            let body = chunks.body
            chunks = ChunkedBody()
            return body
        }
    }
}
