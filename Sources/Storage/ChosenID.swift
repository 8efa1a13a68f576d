import Bytes

/// The rule for ids that callers choose.
///
/// They have 1 to 128 letters, digits, dots, dashes and underscores, but are neither `.` nor `..`, which mean another
/// place in a path.
public enum ChosenID {
    /// The rule as a pattern, for callers whose id breaks it.
    public static let pattern = "^(?![.]{1,2}$)[A-Za-z0-9._-]{1,128}$"

    /// Returns whether the text is such an id.
    public static func isOne(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { $0.isASCIILetterOrDigit || "._-".utf8.contains($0) }
    }
}
