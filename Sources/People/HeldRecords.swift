import DynamoDB
import Events
import Platform
import Storage

/// What a person's partition holds, as far as erasing it needs to know.
struct HeldRecords: Equatable {
    /// What they are registered for: to be released, one after another, before anything else goes.
    var registrations: [EventID] = []
    /// The sort keys of all else that is about them.
    var others: [String] = []
    /// The sort keys of first answers that are kept for a day: they go too, but make nobody known.
    var claims: [String] = []
    /// What was erased before, or is being erased.
    var erasure: Erasure?

    /// Sorts out items, of which their sort keys and all of an erasure are needed.
    init(_ items: [Item]) throws(DynamoDBError) {
        for item in items {
            guard let sort = item["SK"]?.string else { continue }
            if sort == PeopleKeys.erasure {
                erasure = try item.decode(Erasure.self)
            } else if sort.hasPrefix(PeopleKeys.claims) {
                claims.append(sort)
            } else if let event = PeopleKeys.event(ofPointer: sort) {
                registrations.append(event)
            } else {
                others.append(sort)
            }
        }
    }

    /// Whether nothing is left but the word of an erasure.
    var isEmpty: Bool { registrations.isEmpty && others.isEmpty && claims.isEmpty }

    /// The erasure that is under way; nil when there is none.
    var unfinishedErasure: Erasure? { erasure.flatMap { $0.finishedAt == nil ? $0 : nil } }

    /// Whether there is something to erase, or an erasure to finish.
    var isAboutSomeone: Bool { !registrations.isEmpty || !others.isEmpty || unfinishedErasure != nil }
}
