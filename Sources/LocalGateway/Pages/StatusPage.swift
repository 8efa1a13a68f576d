import JSON
import Loopback

/// The front page, with the components of the system and their state.
struct StatusPage: Sendable {
    private static let seconds = 5

    /// Evaluated for every page.
    let sections: [@Sendable () -> StatusSection]
    /// The commands for getting a token and using it.
    let commands: [String]

    var page: LoopbackAnswer {
        let tables = HTML.each(sections) { $0().html }
        return LocalPage.page(
            "Convene", refreshes: Self.seconds,
            """
            <h1>Convene on this machine</h1>
            \(tables)
            <h2>A call</h2>
            <pre>\(lines: commands.joined(separator: "\n"))</pre>
            <p><a href="/_local/mail">Mail</a> · <a href="/_local/status.json">This page as JSON</a> · \
            <a href="/.well-known/openid-configuration">The tokens' issuer</a> · \
            <span class="soft">loads itself again every \(Self.seconds) seconds</span></p>
            """)
    }

    var json: LoopbackAnswer {
        let sections = sections.map { $0() }
        return LocalPage.json(.object(Dictionary(sections.map { ($0.key, $0.json) }) { first, _ in first }))
    }
}
