public import JSON
public import Platform
public import Profiles

/// The part of a profile that a caller may see.
public enum VisibleProfile: Equatable, Sendable {
    /// The whole profile, for its user, administrators and services.
    case whole(Profile)
    /// The id and the name, for all other callers.
    case name(Profile)

    /// The user whose profile it is.
    public var userID: UserID {
        switch self {
        case .whole(let profile), .name(let profile): profile.userID
        }
    }
}

extension VisibleProfile: JSONWritable {
    /// Writes the part that the caller may see, and nothing else.
    public func write(to json: inout JSONWriter) {
        switch self {
        case .whole(let profile):
            profile.write(to: &json)
        case .name(let profile):
            json.object { json in
                json.member("userId", profile.userID.text)
                json.member("name", profile.name)
            }
        }
    }
}
