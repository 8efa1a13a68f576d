import Bytes
import TableStore

/// The single shard that each stream has here.
struct StreamShard {
    /// The minimum number of digits in the service's sequence numbers.
    private static let digits = 21

    let stream: StreamInfo

    var id: String { "shardId-\(Self.padded(stream.openedAt, to: 20))-\(Self.padded(stream.number, to: 8))" }

    /// The lowest sequence number that can be read.
    var horizon: Int64 { stream.firstSequence ?? stream.openingSequence }

    /// Returns whether records may have expired already.
    ///
    /// A gap before the first record is no sign of it, because the streams share their sequence numbers.
    func mayBeTrimmed(at now: Int64) -> Bool { stream.openedAt <= now - Reader.streamLife }

    /// Returns a sequence number in the service's form.
    static func text(_ sequence: Int64) -> String { "1" + padded(sequence, to: digits - 1) }

    /// Returns the sequence number in a text; nil if no record can have it.
    static func sequence(_ text: String) -> Int64? {
        guard text.utf8.count == digits, text.hasPrefix("1") else { return nil }
        // The last one is excluded, because each needs a successor.
        return Int64(text.dropFirst()).flatMap { $0 < .max ? $0 : nil }
    }

    private static func padded(_ number: Int64, to length: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, length - text.utf8.count)) + text
    }
}

/// A position in a stream as its caller holds it: opaque, and valid for a quarter of an hour.
struct ShardIterator {
    private static let life: Int64 = 15 * 60_000

    let streamARN: String
    /// The first sequence number to read.
    let next: Int64
    let createdAt: Int64

    var text: String {
        let content = "\(next)|\(createdAt)"
        return "\(streamARN)|1|\(Base64.encode(Array(content.utf8)))"
    }

    init(streamARN: String, next: Int64, createdAt: Int64) {
        self.streamARN = streamARN
        self.next = next
        self.createdAt = createdAt
    }

    init(_ text: String, at now: Int64) throws {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1] == "1", let content = Base64.decode(String(parts[2])) else {
            throw Self.invalid
        }
        let numbers = String(decoding: content, as: UTF8.self).split(separator: "|").compactMap { Int64($0) }
        guard numbers.count == 2 else { throw Self.invalid }
        self.init(streamARN: String(parts[0]), next: numbers[0], createdAt: numbers[1])
        guard createdAt >= now - Self.life else {
            throw ServiceFailure(
                "ExpiredIteratorException", "Iterator expired: it was created more than 15 minutes ago")
        }
    }

    private static let invalid = ServiceFailure.validation("Invalid ShardIterator")
}
