import DynamoDB
import Events
public import Platform
import Profiles
import Storage
public import Time

/// Hands people what is kept about them.
public struct PersonExport {
    private let records: PersonalRecords
    private let registrations: PersonRegistrations

    /// Hands out what is kept there.
    init(records: PersonalRecords, registrations: PersonRegistrations) {
        self.records = records
        self.registrations = registrations
    }

    /// Everything that is kept about the person, for themselves and administrators.
    ///
    /// Mails that wait in the outbox are left out: what they tell is in here, and whom they go to is forgotten once
    /// they are sent or given up. So are events that the person made, which are not about them. Throws
    /// `AccessError.notYourself`, `erased` when all of it is, and `ProfileError.unknownUser` for somebody else of whom nothing is
    /// kept; of the caller, that is an answer too, and so is an erasure that has to be finished.
    public func everything(about id: String, for caller: Identity, at now: Instant) throws -> ExportedPerson {
        let user = try UserID(inPath: id)
        try caller.require(.selfOrAdmin(user))
        let person = try ExportedPerson(
            records.items(of: user), registrations: registrations.all(of: user), of: user, at: now)
        guard person.isEmpty else { return person }
        if let moment = person.erasure?.finishedAt { throw PersonError.erased(moment) }
        guard user == caller.userID || person.erasure != nil else { throw ProfileError.unknownUser }
        return person
    }
}

extension PersonExport {
    /// The export of a function.
    public static func live(on host: Host) throws -> PersonExport {
        let table = try Table.live(on: host)
        return PersonExport(records: PersonalRecords(table: table), registrations: PersonRegistrations(table: table))
    }
}
