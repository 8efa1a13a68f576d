import JSON
import Loopback

/// The frame of all local pages, and the headers that protect them.
enum LocalPage {
    /// The headers of every answer: no caching, type sniffing, framing or reading by other origins.
    private static let guards: [(name: String, value: String)] = [
        ("cache-control", "no-store"), ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"), ("x-content-type-options", "nosniff"),
    ]
    /// Forbids all scripts and all external resources.
    private static let policy =
        "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'"

    /// Returns a page, which can reload itself every so many seconds.
    static func page(_ title: String, refreshes seconds: Int? = nil, status: Int = 200, _ content: HTML)
        -> LoopbackAnswer
    {
        let refresh: HTML = seconds.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">" } ?? ""
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            \(refresh)
            <title>\(title)</title>
            <link rel="stylesheet" href="/_local/style.css">
            </head>
            <body>
            <nav><a href="/_local">Convene</a> <a href="/_local/mail">Mail</a></nav>
            <main>
            \(content)
            </main>
            </body>
            </html>

            """
        return answer(
            Array(page.source.utf8), "text/html; charset=utf-8", [("content-security-policy", policy)], status: status)
    }

    /// Returns an answer with bytes of that type.
    static func answer(
        _ bytes: [UInt8], _ type: String, _ headers: [(name: String, value: String)] = [], status: Int = 200
    ) -> LoopbackAnswer {
        LoopbackAnswer(status: status, headers: [("content-type", type)] + guards + headers, body: bytes)
    }

    static func json(_ value: JSONValue) -> LoopbackAnswer {
        answer(value.json(), "application/json")
    }

    /// Returns a redirection to a page after a form was submitted.
    static func see(_ path: String) -> LoopbackAnswer {
        LoopbackAnswer(status: 303, reason: "See Other", headers: [("location", path)] + guards)
    }

    /// Returns a page with an error message.
    static func refusal(_ status: Int, _ words: String) -> LoopbackAnswer {
        page("Convene", status: status, "<h1>\(words)</h1>")
    }

    /// The style sheet of all pages.
    static let style = """
        :root { color-scheme: light dark; --line: #d5d8de; --soft: #5c6470; --link: #0b57b7; --bar: #f3f4f7; }
        @media (prefers-color-scheme: dark) {
          :root { --line: #3a3f48; --soft: #a3abb8; --link: #8ab8ff; --bar: #22252b; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
        nav { padding: .6rem 1.5rem; background: var(--bar); border-bottom: 1px solid var(--line); }
        nav a { margin-right: 1.2rem; font-weight: 600; }
        main { max-width: 75rem; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
        a { color: var(--link); }
        h1 { font-size: 1.5rem; margin: .5rem 0 1rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line);
          vertical-align: top; }
        th { color: var(--soft); font-weight: 600; }
        .number { text-align: right; padding-right: 1.6rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .long { overflow-wrap: anywhere; min-width: 10rem; }
        .time { white-space: nowrap; font-variant-numeric: tabular-nums; }
        pre { background: var(--bar); border: 1px solid var(--line); padding: .7rem 1rem; overflow-x: auto;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0 0 1rem; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        iframe { width: 100%; height: 28rem; border: 1px solid var(--line); background: #fff; color-scheme: light;
          resize: vertical; }
        form { display: inline-block; margin: 0 .8rem .6rem 0; }
        input, button { font: inherit; padding: .2rem .6rem; }
        summary { cursor: pointer; margin: .6rem 0; }
        .soft { color: var(--soft); }
        .warning { border-left: 4px solid #d97706; padding: .4rem 1rem; background: var(--bar); }

        """
}
