import DynamoDB
import JSON
public import Platform
import Profiles
import Storage
public import Time

/// Hands users what is kept about them.
public struct PersonExport {
    /// One page of an export, and the cursor and the query of the next one; nil where it is the last.
    public typealias Part = (shown: ExportedPerson, next: String?, query: String?)

    private let records: PersonalRecords
    private let host: Host

    /// Hands out what is kept there.
    init(records: PersonalRecords, on host: Host) {
        self.records = records
        self.host = host
    }

    /// What is kept about the user, for themselves and administrators, a page at a time.
    ///
    /// Left out are mails that wait in the outbox, since what they tell is in here, and events that the user made,
    /// which are not about them. An item that no feature answers for is shown as it is, and is an error in the log.
    ///
    /// - Throws: `AccessError.notYourself`, `PersonError.erased` if all of it is erased, and `ProfileError.unknownUser`
    ///   if nothing is kept of somebody else; of the caller, that is an answer too, and so is an unfinished erasure.
    public func part(about id: String, after cursor: ExportCursor? = nil, for caller: Identity, at now: Instant) throws
        -> Part
    {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrAdmin(user))
        let found = try read(user, after: cursor, at: now)
        if found.shown.isEmpty, found.next == nil {
            let isFirst = cursor == nil
            let first = isFirst ? found : try read(user, after: nil, at: now)
            if first.shown.isEmpty, first.next == nil {
                if let moment = first.erasure?.finishedAt { throw PersonError.erased(moment) }
                guard user == caller.userID || first.erasure != nil else { throw ProfileError.unknownUser }
            }
        }
        let next = found.next?.text
        return (found.shown, next, next.map { "cursor=\($0)" })
    }

    private typealias Found = (shown: ExportedPerson, next: ExportCursor?, erasure: Erasure?)

    private func read(_ user: UserID, after cursor: ExportCursor?, at now: Instant) throws -> Found {
        var (person, last, erasure) = (ExportedPerson(user: user, exportedAt: now), cursor?.sort, Erasure?.none)
        while true {
            let page = try records.page(of: user, after: last)
            for item in try shown(page.items, of: user) {
                guard person.add(item.json, to: item.member) else {
                    return (person, last.map(ExportCursor.init(after:)), erasure)
                }
                last = item.sort
            }
            for item in page.items where item["SK"]?.string == ProfileKeys.erasure {
                erasure = try item.decode(Erasure.self)
            }
            guard let next = page.next else { return (person, nil, erasure) }
            last = next["SK"]?.string
        }
    }

    private typealias Shown = (sort: String, json: [UInt8]?, member: PersonalData.Member)

    /// What is shown of each of the items, those of one feature all at once.
    private func shown(_ items: [Item], of user: UserID) throws -> [Shown] {
        var (rest, all) = (items[...], [Shown]())
        while let first = rest.first {
            let place = records.data.place(of: first["SK"]?.string ?? "")
            let items = Array(rest.prefix { records.data.place(of: $0["SK"]?.string ?? "") == place })
            rest = rest.dropFirst(items.count)
            if let kept = place.map({ records.data.all[$0] }) {
                let values = try kept.keeper.shown(items, of: user)
                all += zip(items, values).map { ($0["SK"]?.string ?? "", $1, kept.member) }
            } else {
                all += items.map { ($0["SK"]?.string ?? "", unanswered($0), .others) }
            }
        }
        return all
    }

    private func unanswered(_ item: Item) -> [UInt8] {
        host.counters.add(to: "Errors")
        let problem = UnansweredItem(sort: item["SK"]?.string ?? "")
        host.log.error("An item was exported as it is", ["cause": .string("\(problem)")])
        return item.content()
    }
}

extension PersonExport {
    /// The export of a function.
    public static func live(on host: Host) throws -> PersonExport {
        PersonExport(records: PersonalRecords(table: try .live(on: host), on: host), on: host)
    }
}

extension QueryFields {
    /// Where a page of an export begins; nil for the beginning.
    public mutating func exportCursor() -> ExportCursor? { cursor(ExportCursor.init) }
}
