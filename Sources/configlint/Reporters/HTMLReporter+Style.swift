extension HTMLReporter {
  /// The look of the page: the colours of the system's light or dark mode, its own fonts, and no
  /// more width than a phone has.
  static let style: Markup = [palette, frame, findings, filters, grids, lists, media].lines

  private static let palette: Markup = """
    :root { color-scheme: light dark; --page: #ffffff; --raised: #f6f7f9; --text: #1a1d21;
      --soft: #535c66; --line: #d8dde3; --link: #0a55ad; --focus: #0a55ad;
      --error: #b3201b; --error-back: #fdeceb; --warning: #855000; --warning-back: #fff3dc;
      --note: #2f5f8f; --note-back: #e8f1fa; --clean: #1f6b3a; --clean-back: #e6f4ea;
      --open-back: #e8f0fb; --open: #2456a3; --secret-back: #dff1ee; --secret: #0b6257;
      --set-back: #eceff3; --set: #454e59; --on-strong: #ffffff;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
    @media (prefers-color-scheme: dark) {
      :root { --page: #14171a; --raised: #1c2024; --text: #e6e8ea; --soft: #a4adb6; --line: #343a41;
        --link: #8bbcff; --focus: #8bbcff;
        --error: #ff9a90; --error-back: #401b19; --warning: #f2c166; --warning-back: #382a10;
        --note: #9cc6f0; --note-back: #182a3c; --clean: #86d6a0; --clean-back: #15301f;
        --open-back: #1a2b45; --open: #a5c8ff; --secret-back: #12332f; --secret: #7fd6c8;
        --set-back: #282d33; --set: #b9c1ca; --on-strong: #14171a; }
    }
    """

  private static let frame: Markup = """
    * { box-sizing: border-box; }
    html { scroll-padding-top: 7rem; }
    body { margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 76rem; background: var(--page);
      color: var(--text); font: 400 .9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto,
      "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
    h1, h2, h3, p, ul, dl { margin: 0; }
    ul { padding: 0; list-style: none; }
    h2 { margin: 2.75rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
    h3 { font-size: 1rem; line-height: 1.4; }
    code, pre { font-family: var(--mono); font-size: .86em; unicode-bidi: isolate; }
    a { color: var(--link); text-underline-offset: .15em; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
    [hidden] { display: none !important; }
    summary { cursor: pointer; }
    .head { padding: 2rem 0 1.25rem; }
    .tool { color: var(--soft); font-size: .8125rem; letter-spacing: .02em; }
    .verdict { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.125rem); line-height: 1.2;
      letter-spacing: -.015em; margin: .15rem 0 .35rem; }
    .verdict.clean { color: var(--clean); }
    .scope { color: var(--soft); }
    .tiles { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1.1rem; }
    .tiles li { min-width: 6.5rem; padding: .5rem .8rem .55rem; border-radius: 8px; color: var(--soft);
      background: var(--raised); border-left: 4px solid var(--line); line-height: 1.25; }
    .tiles strong { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
    .tiles .error { background: var(--error-back); border-color: currentColor; color: var(--error); }
    .tiles .warning { background: var(--warning-back); border-color: currentColor;
      color: var(--warning); }
    .tiles .note { background: var(--note-back); border-color: currentColor; color: var(--note); }
    nav { border-block: 1px solid var(--line); padding: .55rem 0; font-size: .875rem; }
    nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; }
    nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    nav span { color: var(--soft); font-variant-numeric: tabular-nums; }
    .lead { color: var(--soft); max-width: 46rem; }
    .notice { margin: .6rem 0; padding: .5rem .8rem; border-left: 4px solid var(--warning);
      background: var(--warning-back); border-radius: 4px; }
    .blank { padding: 1.1rem; color: var(--soft); background: var(--raised); border-radius: 8px; }
    .failures { margin-top: 1.5rem; padding: 1rem 1.2rem; border: 2px solid var(--error);
      background: var(--error-back); border-radius: 8px; }
    .failures h2 { margin: 0 0 .35rem; color: var(--error); }
    .failures ul { margin-top: .5rem; padding-left: 1.2rem; list-style: disc; }
    footer { margin-top: 3rem; padding-top: .8rem; border-top: 1px solid var(--line);
      color: var(--soft); font-size: .8125rem; }
    """

  private static let findings: Markup = """
    .group { margin-top: .9rem; border: 1px solid var(--line); border-radius: 8px; overflow: clip; }
    .group > summary { display: grid; grid-template-columns: auto auto minmax(0, 1fr) auto;
      align-items: baseline; gap: .15rem .7rem;
      padding: .6rem .9rem; background: var(--raised); list-style: none; }
    .group > summary::-webkit-details-marker,
    .finding summary::-webkit-details-marker { display: none; }
    .group > summary::before, .finding summary::before { content: "\u{203A}"; content: "\u{203A}" / "";
      display: inline-block; width: .7em; flex: none; color: var(--soft); font-weight: 700; }
    .group[open] > summary::before,
    .finding details[open] summary::before { transform: rotate(90deg); }
    .kind { color: var(--soft); font-size: .8125rem; }
    .stage { margin-left: .35rem; padding: .05rem .5rem; border: 1px solid var(--line);
      border-radius: 999px; font-weight: 400; font-size: .75rem; color: var(--soft);
      background: var(--page); white-space: nowrap; }
    .counts { display: flex; flex-wrap: wrap; gap: 0 .8rem; font-size: .8125rem;
      font-variant-numeric: tabular-nums; }
    .count.error { color: var(--error); } .count.warning { color: var(--warning); }
    .count.note { color: var(--note); }
    .finding { border-top: 1px solid var(--line); }
    .long .finding { content-visibility: auto; contain-intrinsic-size: auto 2.7rem; }
    .finding summary { display: grid; align-items: baseline; gap: .1rem .6rem;
      grid-template-columns: auto 4.5rem minmax(0, 1fr) fit-content(40%);
      padding: .5rem .9rem; list-style: none; }
    .finding summary:hover { background: var(--raised); }
    .finding summary:focus-visible, .group > summary:focus-visible { outline-offset: -2px; }
    .badge { min-width: 4.5rem; text-align: center; padding: 0 .3rem; white-space: nowrap; border-radius: 4px;
      font-size: .75rem; font-weight: 600; line-height: 1.5; background: var(--note-back);
      color: var(--note); }
    .error > details > summary .badge { background: var(--error); color: var(--on-strong); }
    .warning > details > summary .badge { background: var(--warning-back); color: var(--warning);
      box-shadow: inset 0 0 0 1px currentColor; }
    .message { flex: 1; }
    .place { color: var(--soft); text-align: right; }
    .finding details[open] .message { font-weight: 600; }
    .body { padding: .1rem .9rem 1rem 7.2rem; display: grid; gap: .6rem; max-width: 62rem;
      scroll-margin-top: 8rem; }
    .body:target { outline: none; }
    .finding:has(:target) { box-shadow: inset 4px 0 0 var(--focus); }
    .body p strong { display: block; color: var(--soft); font-size: .8125rem; font-weight: 600; }
    .excerpt { margin: 0; padding: .5rem .75rem; border-radius: 6px; background: var(--raised);
      border: 1px solid var(--line); white-space: pre-wrap; }
    .excerpt .number { color: var(--soft); margin-right: 1rem; user-select: none; }
    .excerpt mark { background: var(--warning-back); color: inherit; border-radius: 2px;
      border-bottom: 2px solid var(--warning); }
    .error .excerpt mark { background: var(--error-back); border-color: var(--error); }
    .note .excerpt mark { background: var(--note-back); border-color: var(--note); }
    .facts { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; }
    .facts dt { color: var(--soft); font-size: .8125rem; }
    .facts dd { margin: 0; }
    .related { padding-left: 1.1rem; list-style: disc; margin-top: -.45rem; }
    .references { display: flex; flex-wrap: wrap; gap: .15rem 1.2rem; font-size: .8125rem; }
    """

  private static let filters: Markup = """
    #filters { position: sticky; top: 0; z-index: 5; display: flex; flex-wrap: wrap; gap: .5rem 1rem;
      align-items: center; padding: .6rem 0; background: var(--page);
      border-bottom: 1px solid var(--line); font-size: .875rem; }
    #filters fieldset { display: flex; flex-wrap: wrap; gap: .3rem .9rem; margin: 0; padding: 0;
      border: 0; }
    #filters legend { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); }
    #filters fieldset span, #shown { color: var(--soft); font-variant-numeric: tabular-nums; }
    #filters input[type=checkbox], .quiet-box input { accent-color: var(--link); margin: 0 .15rem 0 0;
      width: 1rem; height: 1rem; vertical-align: -.15rem; }
    .enhanced { display: contents; }
    #filters label { color: var(--soft); }
    #filters fieldset label { color: var(--text); }
    #filters select, #filters input[type=search], #filters button { font: inherit;
      color: var(--text); background: var(--page); border: 1px solid var(--line); border-radius: 6px;
      padding: .2rem .45rem; max-width: 11rem; }
    #filters input[type=search] { width: 13rem; max-width: 100%; }
    #filters button { background: var(--raised); cursor: pointer; }
    #filters button:hover { border-color: var(--soft); }
    #shown { margin-left: auto; }
    body:has(#show-error:not(:checked)) .finding.error,
    body:has(#show-warning:not(:checked)) .finding.warning,
    body:has(#show-note:not(:checked)) .finding.note { display: none; }
    """

  private static let grids: Markup = """
    .grids { display: flex; flex-wrap: wrap; gap: 1.6rem 3rem; align-items: flex-start;
      margin-top: 1.4rem; }
    .grid { max-width: 100%; min-width: 0; }
    .scroll { overflow: auto; max-height: 75vh; border: 1px solid var(--line); border-radius: 8px;
      overscroll-behavior-x: contain; }
    .grid .scroll { width: fit-content; max-width: 100%; margin-top: .5rem; }
    table { border-collapse: separate; border-spacing: 0; font-size: .875rem; }
    th, td { padding: .25rem .6rem; text-align: left; vertical-align: middle; }
    thead th { position: sticky; top: 0; z-index: 2; background: var(--raised);
      border-bottom: 1px solid var(--line); font-weight: 600; white-space: nowrap; }
    .grid thead th, .grid td { text-align: center; min-width: 5.25rem; }
    .grid tbody th, .grid thead th:first-child { position: sticky; left: 0; text-align: left;
      background: var(--page); border-right: 1px solid var(--line); font-weight: 400;
      min-width: 12rem; max-width: 24rem; z-index: 1; }
    .grid thead th:first-child { z-index: 3; background: var(--raised); font-weight: 600; }
    .grid tbody tr:hover > * { background: var(--raised); }
    .grid abbr { text-decoration: none; color: var(--soft); margin-left: .2rem; }
    .quiet { position: relative; }
    .telling + .quiet tr:first-child > * { border-top: 1px solid var(--line); }
    .grid:has(.show-quiet:not(:checked)) .quiet { display: none; }
    .quiet-box { color: var(--soft); font-size: .875rem; margin-top: .3rem; }
    .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    .tile { position: relative; display: inline-flex; align-items: center; justify-content: center;
      width: 2.4rem; height: 1.5rem; border-radius: 5px; font: 700 .8125rem/1 var(--mono);
      text-decoration: none; color: var(--set); border: 2px solid transparent; }
    .tile.set, .tile.secret, .tile.reference, .tile.template, .tile.encrypted,
    .tile.supplied-elsewhere { background: var(--set-back); }
    .tile.secret { background: var(--secret-back); color: var(--secret); }
    .tile.reference, .tile.template, .tile.encrypted, .tile.supplied-elsewhere {
      background: var(--open-back); color: var(--open); }
    .tile.placeholder, .tile.default, .tile.weak, .tile.shared { background: var(--warning-back);
      color: var(--warning); }
    .tile.missing, .tile.empty, .tile.unknown { color: var(--soft); }
    .tile.required { background: var(--error); color: var(--on-strong); }
    .tile.unknown.required { background: var(--warning-back); color: var(--warning); }
    .set::before { content: "\u{25CF}"; content: "\u{25CF}" / ""; }
    .secret::before { content: "\u{25C6}"; content: "\u{25C6}" / ""; }
    .reference::before { content: "\u{2192}"; content: "\u{2192}" / ""; }
    .template::before { content: "{ }"; content: "{ }" / ""; }
    .encrypted::before { content: "\u{25A3}"; content: "\u{25A3}" / ""; }
    .supplied-elsewhere::before { content: "\u{2197}"; content: "\u{2197}" / ""; }
    .placeholder::before { content: "P"; content: "P" / ""; }
    .default::before { content: "D"; content: "D" / ""; }
    .weak::before { content: "W"; content: "W" / ""; }
    .missing::before { content: "\u{2013}"; content: "\u{2013}" / ""; }
    .empty::before { content: "\u{25CB}"; content: "\u{25CB}" / ""; }
    .unknown::before { content: "?"; content: "?" / ""; }
    .missing.required::before { content: "\u{2715}"; content: "\u{2715}" / ""; }
    .tile.shared::before { content: "="; content: "=" / ""; }
    a.tile.error { border: 2px solid var(--error); }
    a.tile.warning { border: 2px dashed var(--warning); }
    a.tile.note { border: 2px dotted var(--note); }
    a.tile.required.error { border-color: var(--text); }
    a.tile:hover { filter: brightness(.93); }
    .legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr));
      gap: .3rem 1.5rem; margin-top: .8rem; font-size: .8125rem; color: var(--soft); }
    .legend strong { color: var(--text); font-weight: 600; }
    .legend li { display: grid; grid-template-columns: 2.4rem 1fr; gap: .6rem;
      align-items: start; }
    .places { margin-top: .4rem; font-size: .8125rem; color: var(--soft); }
    .places ul { margin-top: .25rem; }
    """

  private static let lists: Markup = """
    .answers li { padding: .6rem 0; border-top: 1px solid var(--line); }
    .answers .badge { background: var(--raised); color: var(--soft); }
    .answers li > p:first-child { display: flex; flex-wrap: wrap; gap: .1rem .6rem;
      align-items: baseline; }
    .answer strong { color: var(--clean); margin-right: .3rem; }
    .answer .until, .answer .source { color: var(--soft); }
    .lists details { border-top: 1px solid var(--line); padding: .45rem 0; }
    .lists details:last-child { border-bottom: 1px solid var(--line); }
    .lists ul { padding: .3rem 0 .2rem 1.1rem; }
    .lists summary span { color: var(--soft); }
    .lists .scroll { margin-top: .4rem; }
    .lists table { width: 100%; }
    .lists tbody th { font-weight: 400; }
    .lists tbody tr:nth-child(even) > * { background: var(--raised); }
    """

  private static let media: Markup = """
    @media (max-width: 60rem), (max-height: 30rem) {
      #filters { position: static; }
      html { scroll-padding-top: 1rem; }
    }
    @media (max-width: 46rem) {
      body { padding: 0 1rem 2rem; }
      .head { padding-top: 1.25rem; }
      .tiles { display: grid; 
        grid-template-columns: repeat(auto-fit, minmax(4.5rem, 1fr)); }
      .tiles li { min-width: 0; padding: .4rem .6rem; font-size: .8125rem; }
      #filters .enhanced > label { display: grid; flex: 1 1 6rem; min-width: 0; gap: .1rem; }
      #filters .enhanced > .search { flex-basis: 100%; }
      #filters select, #filters input[type=search] { width: 100%; max-width: none;
        font-size: 1rem; }
      #filters label { padding: .15rem 0; }
      .body { padding-left: .9rem; scroll-margin-top: 5rem; }
      .finding summary { grid-template-columns: auto 4.5rem 1fr; }
      .finding .place { grid-area: 1 / 3; }
      .finding .message { grid-column: 1 / -1; }
      .group > summary { grid-template-columns: auto auto minmax(0, 1fr); }
      .counts { grid-column: 2 / -1; }
      .grid tbody th, .grid thead th:first-child { min-width: 8rem; max-width: 10.5rem; }
      .grid thead th, .grid td { min-width: 4.5rem; padding-inline: .35rem; }
      .legend { grid-template-columns: 1fr; }
    }
    @media (prefers-reduced-motion: no-preference) {
      .group > summary::before, .finding summary::before { transition: transform .12s; }
    }
    @media (forced-colors: active) {
      .tile, .badge { border: 1px solid; }
    }
    @media print {
      :root { color-scheme: light; }
      body { max-width: none; padding: 0; font-size: 9.5pt; }
      nav, #filters, .quiet-box { display: none; }
      details::details-content { content-visibility: visible; block-size: auto; }
      .scroll { max-height: none; overflow: visible; border: 0; }
      .long .finding { content-visibility: visible; }
      .finding, .grid tr { break-inside: avoid; }
      .group { overflow: visible; }
      .tile, .badge, .tiles li { print-color-adjust: exact; }
      thead th, .grid tbody th, .grid thead th:first-child { position: static; }
    }
    """
}
