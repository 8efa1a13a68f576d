import Foundation
import Scheduling
import Testing

@Suite("The names of time zones")
struct ZoneNamesTests {
    /// The names in the system's own list of zones and of their aliases.
    private static var known: [String] {
        get throws {
            let list = try String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
            return list.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").map(String.init)
                switch words.first {
                case "Z": return words[1]
                case "L": return words[2]
                default: return nil
                }
            }
        }
    }

    @Test("every zone that the system knows is one, but the one for computers that were never told where they are")
    func known() throws {
        let known = try Self.known
        #expect(known.count > 500)
        #expect(known.filter { !ZoneNames.contains($0) } == ["Factory"])
        #expect(ZoneNames.all == known.filter { $0 != "Factory" }.sorted())
    }

    @Test("each of these is one", arguments: ["Europe/Paris", "America/Argentina/Ushuaia", "UTC", "Etc/GMT+12"])
    func names(name: String) {
        #expect(ZoneNames.contains(name))
    }

    @Test(
        "nothing else is",
        arguments: [
            "", "/", " ", "Europe", "Europe/", "/Paris", "/UTC", "Paris", "europe/paris", "Europe/Paris ",
            "Europe/Paris Prague",
            "Europe//Paris", "Argentina/Ushuaia", "../etc/passwd", "CET CST6CDT", "Europe/Pari", "Europe/Zoe\u{308}",
        ])
    func others(text: String) {
        #expect(!ZoneNames.contains(text))
    }
}
