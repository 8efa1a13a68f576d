import Bytes
import Time

/// A request's identifiers and the time of its arrival.
struct CallIdentity {
    /// Sixteen characters, as in the service.
    let requestID: String
    /// The trace, such as `Root=1-6b040798-3b1f0a5c1d2e3f4a5b6c7d8e`.
    let trace: String
    let moment: Instant

    init(requestID: String, trace: String, moment: Instant) {
        self.requestID = requestID
        self.trace = trace
        self.moment = moment
    }

    init(at moment: Instant) {
        self.init(requestID: Base64.encode(Self.random(11)), trace: Self.root(at: moment), moment: moment)
    }

    /// The trace header for a function.
    var functionTrace: String { "\(trace);Parent=\(Hex.encode(Self.random(8)));Sampled=0" }

    private static func root(at moment: Instant) -> String {
        let seconds = UInt32(truncatingIfNeeded: moment.seconds)
        let time = (0..<4).map { UInt8(truncatingIfNeeded: seconds >> (24 - 8 * UInt32($0))) }
        return "Root=1-\(Hex.encode(time))-\(Hex.encode(random(12)))"
    }

    /// Returns random bytes, eight from each number, because every number is a system call.
    private static func random(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let number = UInt64.random(in: .min ... .max)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        return Array(bytes.prefix(count))
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The time in the form `23/Nov/2026:09:30:00 +0000`.
    var time: String {
        let time = CivilDateTime(moment, offset: 0)
        let clock = [time.hour, time.minute, time.second].map(Self.two).joined(separator: ":")
        return "\(Self.two(time.date.day))/\(Self.months[time.date.month - 1])/\(time.date.year):\(clock) +0000"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
