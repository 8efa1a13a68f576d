import Mail
import Platform

/// The host of the built-in meetups.
struct MeetupHost: Equatable {
    /// The name in lists and invitations.
    let name: String
    /// The organizer's address in invitations, to which replies go.
    let address: String

    /// The maximum length of a name in characters.
    private static let longestName = 100

    /// Reads MEETUP_HOST_NAME and MEETUP_HOST_EMAIL, whose defaults are those of the requirements.
    ///
    /// - Throws: `SettingsError` if the name has control characters or more than 100 characters, or is blank, or if the
    ///   address is not a plain one.
    init(_ settings: Settings) throws(SettingsError) {
        name = try Self.name(settings["MEETUP_HOST_NAME"] ?? "Rico Martinez")
        address = try Self.address(settings["MEETUP_HOST_EMAIL"] ?? "rico@learnermax.com")
    }

    private static func name(_ text: String) throws(SettingsError) -> String {
        guard text.unicodeScalars.count <= longestName,
            text.contains(where: { !$0.isWhitespace }),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw SettingsError(
                name: "MEETUP_HOST_NAME", problem: "is no name of 1 to \(longestName) characters in one line")
        }
        return text
    }

    private static func address(_ text: String) throws(SettingsError) -> String {
        do throws(MailError) {
            return try MailAddress(text).address
        } catch {
            throw SettingsError(name: "MEETUP_HOST_EMAIL", problem: "is no address such as ada@example.org")
        }
    }
}
