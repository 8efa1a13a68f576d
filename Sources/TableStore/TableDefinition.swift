/// What is known of a table besides its items.
///
/// Names are compared by the caller, who knows what may be in them; the store itself uses them as they are.
public struct TableDefinition: Codable, Hashable, Sendable {
    public var name: String
    /// The service's UUID of the table.
    public var id: String
    /// Milliseconds since 1970, as all times here.
    public var createdAt: Int64
    public var attributes: [KeyAttribute]
    public var key: KeySchema
    public var globalIndexes: [IndexDefinition] = []
    public var localIndexes: [IndexDefinition] = []
    public var billing = Billing()
    public var throughput = Throughput()
    public var onDemand: OnDemandLimits?
    /// What it was asked to be ready for; nil where nobody asked.
    public var warmThroughput: WarmThroughput?
    /// The stream that is on; those that were switched off are among `Reader.streams(of:)`.
    public var stream: StreamSettings?
    /// The attribute whose value says when an item expires, if items are to.
    public var timeToLive: String?
    public var deletionProtection = false
    public var tags: [Tag] = []
    public var tableClass: String?
    /// When the class was last changed; nil for a table that has the one that it was made with.
    public var tableClassChangedAt: Int64?
    /// What was said about encryption, as JSON.
    public var encryption: String?
    /// Since when the table could be put back to any of its states; nil where nobody asked for that.
    public var recoverableSince: Int64?

    public init(name: String, id: String, createdAt: Int64, attributes: [KeyAttribute], key: KeySchema) {
        self.name = name
        self.id = id
        self.createdAt = createdAt
        self.attributes = attributes
        self.key = key
    }

    /// The global and the local index of that name, whichever there is.
    public func index(named name: String) -> IndexDefinition? {
        globalIndexes.first { $0.name == name } ?? localIndexes.first { $0.name == name }
    }
}

/// An attribute that a key is made of.
public struct KeyAttribute: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        case string = "S"
        case number = "N"
        case binary = "B"
    }

    public var name: String
    public var kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// The names of a key's attributes.
public struct KeySchema: Codable, Hashable, Sendable {
    public var hash: String
    public var range: String?

    public init(hash: String, range: String? = nil) {
        self.hash = hash
        self.range = range
    }

    public var names: [String] { range.map { [hash, $0] } ?? [hash] }
}

/// A further order of a table's items.
public struct IndexDefinition: Codable, Hashable, Sendable {
    public var name: String
    public var key: KeySchema
    public var projection: IndexProjection
    public var throughput = Throughput()
    public var onDemand: OnDemandLimits?

    public init(name: String, key: KeySchema, projection: IndexProjection) {
        self.name = name
        self.key = key
        self.projection = projection
    }
}

/// Which attributes an index holds.
public enum IndexProjection: Codable, Hashable, Sendable {
    case all
    case keysOnly
    case include([String])
}

/// How the table is paid for.
public struct Billing: Codable, Hashable, Sendable {
    public enum Mode: String, Codable, Sendable {
        case provisioned = "PROVISIONED"
        case payPerRequest = "PAY_PER_REQUEST"
    }

    public var mode: Mode
    /// When the table was last switched to being paid per request.
    public var paidPerRequestSince: Int64?

    public init(mode: Mode = .provisioned, paidPerRequestSince: Int64? = nil) {
        self.mode = mode
        self.paidPerRequestSince = paidPerRequestSince
    }
}

/// The capacity that was asked for.
public struct Throughput: Codable, Hashable, Sendable {
    public var read: Int64
    public var write: Int64
    public var increasedAt: Int64?
    public var decreasedAt: Int64?
    public var decreasesToday: Int64 = 0

    public init(read: Int64 = 0, write: Int64 = 0) {
        self.read = read
        self.write = write
    }
}

/// The most that may be read and written where each request is paid for; nil for what has no limit.
public struct OnDemandLimits: Codable, Hashable, Sendable {
    public var read: Int64?
    public var write: Int64?

    public init(read: Int64? = nil, write: Int64? = nil) {
        self.read = read
        self.write = write
    }
}

/// How many units in each second a table was asked to be ready for; nil for what nobody asked.
public struct WarmThroughput: Codable, Hashable, Sendable {
    public var read: Int64?
    public var write: Int64?

    public init(read: Int64? = nil, write: Int64? = nil) {
        self.read = read
        self.write = write
    }
}

/// What a table's stream records.
public struct StreamSettings: Codable, Hashable, Sendable {
    public enum View: String, Codable, Sendable {
        case keysOnly = "KEYS_ONLY"
        case newImage = "NEW_IMAGE"
        case oldImage = "OLD_IMAGE"
        case newAndOldImages = "NEW_AND_OLD_IMAGES"
    }

    public var view: View
    /// What tells this stream from others of the same table.
    public var label: String

    public init(view: View, label: String) {
        self.view = view
        self.label = label
    }
}

/// A name and a value that somebody gave the table.
public struct Tag: Codable, Hashable, Sendable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}
