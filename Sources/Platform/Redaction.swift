import Glibc
import JSON

/// The secrets to keep out of a log: known texts, fields with a telling name, and bearer tokens anywhere.
struct Redaction {
    private static let mark = "[redacted]"
    /// Names in lower case and without separators, so that `apiKey`, `api_key` and `API-Key` are one.
    private static let secretNames = [
        "authorization", "cookie", "credential", "password", "passwd", "secret", "signature", "token", "apikey",
        "privatekey", "hostkey", "hosturl", "starturl",
    ].map { Array($0.utf8) }

    /// The number of bytes from which a secret is also searched for inside words.
    private static let longEnough = 8

    private var secrets: [[UInt8]] = []
    /// Secrets so short that they occur inside other words by chance; they are removed only as whole words.
    private var words: [[UInt8]] = []

    mutating func add(_ secret: String) {
        let bytes = Array(secret.utf8)
        switch bytes.count {
        case 0: break
        case ..<Self.longEnough: words.append(bytes)
        default: secrets.append(bytes)
        }
    }

    func apply(to text: String) -> String {
        let bytes = Array(text.utf8)
        let hidden = ranges(in: bytes)
        guard !hidden.isEmpty else { return text }
        var shown: [UInt8] = []
        var position = 0
        for range in hidden {
            shown += bytes[position..<range.lowerBound]
            shown += Self.mark.utf8
            position = range.upperBound
        }
        return String(decoding: shown + bytes[position...], as: UTF8.self)
    }

    func apply(to value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text):
            return .string(apply(to: text))
        case .array(let elements):
            return .array(elements.map(apply))
        case .object(let members):
            var shown: [String: JSONValue] = [:]
            for (name, member) in members {
                shown[apply(to: name)] = isSecret(name) ? .string(Self.mark) : apply(to: member)
            }
            return .object(shown)
        case .number(let number):
            return isKnown(number.text) ? .string(Self.mark) : value
        case .null, .bool:
            return value
        }
    }

    /// Returns the ranges to remove, in order; where secrets contain one another or overlap, everything that any of
    /// them covers.
    private func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.withUnsafeBytes { bytes in
            let found = (secrets.flatMap { Self.places(of: $0, in: bytes) } + BearerToken.ranges(in: bytes)).merged
            guard !words.isEmpty else { return found }
            // A letter that is itself removed joins nothing: the rest would be a separate word.
            let alone = words.flatMap { Self.places(of: $0, in: bytes) }.filter { place in
                ![place.lowerBound - 1, place.upperBound].contains { bytes.isInWord($0) && !found.cover($0) }
            }
            return alone.isEmpty ? found : (found + alone).merged
        }
    }

    private func isKnown(_ text: String) -> Bool {
        secrets.contains { $0.elementsEqual(text.utf8) } || words.contains { $0.elementsEqual(text.utf8) }
    }

    private static func places(of secret: [UInt8], in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var position = 0
        while let start = bytes.firstIndex(of: secret, from: position) {
            places.append(start..<start + secret.count)
            position = start + 1
        }
        return places
    }

    private func isSecret(_ name: String) -> Bool {
        let letters = name.lowercased().utf8.filter { !"_- ".utf8.contains($0) }
        return letters.withUnsafeBytes { letters in
            Self.secretNames.contains { letters.firstIndex(of: $0, from: 0) != nil }
        }
    }
}

/// The word `Bearer`, in any case, followed by a token.
private enum BearerToken {
    private static let space = UInt8(ascii: " ")

    /// Returns the ranges of tokens, without the word.
    static func ranges(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        // Searching for the space after the word avoids searching in both cases.
        while let blank = bytes.firstIndex(of: [space], from: position) {
            position = blank + 1
            guard isWord(bytes[..<blank]) else { continue }
            let start = bytes[blank...].firstIndex { $0 != space } ?? bytes.endIndex
            let end = bytes[start...].firstIndex { !isTokenByte($0) } ?? bytes.endIndex
            if start < end { ranges.append(start..<end) }
            position = end
        }
        return ranges
    }

    private static func isWord(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        bytes.suffix(6).lazy.map { $0 | 0x20 }.elementsEqual("bearer".utf8)
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",")
    }
}

extension UnsafeRawBufferPointer {
    /// Returns the first index of the pattern from `from` on.
    fileprivate func firstIndex(of pattern: [UInt8], from: Int) -> Int? {
        guard let base = baseAddress, let first = pattern.first else { return nil }
        var position = from
        while count - position >= pattern.count {
            let starts = count - position - pattern.count + 1
            guard let found = memchr(base + position, Int32(first), starts) else { return nil }
            if memcmp(found, pattern, pattern.count) == 0 { return UnsafeRawPointer(found) - base }
            position = UnsafeRawPointer(found) - base + 1
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    /// Returns whether the byte belongs to a letter or a digit, in any script; false outside the text.
    fileprivate func isInWord(_ index: Int) -> Bool {
        guard indices.contains(index) else { return false }
        let start = self[...index].lastIndex { $0 & 0xC0 != 0x80 } ?? index
        let character = String(decoding: self[start..<Swift.min(start + 4, count)], as: UTF8.self).unicodeScalars.first
        return character.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
}

extension [Range<Int>] {
    /// Returns whether one of the ranges, which are sorted and separate, contains the position.
    fileprivate func cover(_ position: Int) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].upperBound <= position { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].contains(position)
    }

    /// The sorted ranges, with those that overlap or touch merged.
    fileprivate var merged: [Range<Int>] {
        sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
    }
}
