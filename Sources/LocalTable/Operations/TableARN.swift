import AWS
import Expressions
import TableStore

/// The location of tables and streams: the part that their ARNs share.
struct TableARN: Sendable {
    let region: String
    let account: String

    private static let prefix = "arn:"

    static func isARN(_ text: String) -> Bool { text.hasPrefix(prefix) }

    /// Returns the name in an ARN, or the name itself; an ARN with another service, region or account names no table
    /// here.
    func tableName(in text: String) throws -> String {
        guard Self.isARN(text) else { return text }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[2] == "dynamodb", parts[5].hasPrefix("table/") else {
            throw Self.invalid(text)
        }
        guard parts[3] == region, parts[4] == account else { throw ServiceFailure.noResource }
        return String(parts[5].dropFirst("table/".count).prefix { $0 != "/" })
    }

    static func invalid(_ arn: String) -> ServiceFailure {
        .validation("Invalid TableArn: Invalid ResourceArn provided as input \(arn.prefix(1024))")
    }

    func table(_ name: String) -> String { "arn:aws:dynamodb:\(region):\(account):table/\(name)" }

    func index(_ index: String, of table: String) -> String { "\(self.table(table))/index/\(index)" }

    /// Returns the ARN of the caller's encryption key, given by identifier or alias.
    func encryptionKey(_ id: String) -> String {
        "arn:aws:kms:\(region):\(account):\(id.hasPrefix("alias/") ? id : "key/\(id)")"
    }

    func stream(_ label: String, of table: String) -> String { "\(self.table(table))/stream/\(label)" }
}
