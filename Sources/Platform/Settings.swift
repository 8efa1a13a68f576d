import Glibc

/// The settings of a function, by name.
public struct Settings: Sendable {
    private let lookup: @Sendable (String) -> String?

    /// The process's environment.
    public static let environment = Settings { name in
        getenv(name).map { String(cString: $0) }
    }

    /// Creates settings with these values only, for tests.
    public init(_ values: [String: String]) {
        self.init { values[$0] }
    }

    private init(lookup: @escaping @Sendable (String) -> String?) {
        self.lookup = lookup
    }

    /// The setting's value; nil when it is absent or empty, which are treated alike.
    public subscript(name: String) -> String? {
        guard let value = lookup(name), !value.isEmpty else { return nil }
        return value
    }

    /// Returns the value of a required setting.
    ///
    /// - Throws: If it is absent or empty.
    public func required(_ name: String) throws(SettingsError) -> String {
        guard let value = self[name] else { throw SettingsError(name: name, problem: "is not set") }
        return value
    }

    /// Returns true for `true` or `1`, false for `false`, `0` or an absent value.
    ///
    /// - Throws: For any other value.
    public func flag(_ name: String) throws(SettingsError) -> Bool {
        switch self[name] {
        case "true", "1": true
        case "false", "0", nil: false
        default: throw SettingsError(name: name, problem: "must be true or false")
        }
    }
}

/// A missing or invalid setting; the error never shows its value, which may be a secret.
public struct SettingsError: Error, Equatable, CustomStringConvertible {
    /// The setting's name.
    public let name: String
    /// The problem with it.
    public let problem: String

    /// Creates an error about a setting.
    public init(name: String, problem: String) {
        self.name = name
        self.problem = problem
    }

    /// The name and the problem.
    public var description: String { "\(name): \(problem)" }
}
