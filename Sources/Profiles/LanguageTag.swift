/// The form of language names: `fr`, `pt-BR`, `zh-Hant-TW`.
public enum LanguageTag {
    /// Returns whether the text has the form of BCP 47.
    ///
    /// The form is a language of two or three letters, then a script, a region and variants, each of them optional.
    public static func isWellFormed(_ text: String) -> Bool {
        var parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)[...]
        guard let language = parts.popFirst(), 2...3 ~= language.count, language.allSatisfy(\.isLetter) else {
            return false
        }
        if let script = parts.first, script.count == 4, script.allSatisfy(\.isLetter) { parts.removeFirst() }
        if let region = parts.first, isRegion(region) { parts.removeFirst() }
        return parts.allSatisfy(isVariant)
    }

    private static func isRegion(_ part: Substring.UTF8View) -> Bool {
        part.count == 2 && part.allSatisfy(\.isLetter) || part.count == 3 && part.allSatisfy(\.isDigit)
    }

    private static func isVariant(_ part: Substring.UTF8View) -> Bool {
        let isLongEnough = 5...8 ~= part.count || part.count == 4 && part.first?.isDigit == true
        return isLongEnough && part.allSatisfy { $0.isLetter || $0.isDigit }
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
    fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
