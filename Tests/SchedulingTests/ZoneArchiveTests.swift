import Foundation
import Scheduling
import Testbed
import Testing
import Time

/// A file of many zones that is removed after the test.
@Suite("The file of all zones")
final class ZoneArchiveTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUIDv7.make(at: .now))")

    deinit {
        try? FileManager.default.removeItem(at: path)
    }

    private func files(_ bytes: [UInt8]) throws -> ZoneFiles {
        try Data(bytes).write(to: path)
        return ZoneFiles(folders: [], archive: path.path)
    }

    private func archive(_ index: String, _ zones: [UInt8]) -> [UInt8] {
        Array("\(index.utf8.count)\n\(index)".utf8) + zones
    }

    @Test("each name has its zone, and names may share one")
    func found() throws {
        let (one, two) = (ZoneFilesTests.sample("ONE"), ZoneFilesTests.sample("TWO"))
        let index = "A/B 0 \(one.count)\nA/Bc \(one.count) \(two.count)\nZ 0 \(one.count)\n"
        let zones = try files(archive(index, one + two))
        let names = try ["A/B", "A/Bc", "Z"].map { try Zone(named: $0, in: zones).abbreviation(at: .now) }
        #expect(names == ["ONE", "TWO", "ONE"])
        #expect(throws: SchedulingError.unknownZone("A")) { try Zone(named: "A", in: zones) }
        #expect(throws: SchedulingError.malformedZoneName("A/B 0")) { try Zone(named: "A/B 0", in: zones) }
    }

    @Test("without the file there is no zone in it")
    func absent() {
        #expect(throws: SchedulingError.unknownZone("UTC")) {
            try Zone(named: "UTC", in: ZoneFiles(folders: [], archive: "/nowhere/zones"))
        }
    }

    @Test(
        "a file that is damaged is our fault, and no crash",
        arguments: [
            "", "x", "5", "99999999999999999999\n", "9\nA 0 1\n", "6\nA 0 9\n", "6\nA 9 0\n", "4\nA 0\n",
            "6\nA x 1\nTZ",
        ])
    func damaged(text: String) throws {
        let zones = try files(Array(text.utf8))
        #expect {
            try Zone(named: "A", in: zones)
        } throws: { error in
            if case SchedulingError.damagedZone = error { true } else { false }
        }
    }

    @Test("all zones of the system are in what is packaged, and agree with it from 1970 on, until 2100")
    func all() throws {
        let program =
            "import sys; sys.path.insert(0, sys.argv[1]); import zones; sys.stdout.buffer.write(zones.archive())"
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/Packaging").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", "-c", program, folder]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = try #require(try pipe.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        let packaged = try files(Array(bytes))
        let system = ZoneFiles(archive: nil)
        let names = try Self.names()
        #expect(names.count > 400)
        for name in names {
            let (one, other) = (try Zone(named: name, in: packaged), try Zone(named: name, in: system))
            let moments = stride(from: Int64(0), to: 4_102_444_800, by: 5_184_000).map { Instant(seconds: $0) }
            #expect(moments.allSatisfy { one.offset(at: $0) == other.offset(at: $0) }, "\(name)")
        }
    }

    /// Returns the names of the IANA database, as listed by the system.
    private static func names() throws -> [String] {
        try String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8).split(separator: "\n")
            .compactMap { line in
                let words = line.split(separator: " ")
                switch words.first {
                case "Z": return words.count > 1 ? String(words[1]) : nil
                case "L": return words.count > 2 ? String(words[2]) : nil
                default: return nil
                }
            }
    }
}
