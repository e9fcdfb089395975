extension HTMLReport {
    /// What every page says before its title: encoding, width, and that nothing is to be loaded or run.
    package static let head: StaticString = """
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="robots" content="noindex"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        """

    /// Colours are chosen for a contrast of at least 4.5 to 1 in both schemes.
    package static let style: StaticString = """
        <style>
        :root { --paper: #fff; --ground: #f4f5f7; --ink: #1b1f24; --soft: #59636e; --line: #d8dde3;
          --good: #14692f; --bad: #b3261e; --unknown: #8a5200; }
        @media (prefers-color-scheme: dark) { :root { --paper: #1a1d21; --ground: #101215; --ink: #e6e9ed; --soft: #9aa4af;
          --line: #353b43; --good: #6fcf8b; --bad: #ff8a80; --unknown: #f0b65a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 54rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
        h1 { font-size: 1rem; font-weight: 600; color: var(--soft); margin: 0 0 1rem; }
        h2 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
        h2 .file { display: block; font-size: 1rem; font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }
        h3 { font-size: 1.15rem; margin: 0; }
        h4, h5 { font-size: .95rem; margin: 1.2rem 0 .3rem; }
        p { margin: .3rem 0; }
        article { background: var(--paper); border: 1px solid var(--line); border-top: 4px solid var(--soft);
          border-radius: 8px; padding: 1.5rem; margin: 0 0 2rem; }
        article.good { border-top-color: var(--good); } article.bad { border-top-color: var(--bad); }
        article.unknown { border-top-color: var(--unknown); }
        article > section { border-top: 1px solid var(--line); margin-top: 1.2rem; padding-top: 1.2rem; }
        .meaning { font-size: 1.05rem; }
        .mark { display: inline-block; width: 1.3em; font-weight: 700; }
        .good > .mark, .good > h2, .good > h3 .word, .good > h3 .mark { color: var(--good); }
        .bad > .mark, .bad > h2, .bad > h3 .word, .bad > h3 .mark { color: var(--bad); }
        .unknown > .mark, .unknown > h2, .unknown > h3 .word, .unknown > h3 .mark, .warning > .mark { color: var(--unknown); }
        .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        dl { margin: .8rem 0; }
        dl > div { display: grid; grid-template-columns: 10rem 1fr; gap: 0 1rem; padding: .3rem 0; }
        dl > div + div { border-top: 1px solid var(--line); }
        dt { color: var(--soft); grid-row: 1 / span 20; overflow-wrap: anywhere; }
        dd { margin: 0; grid-column: 2; overflow-wrap: anywhere; }
        footer, .id { color: var(--soft); font-size: .875rem; }
        footer { margin-top: 1.5rem; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .8125rem; overflow-wrap: anywhere; }
        ul { list-style: none; margin: 0; padding: 0; }
        li { display: flex; padding: .15rem 0; }
        li > .mark { flex: none; }
        nav li { gap: .5rem; } nav ol { padding: 0; list-style: none; }
        .checks li { border-top: 1px solid var(--line); padding: .5rem 0; }
        .checks p { margin: 0; }
        details { margin-top: 1rem; }
        summary { cursor: pointer; font-weight: 600; }
        a { color: inherit; overflow-wrap: anywhere; }
        @media (max-width: 36rem) { dl > div { display: block; } }
        @media print { body { background: none; font-size: 10.5pt; } main { max-width: none; padding: 0; }
          article { border-left: 0; border-right: 0; border-bottom: 0; border-radius: 0; padding: 1rem 0; }
          details::details-content { content-visibility: visible; height: auto; }
          h2, h3, h4, h5, summary { break-after: avoid; } li, dl > div { break-inside: avoid; } }
        </style>
        """
}
