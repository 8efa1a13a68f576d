import AWS
public import TableStore

/// The settings from the command line and the environment.
public struct TableOptions: Sendable {
    /// An error in the command line, worded for the user.
    public struct Refusal: Error, Equatable, CustomStringConvertible {
        public let description: String
    }

    public var server = TableServerOptions()
    /// The location of the data.
    public internal(set) var place = Place.file(".local/table.sqlite")
    /// Whether writes may be acknowledged before they are safe from a power failure.
    public internal(set) var isFast = false
    /// How long eventually consistent reads and indexes lag behind, in milliseconds.
    public internal(set) var lag = 0
    /// Whether overlapping transactions, and single writes beside them, conflict.
    public internal(set) var hasConflicts = false
    /// The interval in seconds between searches for expired items.
    public internal(set) var sweepInterval = 60

    /// The action requested on the command line.
    public enum Request: Sendable {
        case serve(TableOptions)
        case help
        case version
    }

    /// Parses the arguments after the program's name.
    public static func request(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws(Refusal) -> Request {
        var reader = OptionReader(arguments)
        while let option = try reader.next() {
            switch option {
            case .help: return .help
            case .version: return .version
            case .read: continue
            }
        }
        return .serve(try reader.options(environment))
    }
}

/// Parses options one at a time.
private struct OptionReader {
    enum Step {
        case read
        case help
        case version
    }

    private var rest: ArraySlice<String>
    private var options = TableOptions()
    private var data: String?
    private var isInMemory = false
    private var keyID: String?
    private var secret: String?

    init(_ arguments: [String]) {
        rest = arguments[...]
    }

    /// Parses the next option; returns nil at the end.
    mutating func next() throws(TableOptions.Refusal) -> Step? {
        guard let argument = rest.popFirst() else { return nil }
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        if try readSwitch(name, hasValue: parts.count > 1) { return .read }
        switch name {
        case "--help", "-h": return .help
        case "--version": return .version
        default: break
        }
        try readValue(of: name, given: parts.count > 1 ? parts[1] : nil)
        return .read
    }

    /// Returns the value after the option's `=`, or the next argument.
    private mutating func value(_ name: String, _ given: String?) throws(TableOptions.Refusal) -> String {
        guard let value = given ?? rest.popFirst(), !value.isEmpty else { throw Self.refusal("\(name) needs a value") }
        return value
    }

    private mutating func readSwitch(_ name: String, hasValue: Bool) throws(TableOptions.Refusal) -> Bool {
        switch name {
        case "--in-memory": isInMemory = true
        case "--fast": options.isFast = true
        case "--conflicts": options.hasConflicts = true
        case "--log": options.server.logsRequests = true
        default: return false
        }
        if hasValue { throw Self.refusal("\(name) takes no value") }
        return true
    }

    private mutating func readValue(of name: String, given: String?) throws(TableOptions.Refusal) {
        guard Self.names.contains(name) else {
            let text = name.hasPrefix("-") ? "there is no option \(name)" : "\(name) is no option"
            throw Self.refusal("\(text); --help lists them")
        }
        let value = try value(name, given)
        switch name {
        case "--port": options.server.port = try Self.number(name, value, in: 0...65_535)
        case "--host": options.server.host = value
        case "--data": data = value
        case "--lag": options.lag = try Self.number(name, value, in: 0...60_000)
        case "--ttl-interval": options.sweepInterval = try Self.number(name, value, in: 1...86_400)
        case "--region": options.server.region = try Self.region(value)
        case "--access-key-id": keyID = try Self.keyID(value)
        default: secret = value
        }
    }

    private static let names: Set = [
        "--port", "--host", "--data", "--lag", "--ttl-interval", "--region", "--access-key-id", "--secret-access-key",
    ]

    /// Returns everything that was parsed, with the settings from the environment.
    mutating func options(_ environment: [String: String]) throws(TableOptions.Refusal) -> TableOptions {
        if isInMemory {
            guard data == nil else { throw Self.refusal("--in-memory and --data are one or the other") }
            options.place = .memory
        } else if let data {
            options.place = .file(data)
        }
        var keyID = keyID
        if keyID == nil, let text = environment["TABLE_ACCESS_KEY_ID"] { keyID = try Self.keyID(text) }
        switch (keyID, secret ?? environment["TABLE_SECRET_ACCESS_KEY"]) {
        case (nil, nil): break
        case (let keyID?, let secret?) where !secret.isEmpty:
            let token = environment["TABLE_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
            options.server.signatures = .verified(
                Credentials(accessKeyID: keyID, secretAccessKey: secret, sessionToken: token))
        case (nil, _):
            throw Self.refusal("a secret needs --access-key-id, or TABLE_ACCESS_KEY_ID in the environment")
        case (_, _):
            throw Self.refusal(
                "an access key needs --secret-access-key, or TABLE_SECRET_ACCESS_KEY in the environment")
        }
        try requireVerifiedSignatures()
        return options
    }

    /// Throws if other machines can reach the server and their signatures are not verified.
    private func requireVerifiedSignatures() throws(TableOptions.Refusal) {
        if case .wellFormed = options.server.signatures, !Self.isLoopback(options.server.host) {
            throw Self.refusal(
                "--host \(options.server.host) lets others reach the tables, and needs keys to verify their signatures "
                    + "with: give --access-key-id and --secret-access-key, or TABLE_ACCESS_KEY_ID and "
                    + "TABLE_SECRET_ACCESS_KEY in the environment")
        }
    }

    /// Returns whether only this machine can reach the address; of names, only `localhost` counts.
    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func number(
        _ name: String, _ text: String, in range: ClosedRange<Int>
    ) throws(TableOptions.Refusal) -> Int {
        guard text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains), let number = Int(text),
            range.contains(number)
        else { throw refusal("\(name) is a number from \(range.lowerBound) to \(range.upperBound), not \(text)") }
        return number
    }

    private static func region(_ text: String) throws(TableOptions.Refusal) -> String {
        let isRegion = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isRegion, text.utf8.count <= 32 else { throw refusal("--region is a region such as eu-west-1") }
        return text
    }

    private static func keyID(_ text: String) throws(TableOptions.Refusal) -> String {
        // Refuse characters with another meaning in the header that contains the key.
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains(where: "/,=".contains)
        else { throw refusal("an access key ID is letters and digits") }
        return text
    }

    private static func refusal(_ text: String) -> TableOptions.Refusal {
        TableOptions.Refusal(description: text)
    }
}
