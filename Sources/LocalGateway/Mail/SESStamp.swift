import Time

/// The `Message-ID` and `Date` headers that SES sets in each message, replacing the sender's.
struct SESStamp {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Both headers by name in lower case, each with its line end.
    private let headers: [(name: String, line: [UInt8])]

    /// Creates the headers from the ID in the answer to the request, and the time of sending.
    init(_ id: UUIDv7, at moment: Instant, region: String = LocalStack.region) {
        headers = [
            ("message-id", Array("Message-ID: <\(id)@\(region).amazonses.com>\r\n".utf8)),
            ("date", Array("Date: \(Self.text(of: moment))\r\n".utf8)),
        ]
    }

    /// Returns the message with its own headers replaced, or with these added at the end of its head.
    func applied(to message: [UInt8]) -> [UInt8] {
        var stamped: [UInt8] = []
        stamped.reserveCapacity(message.count + 160)
        var missing = headers
        var isReplaced = false
        var position = 0
        for (line, end) in MailLines(message[...]) {
            guard let first = line.first else { break }
            if first != 0x20, first != 0x09 {
                let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
                let header = headers.first { $0.name == name }
                isReplaced = header != nil
                stamped += header?.line ?? []
                missing.removeAll { $0.name == name }
            }
            if !isReplaced { stamped += message[position..<end] }
            position = end
        }
        if !missing.isEmpty, stamped.last != UInt8(ascii: "\n") { stamped += "\r\n".utf8 }
        for header in missing { stamped += header.line }
        return stamped + message[position...]
    }

    /// Returns the time in the form `Sat, 21 Nov 2026 10:00:00 +0000`.
    private static func text(of moment: Instant) -> String {
        let time = CivilDateTime(moment, offset: 0)
        let date = time.date
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekdays[date.weekday.rawValue]), \(date.day) \(months[date.month - 1]) \(date.year) \(clock) +0000"
    }
}
