/// What can be wrong with a time zone or a recurrence.
public enum SchedulingError: Error, Hashable, Sendable {
    /// The text cannot be the name of a time zone at all.
    case malformedZoneName(String)
    /// No folder has a time zone of that name.
    case unknownZone(String)
    /// There is a file of that name, but it cannot be trusted; the detail is for the log.
    case damagedZone(String, detail: String)
    /// A part of a recurrence is out of range; `allowed` says what it must be.
    case outOfRange(field: String, allowed: String)
}

extension SchedulingError: CustomStringConvertible {
    /// The field at fault and what it must be, fit for the caller, except that of `damagedZone`, which is our fault.
    public var description: String {
        switch self {
        case .malformedZoneName: "timezone: must be an IANA name such as America/Chicago"
        case .unknownZone(let name): "timezone: \(name) is not known"
        case .damagedZone(let name, let detail): "timezone: the file of \(name) is damaged: \(detail)"
        case .outOfRange(let field, let allowed): "\(field): must be \(allowed)"
        }
    }
}
