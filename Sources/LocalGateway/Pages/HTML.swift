import Bytes

/// A piece of HTML: interpolated values are escaped unless they are HTML themselves.
struct HTML: Equatable, ExpressibleByStringInterpolation {
    private(set) var source: String

    init(stringLiteral value: String) {
        source = value
    }

    init(stringInterpolation: StringInterpolation) {
        source = stringInterpolation.source
    }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            source.reserveCapacity(literalCapacity * 2)
        }

        mutating func appendLiteral(_ literal: String) {
            source += literal
        }

        mutating func appendInterpolation(_ html: HTML) {
            source += html.source
        }

        mutating func appendInterpolation(_ number: Int) {
            source += String(number)
        }

        /// Appends escaped text in one line.
        mutating func appendInterpolation(_ text: String) {
            source += MarkupText.escape(PlainText.line(text))
        }

        /// Appends escaped text with its line breaks.
        mutating func appendInterpolation(lines text: String) {
            source += MarkupText.escape(PlainText.lines(text).joined(separator: "\n"))
        }
    }

    static func + (one: HTML, other: HTML) -> HTML {
        var both = one
        both.source += other.source
        return both
    }

    /// Returns the pieces for all elements, joined.
    static func each<Element>(_ elements: some Sequence<Element>, _ piece: (Element) -> HTML) -> HTML {
        elements.reduce("") { $0 + piece($1) }
    }
}
