/// An error in a time zone or a recurrence.
public enum SchedulingError: Error, Hashable, Sendable {
    /// The text can't be the name of a time zone at all.
    case malformedZoneName(String)
    /// No time zone of that name was found.
    case unknownZone(String)
    /// There is a file of that name, but it is not valid; the detail is for the log.
    case damagedZone(String, detail: String)
    /// A part of a recurrence is out of range; `allowed` gives the range.
    case outOfRange(field: String, allowed: String)
}

extension SchedulingError: CustomStringConvertible {
    /// The field at fault and its requirement, fit for the caller, except for `damagedZone`, which is the service's
    /// fault.
    public var description: String {
        switch self {
        case .malformedZoneName: "timezone: must be an IANA name such as America/Chicago"
        case .unknownZone(let name): "timezone: \(name) is not known"
        case .damagedZone(let name, let detail): "timezone: the file of \(name) is damaged: \(detail)"
        case .outOfRange(let field, let allowed): "\(field): must be \(allowed)"
        }
    }
}
