import DynamoDB
import JSON
public import Platform
import Profiles
import Storage
public import Time

/// Exports the data kept about users.
public struct PersonExport {
    /// One page of an export, with the cursor and the query of the next one; nil for the last page.
    public typealias Part = (shown: ExportedPerson, next: String?, query: String?)

    private let records: PersonalRecords
    private let host: Host

    /// Creates an export of the given records.
    init(records: PersonalRecords, on host: Host) {
        self.records = records
        self.host = host
    }

    /// Returns the data kept about the user, one page at a time, for the user and for administrators.
    ///
    /// It leaves out mails that wait in the outbox, since their contents are in here, and events that the user made,
    /// which are not about them. An item without a keeper is shown as it is stored, and logged as an error.
    ///
    /// - Throws: `AccessError.notYourself` if the caller may not see the data, `PersonError.erased` if all of it is
    ///   erased, `ProfileError.unknownUser` if nothing is kept of a user other than the caller; for the caller that is
    ///   an answer, and so is an unfinished erasure.
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

    /// Returns what an export shows of each item; a keeper gets all of its items at once.
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
    /// Returns the export for a function.
    public static func live(on host: Host) throws -> PersonExport {
        PersonExport(records: PersonalRecords(table: try .live(on: host), on: host), on: host)
    }
}

extension QueryFields {
    /// Reads the place where a page of an export begins; nil for the first page.
    public mutating func exportCursor() -> ExportCursor? { cursor(ExportCursor.init) }
}
