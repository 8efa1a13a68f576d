/// Untrusted text, made safe to place between other text: it can't affect what follows it.
public enum PlainText {
    /// Splits a text into lines at any kind of line ending and removes the control characters from each.
    ///
    /// Tabs and the marks for the direction of single words stay; characters that reverse or embed everything after
    /// them are removed, because their effect would reach beyond the text.
    public static func lines(_ text: String) -> [String] {
        var lines: [String.UnicodeScalarView] = [.init()]
        var isAfterReturn = false
        for scalar in text.unicodeScalars {
            defer { isAfterReturn = scalar == "\r" }
            if endsLine(scalar) {
                if scalar != "\n" || !isAfterReturn { lines.append(.init()) }
            } else if isShown(scalar) {
                lines[lines.count - 1].append(scalar)
            }
        }
        return lines.map { String($0) }
    }

    /// Returns the text on one line, with a space for each line ending.
    public static func line(_ text: String) -> String {
        lines(text).joined(separator: " ")
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: true
        case 0x00...0x1F, 0x7F...0x9F: false
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: true
        }
    }
}
