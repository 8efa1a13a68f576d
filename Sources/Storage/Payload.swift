public import DynamoDB
public import Time

/// A reader of an outbox entry's payload, or of a part of it.
///
///     let facts = try Payload(entry.payload).part("facts")
///     let title = try facts.text("title")
///
/// A member that is missing or of another type throws `EffectError.unreadable` with the path to it.
public struct Payload {
    /// The members as they are stored.
    public let members: Item
    private let path: String

    /// Creates a reader of the given members.
    public init(_ members: Item) {
        self.init(members, at: "")
    }

    private init(_ members: Item, at path: String) {
        self.members = members
        self.path = path
    }

    /// Returns whether there is a member with the given name.
    public func has(_ name: String) -> Bool { members[name] != nil }

    /// Returns the text with the given name.
    public func text(_ name: String) throws(EffectError) -> String {
        try required(name, members[name]?.string)
    }

    /// Returns the text with the given name; nil if there is no such member.
    public func text(ifGiven name: String) throws(EffectError) -> String? {
        guard has(name) else { return nil }
        return try text(name)
    }

    /// Returns the integer with the given name, which is zero or more.
    public func count(_ name: String) throws(EffectError) -> Int {
        try required(name, members[name]?.int.flatMap { $0 >= 0 ? $0 : nil })
    }

    /// Returns the moment with the given name.
    public func instant(_ name: String) throws(EffectError) -> Instant {
        try value(name, Instant.init(iso8601:))
    }

    /// Returns the result of `make` for the text with the given name.
    public func value<Value>(_ name: String, _ make: (String) -> Value?) throws(EffectError) -> Value {
        try required(name, make(text(name)))
    }

    /// Returns a reader of the members under the given name.
    public func part(_ name: String) throws(EffectError) -> Payload {
        Payload(try required(name, members[name]?.map), at: "\(path)\(name).")
    }

    /// Returns the error of a member that can't be read.
    public func unreadable(_ name: String) -> EffectError { .unreadable("\(path)\(name)") }

    private func required<Value>(_ name: String, _ value: Value?) throws(EffectError) -> Value {
        guard let value else { throw unreadable(name) }
        return value
    }
}
