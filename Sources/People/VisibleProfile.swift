public import JSON
public import Platform
public import Profiles

/// What one person may see of another's profile.
public enum VisibleProfile: Equatable, Sendable {
    /// All of it: for whoever it belongs to, administrators and services.
    case whole(Profile)
    /// Who it is and what they are called, which is all that everybody else may see.
    case name(Profile)

    /// The user whose profile it is.
    public var userID: UserID {
        switch self {
        case .whole(let profile), .name(let profile): profile.userID
        }
    }
}

extension VisibleProfile: JSONWritable {
    /// Writes what may be seen, and nothing else.
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
