import Bytes

/// The errors for a set with a duplicate element.
struct DuplicateElements {
    private let wording: ValueWording
    private let elements: [[UInt8]]

    init(_ wording: ValueWording, _ elements: [[UInt8]]) {
        self.wording = wording
        self.elements = elements
    }

    var errorOfStrings: ValidationError {
        let texts = listed.map { String(decoding: $0, as: UTF8.self) }
        let list = wording == .current ? quoted(texts, separator: ", ") : texts.joined(separator: ", ")
        return ValueReader.invalid("Input collection [\(list)] contains duplicates.")
    }

    var errorOfBinaries: ValidationError {
        let texts = listed.map(Base64.encode)
        let list = wording == .current ? quoted(texts, separator: ",") : texts.joined(separator: ", ")
        return ValueReader.invalid("Input collection [\(list)]of type BS contains duplicates.")
    }

    var errorOfNumbers: ValidationError {
        wording == .current
            ? ValueReader.invalid("Input collection contains duplicates.")
            : ValidationError("Input collection contains duplicates")
    }

    private func quoted(_ texts: [String], separator: String) -> String {
        texts.map { "\"\($0)\"" }.joined(separator: separator)
    }

    /// The elements in the error: all as sent in the older layer; those before the first repeat, sorted, in the current
    /// one.
    private var listed: [[UInt8]] {
        guard wording == .current else { return elements }
        var seen: Set<[UInt8]> = []
        let distinct = elements.prefix { seen.insert($0).inserted }
        return distinct.sorted { $0.lexicographicallyPrecedes($1) } + elements.dropFirst(distinct.count)
    }
}
