import Platform

extension Identity {
    /// The person whose path this is, if it is the caller's own or one of these roles is; throws
    /// `PersonError.notYourself` for all others, and `unknownPerson` for what is nobody's id.
    func require(_ text: String, or roles: Set<Role>) throws(PersonError) -> UserID {
        guard let user = UserID(text) else { throw .unknownPerson }
        guard may(touch: user, or: roles) else { throw .notYourself }
        return user
    }

    /// Whether it is the caller's own, or they are one of those who may touch everybody's.
    func may(touch user: UserID, or roles: Set<Role>) -> Bool {
        user == userID || isAny(of: roles)
    }
}

extension Set<Role> {
    /// What concerns someone's data as a whole, no program does on its own.
    static let admins: Set<Role> = [.admin]
}
