public import AWS
public import DynamoDB
import Foundation
public import HTTP
public import Platform
import Storage
import Testing

/// A DynamoDB that answers for real, where DYNAMODB_ENDPOINT says; `make test` starts one when it says nothing.
public enum LiveTable {
    /// Whether there is one.
    ///
    /// In CI there must be: a test that is skipped there would be a failure unseen.
    public static var isAvailable: Bool {
        let environment = ProcessInfo.processInfo.environment
        let isAvailable = environment["DYNAMODB_ENDPOINT"] != nil
        if !isAvailable, environment["CI"] != nil {
            Issue.record("DYNAMODB_ENDPOINT is not set: run the tests by `make test`")
        }
        return isAvailable
    }

    /// Whether it checks signatures, as ministack is made to here.
    public static var checksSignatures: Bool {
        isAvailable && ProcessInfo.processInfo.environment["DYNAMODB_CHECKS_SIGNATURES"] != nil
    }

    /// Makes a table of our own shape, lets the test use it, and removes it again.
    public static func with<Answer>(_ test: (Table) throws -> Answer) throws -> Answer {
        let table = try fresh()
        defer { _ = try? table.deleteTable() }
        return try test(table)
    }

    /// A table nobody else uses, for a test that outlives one closure.
    public static func fresh() throws -> Table {
        let table = Table(name: "test-\(UUID().uuidString.lowercased())", client: try client())
        try table.create(.education)
        while try !table.describe().isActive { usleep(50_000) }
        return table
    }

    /// Waits until an index shows what was written: it lags behind, here as in the service.
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

    /// A client of the endpoint; with its credentials, or others, and over another way to it.
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
