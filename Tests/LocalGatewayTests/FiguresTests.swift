import JSON
import Testing

@testable import LocalGateway

@Suite("What is counted")
struct FiguresTests {
    @Test("quantiles are at most an eighth too high, whatever the times", arguments: [0.002, 0.3, 1, 4.2, 999, 29_000])
    func quantiles(milliseconds: Double) throws {
        var histogram = LatencyHistogram()
        #expect(histogram.quantile(0.5) == nil)
        for _ in 0..<98 { histogram.add(milliseconds: milliseconds) }
        for _ in 0..<2 { histogram.add(milliseconds: milliseconds * 2) }
        let (median, high) = (try #require(histogram.quantile(0.5)), try #require(histogram.quantile(0.99)))
        #expect(milliseconds...(milliseconds * 1.125 + 0.000_001) ~= median)
        #expect(milliseconds * 2...(milliseconds * 2.25 + 0.000_001) ~= high)
    }

    @Test(
        "times beyond all classes are in the outermost",
        arguments: [(-1.0, 0.001_125), (0, 0.001_125), (1e9, 67_108.864)])
    func extremes(milliseconds: Double, end: Double) throws {
        var histogram = LatencyHistogram()
        histogram.add(milliseconds: milliseconds)
        #expect(histogram.quantile(1) == end)
    }

    @Test("each outcome counts where it belongs")
    func outcomes() {
        var figures = FunctionFigures()
        figures.count(.answer([]), .cold, milliseconds: 1)
        figures.count(.answer([]), .warm, milliseconds: 1)
        figures.count(.failed, .warm, milliseconds: 1)
        figures.count(.failed, .none, milliseconds: 1)
        figures.count(.timedOut, .warm, milliseconds: 1)
        figures.count(.throttled, .none, milliseconds: 60_000)
        #expect([figures.coldStarts, figures.warmCalls] == [1, 3])
        #expect([figures.errors, figures.timeouts, figures.throttled] == [2, 1, 1])
        #expect(figures.latencies.quantile(1) == 1.024)
    }

    @Test("a section is a table for people, escaped, and a list for programs")
    func sections() {
        let section = StatusSection(
            key: "things", title: "Things & more", columns: [.init("name", "Name"), .init("count", "Count")],
            rows: [["<b>", 3], ["none", nil]])
        #expect(section.json == [["name": "<b>", "count": 3], ["name": "none", "count": nil]])
        #expect(section.html.source.contains("<h2>Things &amp; more</h2>"))
        #expect(section.html.source.contains("<tr><td>&lt;b&gt;</td><td class=\"number\">3</td></tr>"))
        #expect(section.html.source.contains("<th>Name</th><th class=\"number\">Count</th>"))
    }
}
