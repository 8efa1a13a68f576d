import Glibc

/// The settings that a function is given from outside, by name.
public struct Settings: Sendable {
    private let lookup: @Sendable (String) -> String?

    /// The process's environment.
    public static let environment = Settings { name in
        getenv(name).map { String(cString: $0) }
    }

    /// These and no others, for tests.
    public init(_ values: [String: String]) {
        self.init { values[$0] }
    }

    private init(lookup: @escaping @Sendable (String) -> String?) {
        self.lookup = lookup
    }

    /// The setting's value; nil when it is absent or empty, which are the same to us.
    public subscript(name: String) -> String? {
        guard let value = lookup(name), !value.isEmpty else { return nil }
        return value
    }

    /// The setting's value, without which nothing works.
    public func required(_ name: String) throws(SettingsError) -> String {
        guard let value = self[name] else { throw SettingsError(name: name, problem: "is not set") }
        return value
    }

    /// True for `true` or `1`, false for `false`, `0` or nothing; anything else is an error.
    public func flag(_ name: String) throws(SettingsError) -> Bool {
        switch self[name] {
        case "true", "1": true
        case "false", "0", nil: false
        default: throw SettingsError(name: name, problem: "must be true or false")
        }
    }
}

/// A setting that is missing or makes no sense; never shows its value, which may be a secret.
public struct SettingsError: Error, Equatable, CustomStringConvertible {
    public let name: String
    public let problem: String

    public init(name: String, problem: String) {
        self.name = name
        self.problem = problem
    }

    public var description: String { "\(name): \(problem)" }
}
