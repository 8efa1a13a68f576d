import JSON
import TableStore

/// A table's description in answers.
struct DescribedTable {
    let definition: TableDefinition
    let status: String
    let counts: TableCounts
    let arns: TableARN
    /// The states of global indexes whose state differs from the table's.
    var indexStatuses: [String: String] = [:]
    /// The last stream of a table without an active one, which can still be read.
    var closedStream: StreamSettings?

    init(_ definition: TableDefinition, status: String, counts: TableCounts, arns: TableARN) {
        self.definition = definition
        self.status = status
        self.counts = counts
        self.arns = arns
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("TableName", definition.name)
            json.member("TableStatus", status)
            json.member("TableArn", arns.table(definition.name))
            json.member("TableId", definition.id)
            writeStructure(to: &json)
            json.member("TableSizeBytes", counts.table?.bytes ?? 0)
            json.member("ItemCount", counts.table?.items ?? 0)
            json.member("DeletionProtectionEnabled", definition.deletionProtection)
            json.key("ProvisionedThroughput")
            write(definition.throughput, to: &json)
            writeBilling(to: &json)
            Self.write(definition.onDemand, to: &json)
            writeWarmThroughput(to: &json)
            writeStream(to: &json)
            writeEncryption(to: &json)
            writeClass(to: &json)
        }
    }

    /// Writes the table's keys and indexes, which the service omits for a table that is being deleted.
    private func writeStructure(to json: inout JSONWriter) {
        guard status != "DELETING" else { return }
        json.key("CreationDateTime")
        json.seconds(definition.createdAt)
        writeKeys(to: &json)
        write(definition.localIndexes, "LocalSecondaryIndexes", isGlobal: false, to: &json)
        write(definition.globalIndexes, "GlobalSecondaryIndexes", isGlobal: true, to: &json)
    }

    private func writeKeys(to json: inout JSONWriter) {
        json.array("AttributeDefinitions") { json in
            for attribute in definition.attributes {
                json.object { json in
                    json.member("AttributeName", attribute.name)
                    json.member("AttributeType", attribute.kind.rawValue)
                }
            }
        }
        json.keySchema(definition.key)
    }

    /// Writes the warm throughput: the requested one, or the service's default for a new table.
    private func writeWarmThroughput(to json: inout JSONWriter) {
        let isProvisioned = definition.billing.mode == .provisioned
        let usual = isProvisioned ? definition.throughput : Throughput(read: 12_000, write: 4_000)
        json.object("WarmThroughput") { json in
            json.member("ReadUnitsPerSecond", definition.warmThroughput?.read ?? usual.read)
            json.member("WriteUnitsPerSecond", definition.warmThroughput?.write ?? usual.write)
            json.member("Status", "ACTIVE")
        }
    }

    private func writeBilling(to json: inout JSONWriter) {
        guard let since = definition.billing.paidPerRequestSince else { return }
        json.object("BillingModeSummary") { json in
            json.member("BillingMode", definition.billing.mode.rawValue)
            json.key("LastUpdateToPayPerRequestDateTime")
            json.seconds(since)
        }
    }

    private func write(_ throughput: Throughput, to json: inout JSONWriter) {
        json.object { json in
            if let time = throughput.increasedAt {
                json.key("LastIncreaseDateTime")
                json.seconds(time)
            }
            if let time = throughput.decreasedAt {
                json.key("LastDecreaseDateTime")
                json.seconds(time)
            }
            json.member("NumberOfDecreasesToday", throughput.decreasesToday)
            json.member("ReadCapacityUnits", throughput.read)
            json.member("WriteCapacityUnits", throughput.write)
        }
    }

    private static func write(_ limits: OnDemandLimits?, to json: inout JSONWriter) {
        guard let limits else { return }
        json.object("OnDemandThroughput") { json in
            json.member("MaxReadRequestUnits", limits.read ?? -1)
            json.member("MaxWriteRequestUnits", limits.write ?? -1)
        }
    }

    private func write(
        _ indexes: [IndexDefinition], _ name: String, isGlobal: Bool, to json: inout JSONWriter
    ) {
        guard !indexes.isEmpty else { return }
        json.array(name) { json in
            for index in indexes {
                json.object { write(index, isGlobal: isGlobal, to: &$0) }
            }
        }
    }

    private func write(_ index: IndexDefinition, isGlobal: Bool, to json: inout JSONWriter) {
        json.member("IndexName", index.name)
        json.keySchema(index.key)
        json.object("Projection") { write(index.projection, to: &$0) }
        if isGlobal {
            json.member("IndexStatus", indexStatuses[index.name] ?? status)
            json.key("ProvisionedThroughput")
            write(index.throughput, to: &json)
            Self.write(index.onDemand, to: &json)
        }
        let counts = counts.indexes[index.name]
        json.member("IndexSizeBytes", counts?.bytes ?? 0)
        json.member("ItemCount", counts?.items ?? 0)
        json.member("IndexArn", arns.index(index.name, of: definition.name))
    }

    private func write(_ projection: IndexProjection, to json: inout JSONWriter) {
        switch projection {
        case .all: json.member("ProjectionType", "ALL")
        case .keysOnly: json.member("ProjectionType", "KEYS_ONLY")
        case .include(let names):
            json.member("ProjectionType", "INCLUDE")
            json.array("NonKeyAttributes") { json in
                for name in names { json.string(name) }
            }
        }
    }

    private func writeStream(to json: inout JSONWriter) {
        if let stream = definition.stream {
            json.object("StreamSpecification") { json in
                json.member("StreamEnabled", true)
                json.member("StreamViewType", stream.view.rawValue)
            }
        }
        guard let stream = definition.stream ?? closedStream else { return }
        json.member("LatestStreamLabel", stream.label)
        json.member("LatestStreamArn", arns.stream(stream.label, of: definition.name))
    }

    private func writeClass(to json: inout JSONWriter) {
        guard let tableClass = definition.tableClass else { return }
        json.object("TableClassSummary") { json in
            json.member("TableClass", tableClass)
            guard let time = definition.tableClassChangedAt else { return }
            json.key("LastUpdateDateTime")
            json.seconds(time)
        }
    }

    private func writeEncryption(to json: inout JSONWriter) {
        guard let text = definition.encryption, let given = try? JSONValue(parsing: Array(text.utf8)) else { return }
        guard given["Enabled"]?.bool == true else { return }
        json.object("SSEDescription") { json in
            json.member("Status", "ENABLED")
            json.member("SSEType", given["SSEType"]?.string ?? "KMS")
            // Without a key from the caller the service uses its own, which has some identifier too.
            let key = given["KMSMasterKeyId"]?.string ?? definition.id
            json.member("KMSMasterKeyArn", TableARN.isARN(key) ? key : arns.encryptionKey(key))
        }
    }
}

