/// One state of a zone's clocks.
struct LocalTimeType: Equatable, Sendable {
    /// The offset in seconds ahead of UTC.
    let offset: Int64
    let isDaylightSaving: Bool
    let abbreviation: String

    /// The offsets allowed by RFC 9636, in seconds: more than -25 and less than 26 hours.
    static let offsets: ClosedRange<Int64> = -89_999...93_599
}

/// A period, in seconds since 1970, during which a zone's clocks stay in one state.
struct Period: Sendable {
    /// The first second; `Int64.min` when there is no earlier period.
    let start: Int64
    /// The second after the last; `Int64.max` when there is no later period.
    let end: Int64
    let type: LocalTimeType

    func contains(_ second: Int64) -> Bool {
        start <= second && (second < end || end == .max)
    }
}
