/// Text from outside, made fit to stand between other text: nothing in it can reach beyond its own end.
public enum PlainText {
    /// The lines of a text, whatever ends them there, each without characters that control how it is shown.
    ///
    /// Tabs stay, and so do the marks that say which way a word is written; the characters that turn around or embed
    /// all that follows are left out, for they would work on beyond the text that they came in.
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

    /// The text in one line, a blank where lines ended.
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
