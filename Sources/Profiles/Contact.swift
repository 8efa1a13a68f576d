public import DynamoDB
public import Platform

/// The name, address and language of a user as they were known at some moment.
public struct Contact: Equatable, Sendable {
    /// The user's name.
    public var name: String
    /// The address for mail, vouched for by a token, an administrator or a service; nil if mail may go nowhere.
    public let email: String?
    /// The language of mails to the user.
    public let language: Language

    /// Creates a contact of the given parts.
    public init(name: String, email: String?, language: Language) {
        self.name = name
        self.email = email
        self.language = language
    }

    /// Creates the contact in the caller's token, with the given language.
    public init(_ identity: Identity, language: Language) {
        self.init(name: identity.name, email: identity.mailAddress, language: language)
    }

    /// Creates the contact in a profile.
    public init(_ profile: Profile) {
        self.init(
            name: profile.name, email: profile.isEmailVouched ? profile.email : nil,
            language: Language(tag: profile.locale ?? ""))
    }
}

extension Contact {
    /// The contact as items and payloads store it.
    public var item: Item {
        var item: Item = ["name": .string(name), "language": .string(language.rawValue)]
        item["email"] = email.map(AttributeValue.string)
        return item
    }

    /// Reads the contact in an item, in English if its language is unknown; nil if there is no name.
    public init?(_ item: Item) {
        guard let name = item["name"]?.string else { return nil }
        self.init(name: name, email: item["email"]?.string, language: Language(tag: item["language"]?.string ?? ""))
    }
}

extension Language {
    /// Creates the language of a tag such as `fr-CA`; English for languages that the service doesn't speak.
    init(tag: String) {
        let primary = tag.split(separator: "-").first?.lowercased()
        self = primary.flatMap(Language.init(rawValue:)) ?? .english
    }
}
