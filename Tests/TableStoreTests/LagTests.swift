import Foundation
import TableStore
import Testing

struct LagTests {
    private let red = Sample("a", "1", color: "red")
    private let blue = Sample("a", "1", color: "blue")

    /// Returns a store whose own thread sees no time pass, so that the test decides when changes are due.
    private func store(_ place: Place = .memory, lag: Int64 = 1000) throws -> TableStore {
        try TableStore(place: place, durability: .fast, lag: lag, clock: { someTime + 500 })
    }

    private struct View: Equatable {
        var item: String?
        var red: Int
        var blue: Int
        var local: Int
    }

    private func view(of store: TableStore, consistent: Bool) throws -> View {
        let item = try store.get(red, consistent: consistent)
        func count(_ color: String) throws -> Int {
            try store.ranges(index: "byColor", .partition(bytes(color)), consistent: consistent).count
        }
        return View(
            item: try item.flatMap { try Sample(json: $0.json).color }, red: try count("red"), blue: try count("blue"),
            local: try store.ranges(index: "local").count)
    }

    @Test("Global indexes and other reads show the state of the lag ago, strong reads that of now")
    func lags() throws {
        let store = try store()
        try store.create(.indexed())
        try store.put([red])
        #expect(try view(of: store, consistent: false) == View(item: nil, red: 0, blue: 0, local: 1))
        #expect(try view(of: store, consistent: true) == View(item: "red", red: 0, blue: 0, local: 1))
        #expect(try store.applyDue(at: someTime + 999) == someTime + 1000)
        #expect(try view(of: store, consistent: false).item == nil)
        #expect(try store.applyDue(at: someTime + 1000) == nil)
        #expect(try view(of: store, consistent: false) == View(item: "red", red: 1, blue: 0, local: 1))
        try store.put([blue], at: someTime + 200)
        _ = try store.delete(red, at: someTime + 250)
        #expect(try view(of: store, consistent: true) == View(item: nil, red: 1, blue: 0, local: 0))
        #expect(try store.applyDue(at: someTime + 1200) == someTime + 1250)
        #expect(try view(of: store, consistent: false) == View(item: "blue", red: 0, blue: 1, local: 0))
        #expect(try store.ranges(consistent: false) == ["1"])
        #expect(try store.applyDue(at: someTime + 1250) == nil)
        #expect(try view(of: store, consistent: false) == View(item: nil, red: 0, blue: 0, local: 0))
        #expect(try store.counts(index: "byColor").items == 0)
    }

    @Test("The store's own thread shows what is due")
    func showsByItself() throws {
        let store = try TableStore(place: .memory, lag: 20)
        try store.create(.indexed())
        try store.put([red], at: systemTime())
        #expect(try store.get(red) != nil)
        let deadline = Date(timeIntervalSinceNow: 20)
        while try store.get(red, consistent: false) == nil, Date() < deadline { usleep(1000) }
        #expect(try view(of: store, consistent: false) == View(item: "red", red: 1, blue: 0, local: 1))
    }

    @Test("A clock that is set back does not keep changes from being seen")
    func toleratesClocks() throws {
        let store = try store()
        try store.create(.indexed())
        try store.put([red], at: someTime + 1_000_000)
        #expect(try store.applyDue(at: someTime) == nil)
        #expect(try view(of: store, consistent: false).red == 1)
    }

    @Test(
        "A store that is opened again shows all, with a lag or without, and keeps its indexes true",
        arguments: [0, 1000])
    func reopens(lag: Int64) throws {
        let folder = try Folder()
        let first = try store(.file(folder.file))
        try first.create(.indexed())
        try first.put([red, Sample("a", "2", color: "red")])
        first.close()
        let second = try store(.file(folder.file), lag: lag)
        #expect(try view(of: second, consistent: false) == View(item: "red", red: 2, blue: 0, local: 2))
        try second.put([blue], at: someTime + 500)
        try second.applyDue(at: someTime + 1500)
        #expect(try view(of: second, consistent: false) == View(item: "blue", red: 1, blue: 1, local: 2))
        second.close()
        let third = try store(.file(folder.file))
        _ = try third.delete(blue, at: someTime + 500)
        try third.applyDue(at: someTime + 1500)
        #expect(try view(of: third, consistent: false) == View(item: nil, red: 1, blue: 0, local: 1))
        #expect(try third.counts(index: "byColor").items == 1)
        #expect(try third.counts(index: "local").items == 1)
    }

    @Test("A new index takes in what is still waiting to be seen; a table that is deleted takes it along")
    func changesDefinitions() throws {
        let store = try store()
        try store.create(.sample())
        try store.put([red])
        try store.update(.indexed())
        #expect(try view(of: store, consistent: false) == View(item: "red", red: 1, blue: 0, local: 1))
        try store.put([blue])
        try store.applyDue(at: someTime + 1000)
        #expect(try view(of: store, consistent: false) == View(item: "blue", red: 0, blue: 1, local: 1))
        try store.put([red])
        try store.write(at: someTime) { writer in
            try writer.deleteTable(named: "Orders")
            try writer.create(.indexed())
        }
        #expect(try store.applyDue(at: someTime + 1000) == nil)
        #expect(try view(of: store, consistent: false) == View(item: nil, red: 0, blue: 0, local: 0))
    }
}
