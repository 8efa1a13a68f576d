public import DynamoDB
public import Platform

/// How a user is reached, as it was known at some moment.
public struct Contact: Equatable, Sendable {
    /// What they are called.
    public var name: String
    /// Where mail may go: an address that a token, an administrator or a service vouched for; nil for nowhere.
    public let email: String?
    /// The language that they read.
    public let language: Language

    /// A contact of these parts.
    public init(name: String, email: String?, language: Language) {
        self.name = name
        self.email = email
        self.language = language
    }

    /// The contact that the caller's token tells, who reads that language.
    public init(_ identity: Identity, language: Language) {
        self.init(name: identity.name, email: identity.mailAddress, language: language)
    }

    /// The contact that a profile tells.
    public init(_ profile: Profile) {
        self.init(
            name: profile.name, email: profile.isEmailVouched ? profile.email : nil,
            language: Language(tag: profile.locale ?? ""))
    }
}

extension Contact {
    /// The contact as items and payloads keep it.
    public var item: Item {
        var item: Item = ["name": .string(name), "language": .string(language.rawValue)]
        item["email"] = email.map(AttributeValue.string)
        return item
    }

    /// Reads a contact out of an item that has one, in English where its language is not known here; nil where there is
    /// no name.
    public init?(_ item: Item) {
        guard let name = item["name"]?.string else { return nil }
        self.init(name: name, email: item["email"]?.string, language: Language(tag: item["language"]?.string ?? ""))
    }
}

extension Language {
    /// The language of a tag such as `fr-CA`; English for all that we don't speak.
    init(tag: String) {
        let primary = tag.split(separator: "-").first?.lowercased()
        self = primary.flatMap(Language.init(rawValue:)) ?? .english
    }
}
