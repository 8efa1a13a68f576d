import DynamoDB
import Profiles
import Storage

/// The contents of a user's partition that its erasure depends on.
struct HeldRecords: Equatable {
    /// An item that a keeper is responsible for.
    struct Record: Equatable {
        let sort: String
        /// The place of its keeper in `PersonalData`.
        let place: Int
    }

    /// The items to release and delete.
    private(set) var records: [Record] = []
    /// The first item without a keeper.
    private(set) var unanswered: UnansweredItem?
    /// The record of an earlier erasure, or of one that is under way.
    private(set) var erasure: Erasure?
    private var makesUserKnown = false

    /// Sorts the given items, which need their sort keys and, in an erasure, all attributes.
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

    /// The erasure that is under way; nil if there is none.
    var unfinishedErasure: Erasure? { erasure.flatMap { $0.finishedAt == nil ? $0 : nil } }

    /// A Boolean value that is true if there are items to erase, or an erasure to finish.
    var isAboutSomeone: Bool { makesUserKnown || unanswered != nil || unfinishedErasure != nil }
}
