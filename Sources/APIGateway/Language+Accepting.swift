public import Platform

extension Language {
    /// The language that an Accept-Language header likes best of those we speak; English when it likes none.
    public init(accepting header: String?) {
        let choices = (header ?? "").utf8.prefix(1_000).split(separator: UInt8(ascii: ",")).compactMap { entry in
            Choice(Substring(entry))
        }
        // The first of the best: max(by:) would take the last.
        let best = choices.reduce(nil as Choice?) { best, choice in
            choice.quality > (best?.quality ?? 0) ? choice : best
        }
        self = best?.language ?? .english
    }

    private struct Choice {
        let language: Language
        let quality: Double

        /// Reads `fr-CH;q=0.9`; nil for a language that we do not speak.
        init?(_ entry: Substring) {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let tag = parts.first, let primary = tag.split(separator: "-").first else { return nil }
            guard let language = primary == "*" ? .english : Language(rawValue: String(primary)) else { return nil }
            self.language = language
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
            quality = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
    }
}
