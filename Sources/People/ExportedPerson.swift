import DynamoDB
import Events
public import JSON
import Platform
import Profiles
import Time

/// Everything that is kept about a person.
public struct ExportedPerson {
    /// What the table needs and says nothing about anybody.
    private static let bookkeeping = ["PK", "SK", "GSI1PK", "GSI1SK", "expiresAt"]

    let user: UserID
    let exportedAt: Instant
    var profile: Profile?
    let registrations: [PersonRegistration]
    /// What other features keep, as they keep it, so that nothing is left out that one of them adds.
    var meetupSignUps: [JSONValue] = []
    var others: [JSONValue] = []
    var erasure: Erasure?

    /// Sorts out what the person's partition holds.
    ///
    /// First answers to requests with a key, which are gone after a day, say nothing that is not said elsewhere.
    init(_ items: [Item], registrations: [PersonRegistration], of user: UserID, at now: Instant) throws {
        self.user = user
        self.registrations = registrations
        exportedAt = now
        for item in items {
            let sort = item["SK"]?.string ?? ""
            if sort == PeopleKeys.profile {
                profile = try Profile(item, of: user)
            } else if sort == PeopleKeys.erasure {
                erasure = try item.decode(Erasure.self)
            } else if sort.hasPrefix(PeopleKeys.meetupSignUps) {
                meetupSignUps.append(Self.content(item, without: ["entityType"]))
            } else if !sort.hasPrefix(PeopleKeys.claims), PeopleKeys.event(ofPointer: sort) == nil {
                others.append(Self.content(item))
            }
        }
    }

    /// Whether nothing is kept, but perhaps that it was erased.
    var isEmpty: Bool {
        profile == nil && registrations.isEmpty && meetupSignUps.isEmpty && others.isEmpty
    }

    private static func content(_ item: Item, without names: [String] = []) -> JSONValue {
        .object(item.filter { !(bookkeeping + names).contains($0.key) }.mapValues(\.json))
    }
}

extension ExportedPerson: JSONWritable {
    /// Writes an object that always has the same members: null or empty where nothing is kept.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("userId", user.text)
            json.member("exportedAt", exportedAt.iso8601)
            json.key("profile")
            if let profile { profile.write(to: &json) } else { json.null() }
            json.array("registrations") { json in
                for registration in registrations { registration.writeWhole(to: &json) }
            }
            json.member("meetupSignups", .array(meetupSignUps))
            json.member("others", .array(others))
            json.key("erasure")
            if let erasure { erasure.write(to: &json) } else { json.null() }
        }
    }
}

extension Erasure {
    /// Writes when it was, but not who asked for it: that is another's id where it was an administrator.
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("requestedAt", requestedAt.iso8601)
            if let finishedAt { json.member("finishedAt", finishedAt.iso8601) }
        }
    }
}
