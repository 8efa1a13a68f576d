import Bytes

/// The ids that callers may choose: 1 to 128 letters, digits, dots, dashes and underscores, but neither `.` nor `..`,
/// which mean another place in a path.
public enum ChosenID {
    /// The same as a pattern, for whoever chose another one.
    public static let pattern = "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$"

    /// Whether the text is one.
    public static func isOne(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { $0.isASCIILetterOrDigit || "._-".utf8.contains($0) }
    }
}
