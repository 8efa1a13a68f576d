import Foundation
import JSON
import LocalTable
import Loopback
import TableStore
import Template

/// The template's tables in a file, served with DynamoDB's protocol.
final class EmbeddedTable: TableHouse {
    let place: String
    let settings: [String: String]
    let signalsChanges = true
    /// The differences between existing tables and the template, and how to resolve them.
    let differences: [String]
    private let backend: TableBackend
    private let server: TableServer
    private let chores: Repetition
    private let names: [String]
    private let file: String

    /// Opens or creates the file, creates missing tables, and serves them; each write is signaled.
    init(
        file: String, port: Int, region: String, tables: [(resource: TableResource, name: String)],
        hasConflicts: Bool = false, _ changes: ChangeSignal, _ journal: Journal
    ) throws(GatewayError) {
        let backend = try Self.open(file, region, hasConflicts) { journal.note("Table", $0) }
        self.backend = backend
        self.file = file
        names = tables.map(\.name)
        var differences: [String] = []
        for table in tables {
            let words = try Self.make(table.resource, table.name, in: backend)
            if !words.isEmpty { differences.append(Self.warning(table.name, words, file)) }
        }
        self.differences = differences
        for line in differences { journal.note("Table", line) }
        var options = TableServerOptions()
        options.port = port
        options.region = region
        options.write = { journal.note("Table", $0) }
        do throws(LoopbackServer.CannotListen) {
            server = try TableServer(
                options, operations: SignalingOperations(operations: backend.operations, changes: changes))
        } catch {
            backend.close()
            throw GatewayError("the table cannot listen on \(error.reason); choose another port with TABLE_PORT=…")
        }
        let endpoint = "http://127.0.0.1:\(server.port)"
        place = "\(endpoint) (\(file))"
        settings = [
            "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": "local",
            "AWS_DEFAULT_REGION": region, "AWS_REGION": region, "DYNAMODB_ENDPOINT": endpoint,
        ]
        chores = backend.sweeping(every: 60) { journal.note("Table", $0) }
    }

    var counts: [(name: String, items: Int?)] {
        names.map { name in
            let answer = try? Self.answer(backend, "DescribeTable", ["TableName": .string(name)])
            return (name, answer?["Table"]?["ItemCount"]?.int)
        }
    }

    var fileSize: Int? {
        [file, file + "-wal"].reduce(0) { size, path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return size + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// Finishes running requests and closes the file without losing anything.
    func close() {
        server.drain(within: 5)
        chores.stop()
        backend.close()
    }

    private static func open(
        _ file: String, _ region: String, _ hasConflicts: Bool,
        report: @escaping @Sendable (String) -> Void
    ) throws(GatewayError) -> TableBackend {
        do {
            let arguments = ["--data=\(file)", "--region=\(region)"] + (hasConflicts ? ["--conflicts"] : [])
            guard case .serve(var options) = try TableOptions.request(arguments) else {
                throw GatewayError("\(file): tables can't be stored there")
            }
            options.server.write = report
            return try TableBackend(options)
        } catch {
            throw GatewayError("\(file): \(error)")
        }
    }

    /// Creates the table if it is missing; returns the differences of an existing one from the template.
    private static func make(
        _ table: TableResource, _ name: String, in backend: TableBackend
    ) throws(GatewayError) -> [String] {
        do {
            let creation = table.creation(named: name)
            _ = try ask(backend, "CreateTable", creation, unless: "ResourceInUseException")
            let timeToLive = try timeToLive(table, name, in: backend)
            let found = try answer(backend, "DescribeTable", ["TableName": .string(name)])["Table"] ?? .null
            return TableDifferences(creation, found, timeToLive: (table.timeToLiveAttribute, timeToLive)).words
        } catch {
            throw GatewayError("the table \(table.logicalID) cannot be made: \(error)")
        }
    }

    /// Enables the template's time to live attribute, unless another one is already enabled; returns the enabled one.
    private static func timeToLive(
        _ table: TableResource, _ name: String, in backend: TableBackend
    ) throws -> String? {
        let known = try answer(backend, "DescribeTimeToLive", ["TableName": .string(name)])
        if let attribute = known["TimeToLiveDescription"]?["AttributeName"]?.string { return attribute }
        guard let attribute = table.timeToLiveAttribute else { return nil }
        let specification: JSONValue = ["AttributeName": .string(attribute), "Enabled": true]
        _ = try ask(
            backend, "UpdateTimeToLive", ["TableName": .string(name), "TimeToLiveSpecification": specification])
        return attribute
    }

    private static func warning(_ name: String, _ differences: [String], _ file: String) -> String {
        let folder = (file as NSString).deletingLastPathComponent
        return "\(name) is not as the template has it: it \(differences.joined(separator: ", "))"
            + "; choose another folder with DATA=…, or delete \(folder)"
    }

    /// Returns false if the request fails with the expected error.
    private static func ask(
        _ backend: TableBackend, _ operation: String, _ input: JSONValue, unless harmless: String? = nil
    ) throws -> Bool {
        do {
            _ = try answer(backend, operation, input)
            return true
        } catch let failure as ServiceFailure where failure.type == harmless {
            return false
        }
    }

    private static func answer(_ backend: TableBackend, _ operation: String, _ input: JSONValue) throws -> JSONValue {
        let input = try JSONDocument(parsing: input.json()).root
        return try JSONValue(parsing: backend.operations.answer(operation: operation, input: input))
    }
}
