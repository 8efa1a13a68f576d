import Foundation
import Scheduling
import Testing
import Time

/// Two folders for zone files that are removed after the test.
final class ZoneFilesTests {
    let root = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUIDv7.make(at: .now))")

    var folders: [String] { ["first", "second"].map { root.appending(path: $0).path } }
    var files: ZoneFiles { ZoneFiles(folders: folders) }

    init() throws {
        for folder in folders {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    func write(_ bytes: [UInt8], to path: String) throws {
        let file = root.appending(path: path)
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func error(for name: String) -> SchedulingError? {
        #expect(throws: SchedulingError.self) { try Zone(named: name, in: self.files) }
    }

    static func sample(_ abbreviation: String) -> [UInt8] {
        var sample = TZifSample()
        sample.names = abbreviation + "\0"
        sample.footer = "\n\n"
        return sample.bytes
    }

    @Test("a zone comes from the first folder that has it")
    func order() throws {
        try write(Self.sample("ONE"), to: "first/Area/Both")
        try write(Self.sample("TWO"), to: "second/Area/Both")
        try write(Self.sample("SECOND"), to: "second/Area/Place_of-2+")
        let found = try ["Area/Both", "Area/Place_of-2+"].map { name in
            try Zone(named: name, in: files).abbreviation(at: .now)
        }
        #expect(found == ["ONE", "SECOND"])
    }

    @Test("a zone is read once, and again by other files")
    func cache() throws {
        let kept = files
        try write(Self.sample("OLD"), to: "first/Place")
        #expect(try Zone(named: "Place", in: kept).abbreviation(at: .now) == "OLD")
        try write(Self.sample("NEW"), to: "first/Place")
        #expect(try Zone(named: "Place", in: kept).abbreviation(at: .now) == "OLD")
        #expect(try Zone(named: "Place", in: files).abbreviation(at: .now) == "NEW")
    }

    @Test("a link to a zone file is a zone")
    func link() throws {
        try write(Self.sample("LINK"), to: "first/Target")
        try FileManager.default.createSymbolicLink(atPath: folders[0] + "/Link", withDestinationPath: "Target")
        #expect(try Zone(named: "Link", in: files).abbreviation(at: .now) == "LINK")
    }

    @Test(
        "a name that cannot be one is malformed",
        arguments: [
            "", "/", "/UTC", "UTC/", "America//Chicago", ".", "..", "../UTC", "America/../UTC", "America/./Chicago",
            "America/..", "America Chicago", "UTC\n", "UTC\0", "America\\Chicago", "América", "%2e%2e/UTC", "~", "*",
            ":UTC", "UTC,", String(repeating: "a", count: 256),
        ])
    func malformed(name: String) {
        #expect(error(for: name) == .malformedZoneName(name))
    }

    @Test("a zone that no folder has is unknown, and so are folders and other files")
    func unknown() throws {
        try write(Array("# version 2025b\n".utf8), to: "first/tzdata.zi")
        try write([], to: "first/empty")
        try write(Self.sample("A"), to: "first/Area/Place")
        try FileManager.default.createSymbolicLink(atPath: folders[0] + "/loop", withDestinationPath: "loop")
        let names = [
            "Nowhere", "Area", "Area/Nowhere", "Area/Place/Deeper", "tzdata.zi", "empty", "loop", "...",
            String(repeating: "a", count: 255),
        ]
        #expect(names.map(error) == names.map(SchedulingError.unknownZone))
    }

    @Test("what is no zone in one folder can be one in the next")
    func shadow() throws {
        try write(Array("text".utf8), to: "first/Place")
        try write(Self.sample("REAL"), to: "second/Place")
        #expect(try Zone(named: "Place", in: files).abbreviation(at: .now) == "REAL")
    }

    @Test("a zone file that breaks off or is too large is damaged, whatever the next folder has")
    func damaged() throws {
        try write(Array(Self.sample("CUT").dropLast()), to: "first/Cut")
        try write(Self.sample("REAL"), to: "second/Cut")
        try write(Self.sample("HUGE") + [UInt8](repeating: 0, count: 3 << 20), to: "first/Huge")
        #expect(error(for: "Cut") == .damagedZone("Cut", detail: "it ends too early"))
        #expect(error(for: "Huge") == .damagedZone("Huge", detail: "it is too large"))
    }

    @Test(
        "an error says what to change, without echoing what cannot be a name",
        arguments: [
            (SchedulingError.malformedZoneName("<b>"), "timezone: must be an IANA name such as America/Chicago"),
            (.unknownZone("Nowhere"), "timezone: Nowhere is not known"),
            (
                .damagedZone("Cut", detail: "it ends too early"),
                "timezone: the file of Cut is damaged: it ends too early"
            ),
            (.outOfRange(field: "hour", allowed: "from 0 to 23"), "hour: must be from 0 to 23"),
        ])
    func description(error: SchedulingError, text: String) {
        #expect(error.description == text)
    }

    @Test("the usual folders are the one beside the executable, that of TZDIR, and the system's")
    func usualFolders() {
        let folders = ZoneFiles.usualFolders
        #expect(folders.first?.hasPrefix("/") == true && folders.first?.hasSuffix("/zoneinfo") == true)
        #expect(
            Array(folders.dropFirst())
                == [ProcessInfo.processInfo.environment["TZDIR"], systemFolder].compactMap(\.self))
    }
}
