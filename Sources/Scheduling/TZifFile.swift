/// The contents of a TZif file (RFC 9636, versions 1 to 4), which describes a zone's clocks.
struct TZifFile: Equatable, Sendable {
    /// The size of the largest file that is read: IANA's have a few kilobytes.
    static let largestSize = 1 << 20

    /// The allowed transition times, far beyond those of any file, so that adding an offset can't overflow.
    private static let times: ClosedRange<Int64> = -(1 << 59)...(1 << 59)

    /// The times of the transitions, in ascending seconds since 1970.
    let transitionTimes: [Int64]
    /// The index in `types` of the type that each transition begins.
    let transitionTypes: [UInt8]
    /// The local time types, at least one; the first holds before the first transition.
    let types: [LocalTimeType]
    /// The rule after the last transition; without one the last transition's type stays.
    let footer: PosixRule?

    /// Reads a whole file.
    ///
    /// - Throws: If the file is truncated or contradicts itself.
    init(_ bytes: [UInt8]) throws(TZifError) {
        guard bytes.count <= Self.largestSize else { throw TZifError("it is too large") }
        var reader = ByteReader(bytes[...])
        var header = try TZifHeader(from: &reader)
        var timeBytes = 4
        if header.hasSecondBlock {
            _ = try reader.bytes(header.blockSize(timeBytes: timeBytes))
            header = try TZifHeader(from: &reader)
            timeBytes = 8
        }
        try header.validate()
        // Every count contributes to this size, so nothing is allocated beyond what the file holds.
        guard header.blockSize(timeBytes: timeBytes) <= reader.count else { throw .truncated }
        transitionTimes = try Self.times(header.transitionCount, timeBytes, from: &reader)
        transitionTypes = Array(try reader.bytes(header.transitionCount))
        guard transitionTypes.allSatisfy({ $0 < header.typeCount }) else {
            throw TZifError("a transition has an unknown local time type")
        }
        types = try Self.types(header, from: &reader)
        try Self.skipLeapSeconds(header, timeBytes, from: &reader)
        _ = try reader.bytes(header.isStandardCount + header.isUTCount)
        footer = header.hasSecondBlock ? try Self.footer(from: &reader) : nil
    }

    private static func times(
        _ count: Int, _ timeBytes: Int, from reader: inout ByteReader
    ) throws(TZifError) -> [Int64] {
        var all: [Int64] = []
        all.reserveCapacity(count)
        var last = Int64.min
        for _ in 0..<count {
            let time = try reader.integer(bytes: timeBytes)
            guard time > last else { throw TZifError("its transitions are not in ascending order") }
            guard times.contains(time) else { throw TZifError("a transition is too far away") }
            all.append(time)
            last = time
        }
        return all
    }

    private static func types(
        _ header: TZifHeader, from reader: inout ByteReader
    ) throws(TZifError) -> [LocalTimeType] {
        var records = ByteReader(try reader.bytes(header.typeCount * 6))
        let names = try reader.bytes(header.abbreviationBytes)
        var types: [LocalTimeType] = []
        types.reserveCapacity(header.typeCount)
        for _ in 0..<header.typeCount {
            let offset = try records.integer(bytes: 4)
            let isDaylightSaving = try records.byte()
            let index = Int(try records.byte())
            guard LocalTimeType.offsets.contains(offset), isDaylightSaving <= 1 else {
                throw TZifError("a local time type is out of range")
            }
            let name = try abbreviation(at: index, in: names)
            types.append(.init(offset: offset, isDaylightSaving: isDaylightSaving == 1, abbreviation: name))
        }
        return types
    }

    /// Returns the text from an index up to its NUL byte, which must come soon: many types can share a long text.
    private static func abbreviation(at index: Int, in names: ArraySlice<UInt8>) throws(TZifError) -> String {
        let rest = names.dropFirst(index).prefix(64)
        guard let end = rest.firstIndex(of: 0) else { throw TZifError("an abbreviation does not end") }
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// Skips the leap seconds: civil time does not count them.
    private static func skipLeapSeconds(
        _ header: TZifHeader, _ timeBytes: Int, from reader: inout ByteReader
    ) throws(TZifError) {
        var last = Int64.min
        for _ in 0..<header.leapSecondCount {
            let time = try reader.integer(bytes: timeBytes)
            guard time > last else { throw TZifError("its leap seconds are not in ascending order") }
            last = time
            _ = try reader.bytes(4)
        }
    }

    /// Reads the TZ string between two line feeds at the end; nil for an empty one.
    private static func footer(from reader: inout ByteReader) throws(TZifError) -> PosixRule? {
        let lineFeed = UInt8(ascii: "\n")
        guard try reader.byte() == lineFeed else { throw TZifError("its footer does not begin") }
        let text = try reader.bytes(upTo: lineFeed)
        guard !text.isEmpty else { return nil }
        guard let rule = PosixRule(text) else { throw TZifError("its footer is not a TZ string") }
        return rule
    }
}
