public import Platform

extension Language {
    /// Creates the supported language that an Accept-Language header prefers; English if it accepts none.
    ///
    /// Of equally preferred languages, the first one wins. Unreadable parts are ignored, and so is everything after the
    /// first 1,000 bytes.
    public init(accepting header: String?) {
        var header = header ?? ""
        // On the bytes themselves: stepping through a `String.UTF8View` takes ten times as long.
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

    /// The language; nil if it is not supported.
    let language: Language?
    /// Whether the entry is `*`: every language that the header does not name.
    let isWildcard: Bool
    /// The weight in thousandths; 0 for a language that is not acceptable, or an unreadable weight.
    let quality: Int

    init(_ entry: Bytes) {
        let semicolon = UInt8(ascii: ";")
        var rest = entry.drop { $0 == semicolon }
        let tag = rest.prefix { $0 != semicolon }.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != UInt8(ascii: "-") }
        language = [.english, .french].first { tag.lazy.map { $0 | 0x20 }.elementsEqual($0.rawValue.utf8) }
        isWildcard = tag.elementsEqual("*".utf8)
        var quality = 1_000
        while let end = rest.firstIndex(of: semicolon) {
            rest = rest[(end + 1)...].drop { $0 == 0x20 }
            guard rest.first.map({ $0 | 0x20 }) == UInt8(ascii: "q") else { continue }
            quality = Self.thousandths(rest.prefix { $0 != semicolon })
            break
        }
        self.quality = quality
    }

    /// Reads `q=0.8` as 800; 0 for anything but a number from 0 to 1.
    private static func thousandths(_ weight: Bytes) -> Int {
        var bytes = weight.dropFirst().lazy.filter { $0 != 0x20 }.makeIterator()
        guard bytes.next() == UInt8(ascii: "="), let whole = bytes.next().flatMap(digit) else { return 0 }
        guard let point = bytes.next() else { return whole > 1 ? 0 : whole * 1_000 }
        guard point == UInt8(ascii: ".") else { return 0 }
        var (thousandths, place) = (whole * 1_000, 100)
        while let byte = bytes.next() {
            guard let digit = digit(byte) else { return 0 }
            thousandths += digit * place
            place /= 10
        }
        return thousandths > 1_000 ? 0 : thousandths
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
    }
}

extension [LanguageRange] {
    /// Returns the weight of a language: from its own entries, or else from the wildcard.
    fileprivate func quality(of language: Language) -> Int {
        let own = lazy.filter { $0.language == language }.map(\.quality).max()
        return own ?? lazy.filter(\.isWildcard).map(\.quality).max() ?? 0
    }
}
