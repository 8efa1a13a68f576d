import DynamoDB
import Profiles
import Storage

/// What a user's partition holds, as far as erasing it needs to know.
struct HeldRecords: Equatable {
    /// An item that a feature answers for.
    struct Record: Equatable {
        let sort: String
        /// The feature's place in the list of all that is kept.
        let place: Int
    }

    /// What is to be released and deleted.
    private(set) var records: [Record] = []
    /// The first of the items that no feature answers for.
    private(set) var unanswered: UnansweredItem?
    /// What was erased before, or is being erased.
    private(set) var erasure: Erasure?
    private var makesUserKnown = false

    /// Sorts out items, of which their sort keys and all of an erasure are needed.
    init(_ items: [Item], of data: PersonalData) throws(DynamoDBError) {
        for item in items {
            guard let sort = item["SK"]?.string else { continue }
            if sort == ProfileKeys.erasure {
                erasure = try item.decode(Erasure.self)
            } else if let place = data.place(of: sort) {
                records.append(Record(sort: sort, place: place))
                makesUserKnown = makesUserKnown || data.all[place].keeper.makesUserKnown
            } else {
                unanswered = unanswered ?? UnansweredItem(sort: sort)
            }
        }
    }

    /// The erasure that is under way; nil when there is none.
    var unfinishedErasure: Erasure? { erasure.flatMap { $0.finishedAt == nil ? $0 : nil } }

    /// Whether there is something to erase, or an erasure to finish.
    var isAboutSomeone: Bool { makesUserKnown || unanswered != nil || unfinishedErasure != nil }
}
