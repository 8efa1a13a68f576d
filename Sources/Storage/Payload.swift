public import DynamoDB
public import Time

/// A reader of what an outbox entry holds, or of a part of it.
///
///     let facts = try Payload(entry.payload).part("facts")
///     let title = try facts.text("title")
///
/// Each member that is missing or of another kind is `EffectError.unreadable`, with the path to it.
public struct Payload {
    /// The members as they are kept.
    public let members: Item
    private let path: String

    /// A reader of these members.
    public init(_ members: Item) {
        self.init(members, at: "")
    }

    private init(_ members: Item, at path: String) {
        self.members = members
        self.path = path
    }

    /// Whether there is such a member.
    public func has(_ name: String) -> Bool { members[name] != nil }

    /// The text under that name.
    public func text(_ name: String) throws(EffectError) -> String {
        try required(name, members[name]?.string)
    }

    /// The text under that name; nil where there is no such member.
    public func text(ifGiven name: String) throws(EffectError) -> String? {
        guard has(name) else { return nil }
        return try text(name)
    }

    /// The integer under that name, which is zero or more.
    public func count(_ name: String) throws(EffectError) -> Int {
        try required(name, members[name]?.int.flatMap { $0 >= 0 ? $0 : nil })
    }

    /// The moment under that name.
    public func instant(_ name: String) throws(EffectError) -> Instant {
        try value(name, Instant.init(iso8601:))
    }

    /// What `make` makes of the text under that name.
    public func value<Value>(_ name: String, _ make: (String) -> Value?) throws(EffectError) -> Value {
        try required(name, make(text(name)))
    }

    /// A reader of the members under that name.
    public func part(_ name: String) throws(EffectError) -> Payload {
        Payload(try required(name, members[name]?.map), at: "\(path)\(name).")
    }

    /// The error that says that the member can't be read.
    public func unreadable(_ name: String) -> EffectError { .unreadable("\(path)\(name)") }

    private func required<Value>(_ name: String, _ value: Value?) throws(EffectError) -> Value {
        guard let value else { throw unreadable(name) }
        return value
    }
}
