/// One file with many zones: a first line with the size of the index in bytes, the index, and the zones' TZif files.
///
/// Each line of the index has a name, the zone's start after the index, and its number of bytes. The file is read once,
/// when the first zone is requested.
final class ZoneArchive {
    private let path: String
    private var content: Content?

    private struct Content {
        let index: ArraySlice<UInt8>
        let zones: ArraySlice<UInt8>
    }

    init(path: String) {
        self.path = path
    }

    /// Returns the zone of that name; nil when the file does not exist or does not contain it.
    ///
    /// - Throws: `SchedulingError.damagedZone` for a file that is not valid.
    func zone(named name: String) throws(SchedulingError) -> Zone? {
        guard let content = try read(for: name) else { return nil }
        let key = Array("\(name) ".utf8)
        guard let line = content.index.split(separator: UInt8(ascii: "\n")).first(where: { $0.starts(with: key) })
        else { return nil }
        let numbers = line.dropFirst(key.count).split(separator: UInt8(ascii: " ")).map(Self.number)
        guard numbers.count == 2, let start = numbers[0], let count = numbers[1], start <= content.zones.count,
            count <= content.zones.count - start
        else { throw .damagedZone(name, detail: "its line in the index of all zones makes no sense") }
        return try Zone(name: name, bytes: Array(content.zones.dropFirst(start).prefix(count)))
    }

    private func read(for name: String) throws(SchedulingError) -> Content? {
        if let content { return content }
        guard let bytes = try ZoneFiles.contents(of: path, for: name) else { return nil }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let size = Self.number(bytes[..<end]),
            size < bytes.count - end
        else { throw .damagedZone(name, detail: "the file of all zones has no index") }
        let rest = bytes[(end + 1)...]
        content = Content(index: rest.prefix(size), zones: rest.dropFirst(size))
        return content
    }

    /// Returns the value of up to nine digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard 1...9 ~= digits.count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
}
