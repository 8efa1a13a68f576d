public import Platform

extension Language {
    /// The language that an Accept-Language header likes best of those we speak; English when it likes none.
    ///
    /// Of two that it likes the same, the one that stands first. What cannot be read in it is passed over, and so is
    /// what stands behind its first 1,000 bytes.
    public init(accepting header: String?) {
        var header = header ?? ""
        // On the bytes themselves: walking through a `String.UTF8View` takes ten times as long.
        let ranges = header.withUTF8 { bytes in
            bytes.prefix(1_000).split(separator: UInt8(ascii: ",")).map(LanguageRange.init)
        }
        let named = ranges.lazy.compactMap(\.language).first
        self = .english
        var best = 0
        for language in [named ?? .english, .english, .french] {
            let quality = ranges.quality(of: language)
            guard quality > best else { continue }
            best = quality
            self = language
        }
    }
}

/// One entry of the header, such as `fr-CH;q=0.9`.
private struct LanguageRange {
    typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// Nil for a language that we do not speak.
    let language: Language?
    /// Whether it is `*`: every language that the header does not name.
    let isWildcard: Bool
    /// In thousandths; 0 for one that is not wanted, or that cannot be read.
    let quality: Int

    init(_ entry: Bytes) {
        let parts = entry.split(separator: UInt8(ascii: ";"))
        let tag = (parts.first ?? entry).drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        language = [.english, .french].first { tag.lazy.map { $0 | 0x20 }.elementsEqual($0.rawValue.utf8) }
        isWildcard = tag.elementsEqual("*".utf8)
        let weight = parts.dropFirst().lazy.map { $0.drop { $0 == 0x20 } }.first { part in
            part.first.map { $0 | 0x20 } == UInt8(ascii: "q")
        }
        quality = weight.map(Self.thousandths) ?? 1_000
    }

    /// Reads `q=0.8` as 800; 0 for anything that is no number from 0 to 1.
    private static func thousandths(_ weight: Bytes) -> Int {
        let digits = weight.dropFirst().filter { $0 != 0x20 }
        guard digits.first == UInt8(ascii: "="), digits.count > 1, digits.dropFirst(2).isFraction else { return 0 }
        var thousandths = 0
        for place in [1, 3, 4, 5] {
            let digit = place < digits.count ? Int(digits[place]) - 0x30 : 0
            guard (0...9).contains(digit) else { return 0 }
            thousandths = thousandths * 10 + digit
        }
        return thousandths > 1_000 ? 0 : thousandths
    }
}

extension [LanguageRange] {
    /// How much a language is wanted: as its own entries say, or else as the wildcard does.
    fileprivate func quality(of language: Language) -> Int {
        let own = lazy.filter { $0.language == language }.map(\.quality).max()
        return own ?? lazy.filter(\.isWildcard).map(\.quality).max() ?? 0
    }
}

extension ArraySlice<UInt8> {
    /// Whether this is nothing, or a point and digits.
    fileprivate var isFraction: Bool {
        isEmpty || first == UInt8(ascii: ".") && dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}
