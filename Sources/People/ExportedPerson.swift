public import JSON
import Platform
import Time

/// The data kept about a user: all of it, or one page.
public struct ExportedPerson {
    /// The maximum size of a page's items in the function's payload, in bytes.
    ///
    /// The service takes payloads of up to six megabytes.
    private static let mostBytes = 4_500_000
    /// The maximum number of items that one page reads: reading one may take several requests.
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

    /// A Boolean value that is true if the page shows nothing, except perhaps an erasure.
    var isEmpty: Bool { shown.keys.allSatisfy { $0 == .erasure } }

    /// Adds the JSON of an item, if any; returns false if the item has to wait for the next page.
    mutating func add(_ json: [UInt8]?, to member: PersonalData.Member) -> Bool {
        let size = json.map(Self.payloadSize) ?? 0
        guard itemCount == 0 || itemCount < Self.mostItems && byteCount + size <= Self.mostBytes else { return false }
        itemCount += 1
        byteCount += size
        if let json { shown[member, default: []].append(json) }
        return true
    }

    /// Returns the size of a value and its comma in the payload, in bytes.
    ///
    /// The payload has them in a text, with another character before each quote and each backslash.
    private static func payloadSize(_ json: [UInt8]) -> Int {
        json.reduce(json.count + 1) { size, byte in
            size + (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 1 : 0)
        }
    }
}

extension ExportedPerson: JSONWritable {
    /// Writes an object that always has the same members: null or empty if the page has nothing of them.
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