/// The sizes of a table and its indexes.
struct TableCounts {
    /// Nil for a table that has just been created.
    let table: ItemCounts?
    let indexes: [String: ItemCounts]

    static let empty = TableCounts()

    private init() {
        table = nil
        indexes = [:]
    }

    init(of table: StoredTable, in reader: Reader) throws {
        var indexes: [String: ItemCounts] = [:]
        for index in table.definition.globalIndexes + table.definition.localIndexes {
            indexes[index.name] = try reader.counts(of: table, index: index.name)
        }
        self.table = try reader.counts(of: table)
        self.indexes = indexes
    }
}

extension JSONWriter {
    /// Writes a key schema as in descriptions.
    mutating func keySchema(_ key: KeySchema) {
        array("KeySchema") { json in
            for (index, name) in key.names.enumerated() {
                json.object { json in
                    json.member("AttributeName", name)
                    json.member("KeyType", index == 0 ? "HASH" : "RANGE")
                }
            }
        }
    }

    /// Writes a time in milliseconds as the protocol's fractional seconds.
    mutating func seconds(_ milliseconds: Int64) {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return integer(seconds) }
        let digits = String(1000 + rest).dropFirst()
        number(JSONNumber("\(seconds).\(digits)") ?? JSONNumber(seconds))
    }
}
