import Foundation
import JSON
import LocalTable
import Loopback
import TableStore
import Template

/// The tables of the template, in a file, served by DynamoDB's protocol.
final class EmbeddedTable: TableHouse {
    let place: String
    let settings: [String: String]
    let rings = true
    private let backend: TableBackend
    private let server: TableServer
    private let chores: Repetition
    private let names: [String]
    private let file: String

    /// Opens the file or makes it, makes the tables that it lacks, and serves them; the bell rings behind each write.
    init(
        file: String, port: Int, region: String, tables: [(resource: TableResource, name: String)], _ bell: Doorbell,
        _ journal: Journal
    ) throws(GatewayError) {
        let backend = try Self.open(file, region) { journal.note("Table", $0) }
        self.backend = backend
        self.file = file
        names = tables.map(\.name)
        for table in tables { try Self.make(table.resource, table.name, in: backend) }
        var options = TableServerOptions()
        options.port = port
        options.region = region
        options.write = { journal.note("Table", $0) }
        do throws(LoopbackServer.CannotListen) {
            server = try TableServer(options, operations: RingingOperations(operations: backend.operations, bell: bell))
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

    /// Answers what is in work, and lets go of the file with nothing lost.
    func close() {
        server.drain(within: 5)
        chores.stop()
        backend.close()
    }

    private static func open(
        _ file: String, _ region: String, report: @escaping @Sendable (String) -> Void
    ) throws(GatewayError) -> TableBackend {
        do {
            guard case .serve(var options) = try TableOptions.request(["--data=\(file)", "--region=\(region)"]) else {
                throw GatewayError("\(file): is no place for a table")
            }
            options.server.write = report
            return try TableBackend(options)
        } catch {
            throw GatewayError("\(file): \(error)")
        }
    }

    private static func make(
        _ table: TableResource, _ name: String, in backend: TableBackend
    ) throws(GatewayError) {
        do {
            guard try ask(backend, "CreateTable", table.creation(named: name), unless: "ResourceInUseException"),
                let attribute = table.timeToLiveAttribute
            else { return }
            _ = try ask(
                backend, "UpdateTimeToLive",
                [
                    "TableName": .string(name),
                    "TimeToLiveSpecification": ["AttributeName": .string(attribute), "Enabled": true],
                ])
        } catch {
            throw GatewayError("the table \(table.logicalID) cannot be made: \(error)")
        }
    }

    /// False when it failed with the error that is none here.
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
