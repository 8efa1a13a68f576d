public import JSON
import Platform
import Time

/// What is kept about a user: all of it, or one page.
public struct ExportedPerson {
    /// The most bytes that a page's items have in the payload that the function hands in, which the service takes up to six
    /// megabytes of.
    private static let mostBytes = 4_500_000
    /// The most items that one page looks at: reading one may take several requests.
    private static let mostItems = 500

    private let user: UserID
    private let exportedAt: Instant
    private var shown: [PersonalData.Member: [[UInt8]]] = [:]
    private var byteCount = 0
    private var itemCount = 0

    init(user: UserID, exportedAt: Instant) {
        self.user = user
        self.exportedAt = exportedAt
    }

    /// Whether nothing is shown, but perhaps that all was erased.
    var isEmpty: Bool { shown.keys.allSatisfy { $0 == .erasure } }

    /// Adds what is shown of an item, which can be nothing; false where the item has to wait for the next page.
    mutating func add(_ json: [UInt8]?, to member: PersonalData.Member) -> Bool {
        let size = json.map(Self.payloadSize) ?? 0
        guard itemCount == 0 || itemCount < Self.mostItems && byteCount + size <= Self.mostBytes else { return false }
        itemCount += 1
        byteCount += size
        if let json { shown[member, default: []].append(json) }
        return true
    }

    /// How long a value and its comma are in the payload.
    ///
    /// There they are part of a text, which has another sign before each quote and each backslash.
    private static func payloadSize(_ json: [UInt8]) -> Int {
        json.reduce(json.count + 1) { size, byte in
            size + (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 1 : 0)
        }
    }
}

extension ExportedPerson: JSONWritable {
    /// Writes an object that always has the same members: null or empty where the page has nothing of it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("userId", user.text)
            json.member("exportedAt", exportedAt.iso8601)
            for member in PersonalData.Member.allCases {
                json.key(member.rawValue)
                write(shown[member] ?? [], asList: member.isList, to: &json)
            }
        }
    }

    private func write(_ values: [[UInt8]], asList isList: Bool, to json: inout JSONWriter) {
        if isList {
            json.array { json in
                for value in values { json.json(value) }
            }
        } else if let value = values.first {
            json.json(value)
        } else {
            json.null()
        }
    }
}
