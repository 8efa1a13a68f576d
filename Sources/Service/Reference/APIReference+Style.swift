extension APIReference {
    /// The page's only style sheet, for wide and narrow screens, light and dark.
    static let styleSheet = """
        :root{color-scheme:light dark;--ink:#1c1e21;--soft:#5a6068;--paper:#fff;--panel:#f4f5f7;--line:#d9dce1;\
        --link:#0b57d0;--get:#0b6e4f;--post:#0b57d0;--put:#8a5a00;--delete:#b3261e}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#a3a9b2;--paper:#15171a;--panel:#1f2226;\
        --line:#363b42;--link:#8ab4f8;--get:#6dd3ae;--post:#8ab4f8;--put:#f2b84b;--delete:#f2827a}}
        *{box-sizing:border-box}
        html{scroll-padding-top:1rem}
        body{margin:0;display:grid;grid-template-columns:16rem minmax(0,1fr);background:var(--paper);\
        color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
        nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:1rem;border-right:1px solid var(--line)}
        nav h2{margin:1rem 0 .25rem;font-size:1rem}
        nav ul{margin:0;padding:0;list-style:none;font-size:.9rem}
        nav li a{display:block;padding:.2rem 0}
        main{padding:1rem 2rem 4rem;max-width:64rem}
        a{color:var(--link);text-decoration:none}
        a:hover,a:focus{text-decoration:underline}
        small{color:var(--soft);font-weight:normal;font-size:.9rem}
        article{margin:1.5rem 0;padding-top:.5rem;border-top:1px solid var(--line)}
        h3{overflow-wrap:anywhere}
        h4{margin:1rem 0 .25rem}
        code,pre{font-family:ui-monospace,monospace;font-size:.9em}
        code{overflow-wrap:anywhere}
        pre{padding:.75rem;overflow-x:auto;background:var(--panel);border-radius:.4rem}
        pre code{overflow-wrap:normal}
        .table{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        th,td{padding:.35rem .75rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
        th{color:var(--soft);font-weight:normal}
        .summary{color:var(--soft)}
        .summary strong{color:var(--ink)}
        .method{font-size:.85em}
        .get{color:var(--get)}.post{color:var(--post)}.put,.patch{color:var(--put)}.delete{color:var(--delete)}
        @media(max-width:48rem){body{display:block}nav{position:static;height:auto;border-right:0;\
        border-bottom:1px solid var(--line)}main{padding:1rem}}
        """
}
