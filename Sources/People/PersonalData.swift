import DynamoDB
import Events
import Meetups
import News
import Platform
import Profiles
import Storage

/// The keepers of all items in users' partitions.
///
/// Every feature that keeps something there has its line in this list.
struct PersonalData {
    /// A member of an export: one value or null, or a list.
    enum Member: String, CaseIterable {
        case profile
        case registrations
        case meetupSignUps = "meetupSignups"
        case others
        case erasure

        var isList: Bool { self != .profile && self != .erasure }
    }

    /// A keeper, and the member of an export that shows its items.
    struct Kept {
        let member: Member
        let keeper: any PersonalDataKeeper
    }

    let all: [Kept]

    /// Creates the list of all keepers for the given table.
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

    /// Returns the place in the list of the sort key's keeper; nil if it has none.
    func place(of sort: String) -> Int? {
        all.firstIndex { $0.keeper.sortKeys.contains(sort) }
    }
}

/// An item in a user's partition that has no keeper, so that what depends on it is unknown.
struct UnansweredItem: Error, Equatable, CustomStringConvertible {
    /// The beginning of the sort key; the rest of it may name a user.
    let prefix: String

    init(sort: String) {
        prefix = String(sort.prefix { $0 != "#" }) + (sort.contains("#") ? "#" : "")
    }

    var description: String { "no feature answers for \(prefix) in a user's partition" }
}
