internal import JSON

extension Writer {
    func openStream(_ settings: StreamSettings, of definition: TableDefinition) throws -> Int64 {
        beginWriting()
        let number = try increment("numbers")
        let statement = try Statement(
            """
            INSERT INTO streams (number, table_name, definition, settings, opened, opening)
            VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'records'))
            """, on: connection)
        statement.bind(1, number)
        statement.bind(2, definition.name)
        statement.bind(3, try Catalog.encode(definition))
        statement.bind(4, try Catalog.encode(settings))
        statement.bind(5, now)
        try statement.run()
        return number
    }

    /// Closes a stream, which keeps the table's last definition.
    func closeStream(_ number: Int64, of definition: TableDefinition) throws {
        beginWriting()
        let statement = try Statement(
            "UPDATE streams SET closed = ?2, definition = ?3 WHERE number = ?1", on: connection)
        statement.bind(1, number)
        statement.bind(2, now)
        statement.bind(3, try Catalog.encode(definition))
        try statement.run()
    }

    /// Adds a record to the table's stream, unless the item is unchanged.
    func addStreamRecord(_ record: TableRecord, old: StoredItem?, new: StoredItem?, by author: Author) throws {
        guard let stream = record.stream, let json = (new ?? old)?.json else { return }
        let event: StoredChange.Event = old == nil ? .insert : new == nil ? .remove : .modify
        if let old, let new, ItemJSON.isSame(old.json, new.json) { return }
        let keys = try ItemJSON.members(record.definition.key.names, of: json)
        try connection.with(.addRecord) { statement in
            statement.bind(1, stream)
            statement.bind(2, now)
            statement.bind(3, event.rawValue)
            statement.bind(4, author.rawValue)
            statement.bind(5, keys)
            statement.bind(6, old.map { Int64($0.size) })
            statement.bind(7, old?.json)
            statement.bind(8, new.map { Int64($0.size) })
            statement.bind(9, new?.json)
            try statement.run()
        }
    }
}

/// The store's knowledge of items: objects whose members are values such as `{"S":"a"}`.
enum ItemJSON {
    /// Returns an object with only those members.
    static func members(_ names: [String], of json: [UInt8]) throws(StoreError) -> [UInt8] {
        do throws(JSONError) {
            let members = try JSONDocument(parsing: json).root.asObject()
            var writer = JSONWriter()
            writer.object { writer in
                for name in names { if let value = members[name] { writer.member(name, value.value) } }
            }
            return writer.bytes
        } catch {
            throw StoreError("an item is not valid JSON: \(error)")
        }
    }

    /// Returns whether both are the same item, ignoring the order of members and of the elements of sets.
    static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        if one == other { return true }
        guard one.count == other.count, let one = try? JSONDocument(parsing: one),
            let other = try? JSONDocument(parsing: other)
        else { return false }
        return ordered(one.root.value) == ordered(other.root.value)
    }

    /// Returns the value of a map or a whole item, with the elements of sets sorted.
    private static func ordered(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(members.mapValues(orderedAttribute))
        default: value
        }
    }

    private static func orderedAttribute(_ value: JSONValue) -> JSONValue {
        guard case .object(let members) = value, members.count == 1, let (kind, content) = members.first else {
            return value
        }
        switch (kind, content) {
        case ("M", _): return .object([kind: ordered(content)])
        case ("L", .array(let elements)): return .object([kind: .array(elements.map(orderedAttribute))])
        case ("SS", .array(let elements)), ("NS", .array(let elements)), ("BS", .array(let elements)):
            let texts = elements.compactMap { element -> String? in
                guard case .string(let text) = element else { return nil }
                return text
            }
            return .object([
                kind: .array(texts.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }.map(JSONValue.string))
            ])
        default: return value
        }
    }
}
