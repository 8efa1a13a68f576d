import AWS
import Expressions
import JSON
import TableStore

extension Operations {
    func transactWriteItems(_ input: JSONNode) throws -> [UInt8] {
        try ShapeReader.check(input, against: RequestShapes.transactWriteItems)
        let writes = try input.required(member: "TransactItems").elements.map { try Transaction.write(in: $0) }
        guard writes.reduce(0, { $0 + $1.requestSize }) <= TransactionLimits.bytes else {
            throw TransactionLimits.tooLarge
        }
        let token = input.text("ClientRequestToken").map { Transaction.Token($0, of: input) }
        let report = CapacityReport(input)
        let (outcomes, isRepeated) = try withoutConflicts(writes, token: input.text("ClientRequestToken")) { obstacle in
            if let obstacle, token == nil { throw obstacle }
            return try store.write(at: clock()) { writer in
                let tables = try writes.map { try table($0.table, in: writer) }
                if let token, try token.isKnown(to: writer) {
                    return (try Transaction.reread(writes, in: tables, writer), true)
                }
                if let obstacle { throw obstacle }
                let outcomes = try Transaction.perform(writes, in: tables, with: writer)
                try token?.remember(with: writer)
                return (outcomes, false)
            }
        }
        return try Self.object { json in
            if isRepeated {
                Self.writeReadCapacities(of: outcomes.map(\.old), in: writes.map(\.table), report, to: &json)
            } else {
                try Self.writeCapacities(of: outcomes, writes, report, doubled: true, to: &json)
            }
            if input.text("ReturnItemCollectionMetrics") == "SIZE" {
                Self.writeMetrics(of: outcomes, writes, to: &json)
            }
        }
    }
}

/// Writes that succeed or fail together.
enum Transaction {
    private static let style = ParameterStyle(expressions: ["UpdateExpression", "ConditionExpression"], legacy: [])

    static func write(in element: JSONNode) throws -> ItemWrite {
        let kinds = ["ConditionCheck", "Put", "Delete", "Update"]
        let given = kinds.compactMap { kind in element.member(kind).map { (kind, $0) } }
        guard given.count == 1, let (kind, node) = given.first else {
            throw ServiceFailure.validation(
                "TransactItems can only contain one of Check, Put, Update or Delete")
        }
        let action = try Self.action(kind, node)
        let expressions = try WriteExpressions(node, wording: .older)
        return try ItemWrite(
            table: node.required(text: "TableName"), action: complete(action, expressions.update),
            condition: expressions.condition, showsItemOnFailure: expressions.showsItemOnFailure,
            valuesSize: expressions.valuesSize)
    }

    private static func action(_ kind: String, _ node: JSONNode) throws -> ItemWrite.Action {
        try style.check(node)
        guard kind != "Put" else {
            return .put(try Item(storing: node.required(member: "Item"), wording: .older))
        }
        let key = try Item(reading: node.required(member: "Key"), wording: .older)
        switch kind {
        case "Delete": return .delete(key: key)
        case "Update": return .update(key: key, nil)
        default: return .check(key: key)
        }
    }

    private static func complete(_ action: ItemWrite.Action, _ update: UpdateExpression?) -> ItemWrite.Action {
        if case .update(let key, _) = action { return .update(key: key, update) }
        return action
    }

    static func perform(_ writes: [ItemWrite], in tables: [StoredTable], with writer: Writer) throws -> [WriteOutcome] {
        let places = try places(of: writes, in: tables)
        var reasons = CancellationReasons()
        var outcomes: [WriteOutcome] = []
        for (write, place) in zip(writes, places) {
            try reasons.collect {
                outcomes.append(try write.outcome(at: place, in: writer, readingOld: true))
            }
        }
        try reasons.throwIfAny()
        for outcome in outcomes { try outcome.store(with: writer) }
        return outcomes
    }

    /// Looks up the places of the actions; only the first error is reported, as in the service.
    private static func places(of writes: [ItemWrite], in tables: [StoredTable]) throws -> [WritePlace] {
        var reasons = CancellationReasons()
        var seen: Set<Target> = []
        var places: [WritePlace] = []
        for (write, table) in zip(writes, tables) {
            guard !reasons.hasFailure else {
                reasons.addNone()
                continue
            }
            try reasons.collect {
                let place = try write.place(in: table)
                guard seen.insert(Target(table: table.definition.name, key: place.key)).inserted else {
                    throw TransactionLimits.repeated
                }
                places.append(place)
            }
        }
        try reasons.throwIfAny()
        return places
    }

    /// Returns the capacity for a repeated request: its items are read, and nothing is written again.
    static func reread(_ writes: [ItemWrite], in tables: [StoredTable], _ writer: Writer) throws -> [WriteOutcome] {
        try zip(writes, tables).map { write, table in
            let place = try write.place(in: table)
            return WriteOutcome(place: place, found: try writer.find(place.key, in: table), effect: .none)
        }
    }

    /// A client request token, which identifies a repeated request.
    struct Token {
        private let token: [UInt8]
        private let fingerprint: [UInt8]

        init(_ token: String, of input: JSONNode) {
            self.token = Array(token.utf8)
            var json = JSONWriter()
            json.canonical(input)
            fingerprint = SHA256.hash(json.bytes)
        }

        /// Returns whether the request was already carried out.
        ///
        /// - Throws: If a different request used the same token.
        func isKnown(to writer: Writer) throws -> Bool {
            guard let known = try writer.fingerprint(of: token) else { return false }
            guard known == fingerprint else {
                throw ServiceFailure(
                    "IdempotentParameterMismatchException",
                    "Request uses the same client token as a previous, but non-identical request. Do not reuse a "
                        + "client token with different requests, unless the requests are identical.")
            }
            return true
        }

        func remember(with writer: Writer) throws {
            try writer.remember(token: token, fingerprint: fingerprint)
        }
    }
}

extension ItemWrite {
    /// The action's contribution to the size of a transaction.
    fileprivate var requestSize: Int { keyItem.size + valuesSize }
}
