import Time

/// The time at which a request was signed, from its header: `20261121T114230Z`.
struct SignedTime {
    let text: [UInt8]
    let moment: Instant

    var day: [UInt8] { Array(text.prefix(8)) }

    init(_ header: ArraySlice<UInt8>?) throws(ServiceFailure) {
        text = Array(header ?? [])
        guard text.count == 16, let moment = Self.moment(text) else {
            throw .incompleteSignature(
                "Date must be in ISO-8601 'basic format'. Got '\(String(decoding: text, as: UTF8.self))'. "
                    + "See http://en.wikipedia.org/wiki/ISO_8601")
        }
        self.moment = moment
    }

    /// Throws if it differs from now by more than the allowed clock skew.
    func check(at now: Instant, minutes: Int) throws(ServiceFailure) {
        let earliest = now.adding(minutes: -minutes)
        let latest = now.adding(minutes: minutes)
        guard moment.seconds >= earliest.seconds else {
            throw .invalidSignature(
                "Signature expired: \(string) is now earlier than \(Self.basic(earliest)) "
                    + "(\(Self.basic(now)) - \(minutes) min.)")
        }
        guard moment.seconds <= latest.seconds else {
            throw .invalidSignature(
                "Signature not yet current: \(string) is still later than \(Self.basic(latest)) "
                    + "(\(Self.basic(now)) + \(minutes) min.)")
        }
    }

    private var string: String { String(decoding: text, as: UTF8.self) }

    private static func moment(_ text: [UInt8]) -> Instant? {
        let part = { (range: Range<Int>) in String(decoding: text[range], as: UTF8.self) }
        guard text[8] == UInt8(ascii: "T"), text[15] == UInt8(ascii: "Z") else { return nil }
        return Instant(
            iso8601: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }

    private static func basic(_ moment: Instant) -> String {
        moment.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
