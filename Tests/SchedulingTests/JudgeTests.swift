import Foundation
import Scheduling
import Testbed
import Testing
import Time

/// Python's zoneinfo reads the same files with independent code.
@Suite("Python's zoneinfo agrees")
struct JudgeTests {
    @Test("on thousands of cases over all zones, most of them near a change of the clocks")
    func agrees() throws {
        let count = 6_000 * Soak.factor
        let files = ZoneFiles(folders: [systemFolder])
        let lines = try Self.cases(count: count, seed: Int(truncatingIfNeeded: Soak.seed >> 1))
        let wrong = try lines.compactMap { try Self.mismatch(in: $0, files) }
        #expect(lines.count == count)
        #expect(wrong.isEmpty, "\(wrong.count) wrong, such as:\n\(wrong.prefix(10).joined(separator: "\n"))")
    }

    /// Returns the lines printed by the judge.
    private static func cases(count: Int, seed: Int) throws -> [Substring] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let python = ProcessInfo.processInfo.environment["CONVENE_PYTHON"] ?? "python3"
        let judge = Process()
        judge.executableURL = URL(filePath: "/usr/bin/env")
        judge.arguments = [python, tests.path + "/Judges/zoneinfo_cases.py", systemFolder, "\(count)", "\(seed)"]
        let output = Pipe()
        judge.standardOutput = output
        try judge.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        judge.waitUntilExit()
        try #require(judge.terminationStatus == 0, "the judge needs Python 3.9 or later, and the system's tzdata")
        return text.split(separator: "\n")
    }

    /// Returns the case with this library's result, if that is different.
    private static func mismatch(in line: Substring, _ files: ZoneFiles) throws -> String? {
        let sides = line.split(separator: " -> ")
        try #require(sides.count == 2, "not a case: \(line)")
        let answer = try answer(to: sides[0].split(separator: " ").map(String.init), files)
        return answer == sides[1] ? nil : "\(line), not \(answer)"
    }

    private static func answer(to question: [String], _ files: ZoneFiles) throws -> String {
        let zone = try Zone(named: question[1], in: files)
        let numbers = question.dropFirst(2).compactMap(Int.init)
        switch question[0] {
        case "at":
            let moment = Instant(seconds: Int64(numbers[0]))
            return "\(zone.offset(at: moment)) \(zone.abbreviation(at: moment))"
        case "wall":
            return "\(zone.instant(of: try #require(CivilDateTime(iso8601: question[2]))).seconds)"
        case "next":
            let start = try recurrence(numbers, zone).nextOccurrence(after: Instant(seconds: Int64(numbers[3])))
            return "\(start.seconds)"
        default:
            let now = Instant(seconds: Int64(numbers[4]))
            let running = try recurrence(numbers, zone).currentOccurrence(at: now, lasting: numbers[3])
            return running.map { "\($0.start.seconds)" } ?? "none"
        }
    }

    private static func recurrence(_ numbers: [Int], _ zone: Zone) throws -> Recurrence {
        try Recurrence(dayOfWeek: numbers[0], hour: numbers[1], minute: numbers[2], zone: zone)
    }
}
