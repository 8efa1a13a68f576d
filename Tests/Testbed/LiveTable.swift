public import AWS
public import DynamoDB
import Foundation
public import HTTP
public import Platform
import Storage
import Testing

/// A working DynamoDB at DYNAMODB_ENDPOINT; `make test` starts one if that is not set.
public enum LiveTable {
    /// Whether there is one.
    ///
    /// CI requires it, because a test that is skipped there would be an unnoticed failure.
    public static var isAvailable: Bool {
        let environment = ProcessInfo.processInfo.environment
        let isAvailable = environment["DYNAMODB_ENDPOINT"] != nil
        if !isAvailable, environment["CI"] != nil {
            Issue.record("DYNAMODB_ENDPOINT is not set: run the tests by `make test`")
        }
        return isAvailable
    }

    /// Whether it checks signatures, as ministack is configured to here.
    public static var checksSignatures: Bool {
        isAvailable && ProcessInfo.processInfo.environment["DYNAMODB_CHECKS_SIGNATURES"] != nil
    }

    /// Creates a table with this project's schema for the test, and deletes it afterwards.
    public static func with<Answer>(_ test: (Table) throws -> Answer) throws -> Answer {
        let table = try fresh()
        defer { _ = try? table.deleteTable() }
        return try test(table)
    }

    /// Creates a table for a test that outlives one closure.
    public static func fresh() throws -> Table {
        let table = Table(name: "test-\(UUID().uuidString.lowercased())", client: try client())
        try table.create(.education)
        while try !table.describe().isActive { usleep(50_000) }
        return table
    }

    /// Waits until an index shows what was written: it lags, here as in the service.
    public static func wait(seconds: Double = 10, until isShown: () throws -> Bool) throws {
        let end = Date(timeIntervalSinceNow: seconds)
        while try !isShown() {
            guard Date() < end else {
                Issue.record("The index still does not show what was written \(seconds) seconds ago")
                return
            }
            usleep(5_000)
        }
    }

    /// Returns a client of the endpoint, optionally with other credentials or another transport.
    public static func client(
        over transport: any HTTPTransport = CurlTransport(), credentials: (any CredentialsProvider)? = nil,
        pacing: Pacing = .real, host: Platform.Host? = nil
    ) throws -> DynamoDBClient {
        let own = Platform.Host(settings: .environment, log: Log(function: "Test") { _ in })
        return DynamoDBClient(
            place: try .dynamoDB(.environment), transport: transport,
            credentials: try credentials ?? CredentialsChain.live(on: own), host: host ?? own, pacing: pacing)
    }
}
