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

    /// The setting's value, without which nothing works; an error when it is absent or empty.
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
    /// Which setting it is.
    public let name: String
    /// What is wrong with it.
    public let problem: String

    /// An error about the setting of that name.
    public init(name: String, problem: String) {
        self.name = name
        self.problem = problem
    }

    /// The name and what is wrong.
    public var description: String { "\(name): \(problem)" }
}
