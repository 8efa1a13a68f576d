import DynamoDB
public import Scheduling
public import Storage

/// Why an effect is not carried out.
public enum EffectError: Error, Equatable {
    /// That member of its payload is missing, or is nothing that was ever written there.
    case unreadable(String)
    /// The zone of the event's clocks cannot be read.
    case zone(SchedulingError)
}

extension EffectError: EffectFailure {
    /// What nobody can read stays so; a zone may come with the next version.
    public var isOursToMend: Bool {
        switch self {
        case .unreadable: false
        case .zone: true
        }
    }
}

extension EffectError: CustomStringConvertible {
    /// Which member or zone it is: never what else the payload holds.
    public var description: String {
        switch self {
        case .unreadable(let member): "the payload has no \(member) that can be read"
        case .zone(let error): "\(error)"
        }
    }
}

extension OutboxEntry {
    /// The event that the effect concerns; an entry without one is nothing that could ever be carried out.
    func eventID() throws(EffectError) -> EventID {
        guard let id = payload["eventId"]?.string.flatMap(EventID.init) else { throw .unreadable("eventId") }
        return id
    }
}
