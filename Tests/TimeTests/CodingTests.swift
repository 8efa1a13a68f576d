import Foundation
import Testing
import Time

@Suite("Moments, dates and identifiers are coded as their text")
struct CodingTests {
    struct Record: Codable, Equatable {
        var at: Instant
        var date: CivilDate
        var local: CivilDateTime
        var id: UUIDv7
    }

    static let text = """
        {"at":"2026-11-21T03:04:05.678Z","date":"2026-11-21",\
        "id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f","local":"2026-11-21T10:00:00"}
        """

    @Test("there and back")
    func thereAndBack() throws {
        let record = try JSONDecoder().decode(Record.self, from: Data(Self.text.utf8))
        #expect(record.at == Instant(milliseconds: 1_795_230_245_678))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(record), as: UTF8.self) == Self.text)
    }

    @Test(
        "a text that is none is refused, and so is a number",
        arguments: [
            ("\"2026-11-21T03:04:05.678Z\"", "\"soon\""), ("\"2026-11-21\"", "\"2026-02-30\""),
            ("\"2026-11-21T10:00:00\"", "\"2026-11-21\""), ("\"017f22e2", "\"017f22e"),
            ("\"2026-11-21T03:04:05.678Z\"", "1795230245678"),
        ])
    func refuses(part: String, replacement: String) {
        let text = Self.text.replacingOccurrences(of: part, with: replacement)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Record.self, from: Data(text.utf8)) }
    }

    @Test("a year that could not be read again is not written", arguments: [253_402_300_800, -62_135_596_801])
    func refusesToWrite(seconds: Int64) {
        let moment = Instant(seconds: seconds)
        let local = CivilDateTime(moment, offset: 0)
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([moment]) }
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([local]) }
        #expect(throws: EncodingError.self) { try JSONEncoder().encode([local.date]) }
    }
}
