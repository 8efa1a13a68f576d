import JSON

/// How much a request wants to know about the capacity it consumed.
enum CapacityReport: String {
    case none = "NONE"
    case total = "TOTAL"
    case indexes = "INDEXES"

    init(_ input: JSONNode) {
        self = input.text("ReturnConsumedCapacity").flatMap(Self.init(rawValue:)) ?? .none
    }
}

/// The capacity units consumed on one table and its indexes.
struct Capacity {
    /// The kind of access that units are for.
    enum Direction {
        case read
        case write
    }

    private static let readUnit = 4096
    private static let writeUnit = 1024

    var table = 0.0
    var global: [String: Double] = [:]
    var local: [String: Double] = [:]

    var total: Double { table + global.values.reduce(0, +) + local.values.reduce(0, +) }

    /// Returns the units for reading that many bytes; a read that finds nothing costs the minimum.
    static func reading(_ bytes: Int, consistent: Bool) -> Double {
        Double(units(bytes, of: readUnit)) * (consistent ? 1 : 0.5)
    }

    /// Returns the units for writing an item of that many bytes.
    static func writing(_ bytes: Int) -> Double {
        Double(units(bytes, of: writeUnit))
    }

    private static func units(_ bytes: Int, of size: Int) -> Int {
        max(1, (bytes + size - 1) / size)
    }

    static func + (one: Capacity, other: Capacity) -> Capacity {
        Capacity(
            table: one.table + other.table, global: one.global.merging(other.global, uniquingKeysWith: +),
            local: one.local.merging(other.local, uniquingKeysWith: +))
    }

    /// The same in a transaction, which prepares and then commits.
    var doubled: Capacity { self + self }
}

extension Capacity {
    /// Writes the member `ConsumedCapacity` if it was requested.
    func write(to json: inout JSONWriter, table: String, _ report: CapacityReport) {
        guard report != .none else { return }
        json.key("ConsumedCapacity")
        writeObject(to: &json, table: table, report, split: nil)
    }

    /// Writes the units consumed on one table; `split` adds read and write units separately, as transactions do.
    func writeObject(to json: inout JSONWriter, table: String, _ report: CapacityReport, split: Direction?) {
        json.object { json in
            json.member("TableName", table)
            Self.writeUnits(total, to: &json, split)
            guard report == .indexes else { return }
            json.object("Table") { Self.writeUnits(self.table, to: &$0, split) }
            Self.write(local, "LocalSecondaryIndexes", to: &json, split)
            Self.write(global, "GlobalSecondaryIndexes", to: &json, split)
        }
    }

    private static func write(
        _ indexes: [String: Double], _ name: String, to json: inout JSONWriter, _ split: Direction?
    ) {
        guard !indexes.isEmpty else { return }
        json.object(name) { json in
            for (index, units) in indexes.sorted(by: { $0.key < $1.key }) {
                json.object(index) { writeUnits(units, to: &$0, split) }
            }
        }
    }

    private static func writeUnits(_ units: Double, to json: inout JSONWriter, _ split: Direction?) {
        let number = JSONNumber(units) ?? JSONNumber(0)
        json.member("CapacityUnits", number)
        switch split {
        case .read: json.member("ReadCapacityUnits", number)
        case .write: json.member("WriteCapacityUnits", number)
        case nil: break
        }
    }
}
