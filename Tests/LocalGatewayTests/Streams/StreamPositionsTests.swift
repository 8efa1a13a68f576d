import Foundation
import Testing

@testable import LocalGateway

/// A mapping's position in its file.
struct StreamPositionsTests {
    private static func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: "positions-\(UUID().uuidString)/mapping.json").path
    }

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }

    @Test("what was written is there for whoever starts again")
    func keeps() throws {
        let path = Self.path()
        defer { Self.remove(path) }
        let positions = try StreamPositions(path: path)
        try positions.begin("stream", since: nil)
        try positions.finish("one", through: "7")
        try positions.finish("two", through: "9")
        try positions.end("two")
        let again = try StreamPositions(path: path)
        #expect(again.stream == "stream")
        #expect(again.finished("one") == "7")
        #expect(again.finished("two") == nil)
        #expect(again.hasEnded("two"))
    }

    @Test("what could not be written is written with the next word, also when that is the same")
    func writesAgain() throws {
        let path = Self.path()
        defer { Self.remove(path) }
        let positions = try StreamPositions(path: path)
        // Blocks the name of the draft.
        try FileManager.default.createDirectory(atPath: path + ".new", withIntermediateDirectories: true)
        #expect(throws: GatewayError.self) { try positions.begin("stream", since: nil) }
        #expect(throws: GatewayError.self) { try positions.begin("stream", since: nil) }
        #expect(throws: GatewayError.self) { try positions.finish("one", through: "7") }
        try FileManager.default.removeItem(atPath: path + ".new")
        try positions.finish("one", through: "7")
        let again = try StreamPositions(path: path)
        #expect(again.stream == "stream")
        #expect(again.finished("one") == "7")
    }
}
