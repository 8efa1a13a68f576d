import Scheduling
import Testing
import Time

/// The system's zone files, whatever other folders the machine has.
let systemFolder = "/usr/share/zoneinfo"

/// Returns the zone of that name from the system's files.
func zone(_ name: String) throws -> Zone {
    try Zone(named: name, in: ZoneFiles(folders: [systemFolder]))
}

/// Returns the moment of a test's own text.
func moment(_ text: String, at location: SourceLocation = #_sourceLocation) throws -> Instant {
    try #require(Instant(iso8601: text), sourceLocation: location)
}

/// Returns the day of a test's own text.
func day(_ text: String) throws -> CivilDate {
    try #require(CivilDate(iso8601: text))
}

extension Zone {
    /// Returns the moment in the zone's local time, with its offset.
    func text(of instant: Instant) -> String {
        instant.iso8601(offset: offset(at: instant))
    }
}

/// A writer of TZif files, valid or not, for testing the reader.
struct TZifSample {
    var version = UInt8(ascii: "2")
    var transitions: [(time: Int64, type: UInt8)] = []
    var types: [(offset: Int32, isDaylightSaving: UInt8, name: UInt8)] = [(0, 0, 0)]
    var names = "UTC\0"
    var leapSeconds: [(time: Int64, correction: Int32)] = []
    var indicators = 0
    var footer = "\nUTC0\n"
    /// The replacement for one of the header's counts, numbered from the left.
    var falseCount: (index: Int, value: UInt32)?

    var bytes: [UInt8] {
        guard version != 0 else { return block(timeBytes: 4, falseCount) }
        return block(timeBytes: 4, nil) + block(timeBytes: 8, falseCount) + Array(footer.utf8)
    }

    private func block(timeBytes: Int, _ falseCount: (index: Int, value: UInt32)?) -> [UInt8] {
        var counts = [indicators, indicators, leapSeconds.count, transitions.count, types.count, names.utf8.count]
            .map(UInt32.init)
        if let falseCount { counts[falseCount.index] = falseCount.value }
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        counts.forEach { bytes += Self.bigEndian(Int64($0), 4) }
        transitions.forEach { bytes += Self.bigEndian($0.time, timeBytes) }
        bytes += transitions.map(\.type)
        types.forEach { bytes += Self.bigEndian(Int64($0.offset), 4) + [$0.isDaylightSaving, $0.name] }
        bytes += Array(names.utf8)
        leapSeconds.forEach { bytes += Self.bigEndian($0.time, timeBytes) + Self.bigEndian(Int64($0.correction), 4) }
        return bytes + [UInt8](repeating: 1, count: indicators * 2)
    }

    private static func bigEndian(_ number: Int64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
