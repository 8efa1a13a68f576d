import Platform
import Testing
import Time

@Suite("The host")
struct HostTests {
    @Test("FIXED_TIME stops the clock at one moment")
    func fixedTime() throws {
        let host = try Host.ofThisProcess(Settings(["FIXED_TIME": "2026-11-28T16:30:00Z"]))
        #expect(host.now.iso8601 == "2026-11-28T16:30:00.000Z")
        #expect(host.now == host.now)
    }

    @Test(
        "a FIXED_TIME that is no time keeps a function from starting", arguments: ["now", "2026-11-28", "1795883400"])
    func unreadableTime(text: String) {
        #expect(throws: SettingsError(name: "FIXED_TIME", problem: "is not a time such as 2026-11-28T16:30:00Z")) {
            try Host.ofThisProcess(Settings(["FIXED_TIME": text]))
        }
    }

    @Test("without FIXED_TIME the clock is the system's")
    func systemTime() throws {
        let before = Instant.now
        let now = try Host.ofThisProcess(Settings(["FIXED_TIME": ""])).now
        #expect(before <= now && now <= Instant.now)
    }

    @Test("there is no deadline before there is work")
    func deadline() throws {
        #expect(try Host.ofThisProcess(Settings([:])).deadline == nil)
    }

    @Test("counts begin at zero, keep the order in which they came up, and begin anew")
    func counters() {
        let counters = Counters()
        counters.add(to: "DynamoDBCalls")
        counters.add(2, to: "ServerErrors")
        counters.add(to: "DynamoDBCalls")
        #expect(counters.values.map(\.name) == ["DynamoDBCalls", "ServerErrors"])
        #expect(counters.values.map(\.value) == [2, 2])
        counters.reset()
        #expect(counters.values.isEmpty)
    }
}
