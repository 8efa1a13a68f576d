import DynamoDB
import Events
import Meetups
import News
import Platform
import Profiles
import Storage

/// Everything that is kept in users' partitions, by the features that keep it: a feature that keeps something there has
/// its line in this list.
struct PersonalData {
    /// A member of an export that has what is kept; one value or null, or a list.
    enum Member: String, CaseIterable {
        case profile
        case registrations
        case meetupSignUps = "meetupSignups"
        case others
        case erasure

        var isList: Bool { self != .profile && self != .erasure }
    }

    /// One feature's items, and the member of an export that has them.
    struct Kept {
        let member: Member
        let keeper: any PersonalDataKeeper
    }

    let all: [Kept]

    /// All that is kept in that table.
    init(table: Table, on host: Host) {
        all = [
            Kept(member: .profile, keeper: ProfileKeeper()),
            Kept(member: .erasure, keeper: ErasureKeeper()),
            Kept(member: .registrations, keeper: RegistrationKeeper(table: table, attempts: Attempts(on: host))),
            Kept(member: .meetupSignUps, keeper: MeetupSignUpKeeper.live(on: host, table: table)),
            Kept(member: .others, keeper: IdempotencyKeeper()),
            Kept(member: .others, keeper: MailCountKeeper()),
        ]
    }

    /// The place in the list of the feature that answers for the sort key; nil where none does.
    func place(of sort: String) -> Int? {
        all.firstIndex { $0.keeper.sortKeys.contains(sort) }
    }
}

/// An item in a user's partition that no feature answers for: it can't be told what else has to go with it.
struct UnansweredItem: Error, Equatable, CustomStringConvertible {
    /// How its sort key begins: what comes after may name somebody.
    let prefix: String

    init(sort: String) {
        prefix = String(sort.prefix { $0 != "#" }) + (sort.contains("#") ? "#" : "")
    }

    var description: String { "no feature answers for \(prefix) in a user's partition" }
}
