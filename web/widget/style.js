// @ts-check
// How it looks.

// The host element is sealed with `!important`, which inside a shadow tree outranks whatever the page says about it.
// Sizes are in em from the visitor's own default font size: a page's root size does not reach in.
const STYLE = `
  :host { all: initial !important; display: contents !important; direction: ltr !important; }
  :host([mode="inline"]) { display: block !important; inline-size: 100% !important; block-size: 100% !important; }
  :host([mode="page"]) { display: block !important; block-size: 100dvh !important; }
  :host([mode][hidden]) { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }

  .launcher, .frame {
    --paper: light-dark(#fff, #141b1f); --well: light-dark(#f3f6f7, #1d262b); --ink: light-dark(#17242b, #e8eef0);
    --quiet: light-dark(#52636c, #a6b4bb); --line: light-dark(#d3dce0, #344149); --edge: light-dark(#7b8b94, #84949c);
    --accent: light-dark(#0b5a6b, #86cfdd); --accent-deep: color-mix(in srgb, var(--accent) 80%, var(--ink)); --tint: color-mix(in srgb, var(--accent) 11%, var(--paper));
    --mark: light-dark(#ffedaa, #5c4c12); --bad: light-dark(#a3231d, #ffb0a8); --bad-tint: light-dark(#fdf0ee, #3a201e);
    --side: max(var(--relayme-side, 20px), env(safe-area-inset-left), env(safe-area-inset-right)); --bottom: max(var(--relayme-bottom, 20px), env(safe-area-inset-bottom));
    --shadow: 0 1px 2px rgb(0 0 0 / .16), 0 12px 40px rgb(0 0 0 / .24);
    color-scheme: light dark; color: var(--ink); font: 1em/1.55 system-ui, sans-serif;
    text-align: start; -webkit-text-size-adjust: 100%;
  }
  :host([theme="light"]) :is(.launcher, .frame) { color-scheme: light; }
  :host([theme="dark"]) :is(.launcher, .frame) { color-scheme: dark; }
  @media (prefers-contrast: more) { .launcher, .frame { --quiet: var(--ink); --line: var(--edge); --edge: var(--ink); } }
  :lang(zh-Hant) { font-family: system-ui, "PingFang HK", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif; }
  :lang(zh-Hans) { font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }

  h2, h3, h4, p, ol, ul, blockquote { margin: 0; padding: 0; }
  h2, h3, h4 { font-size: 1em; font-weight: 600; line-height: 1.4; }
  ol, ul { list-style: none; }
  button, select, textarea { font: inherit; color: inherit; margin: 0; }
  button { cursor: pointer; text-align: start; }
  a { color: var(--accent); text-underline-offset: .15em; }
  a:hover { color: var(--accent-deep); }
  svg { inline-size: 1.25em; block-size: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .small { font-size: .875em; color: var(--quiet); }

  .launcher {
    position: fixed; inset: auto var(--side) var(--bottom) auto; z-index: 2147483000; display: flex; align-items: center; gap: .6em;
    min-block-size: 56px; padding: 0 1.35em 0 1.1em; border: 1px solid transparent; border-radius: 28px;
    background: var(--accent); color: var(--paper); font-weight: 600; box-shadow: var(--shadow);
  }
  .launcher:hover { background: var(--accent-deep); }
  :host([position="left"]) .launcher:not(.aside), :host(:not([position="left"])) .launcher.aside { inset-inline: var(--side) auto; }
  .launcher:focus-visible { outline-color: var(--accent); outline-offset: 3px; }

  .frame { display: flex; flex-direction: column; container-type: inline-size; background: var(--paper); overflow: clip; padding: 0; overflow-wrap: anywhere; }
  section.frame { position: relative; block-size: 100%; border: 1px solid var(--line); border-radius: 14px; }
  :host([mode="page"]) .more { inset-inline-end: max(1em, (100% - 736px) / 2); }
  :host([mode="page"]) .frame { position: fixed; inset: var(--sheet-top, 0) 0 auto; block-size: var(--sheet-height, 100dvh); border: 0; border-radius: 0; }
  :host([mode="page"]) :is(.main .head, .transcript, .composer, .foot, .pending) { padding-inline: max(1em, (100% - 736px) / 2); }
  dialog.frame {
    position: fixed; inset: auto var(--side) calc(var(--bottom) + 68px + var(--covered, 0px)) auto; z-index: 2147483001; margin: 0; inline-size: 25em; max-inline-size: calc(100vw - 40px);
    block-size: min(40em, calc(var(--sheet-height, 100dvh) - var(--bottom) - 88px)); max-block-size: none; border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow);
  }
  @media (min-width: 641px) { :host([position="left"]) dialog.frame:not(.aside), :host(:not([position="left"])) dialog.frame.aside { inset-inline: var(--side) auto; } }
  dialog.frame:not([open]) { display: none; }
  dialog.frame[open] { animation: rise .16s ease-out; }
  @keyframes rise { from { transform: translateY(8px); } }
  dialog.frame::backdrop { background: none; }

  /* Where large type leaves too little for the conversation, all of it scrolls. */
  .main { position: relative; display: flex; flex-direction: column; min-block-size: 0; flex: 1; overflow-y: auto; }
  .head { display: flex; align-items: center; gap: .5em; padding: .5em .5em .5em 1em; border-block-end: 1px solid var(--line); flex: none; }
  .title { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5em; flex: 1; min-inline-size: 0; font-size: 1.0625em; }
  .title:focus { outline: none; }
  .badge { font-size: .75em; font-weight: 700; letter-spacing: .04em; padding: .05em .5em; border: 1px solid var(--accent); border-radius: 1em; color: var(--accent); }
  .language { min-block-size: 44px; max-inline-size: 9em; padding: 0 .35em; border: 1px solid transparent; border-radius: 8px; background: var(--paper); font-size: .9375em; cursor: pointer; }
  .language:hover { background: var(--well); }
  .icon { display: grid; place-items: center; flex: none; inline-size: 44px; block-size: 44px; padding: 0; border: 1px solid transparent; border-radius: 10px; background: none; }
  .icon:hover { background: var(--well); }
  @container (inline-size < 21em) {
    .main .head { flex-wrap: wrap; }
    .main .title { flex-basis: 100%; }
    .language { flex: 1; min-inline-size: 0; }
  }

  /* In a box that is as high as what stands in it, that is the conversation's height; in any other it fills what is left. */
  .stage { position: relative; display: flex; flex-direction: column; flex: 1 1 18em; min-block-size: 8em; }
  .transcript { position: relative; flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1em; container-type: size; }
  .transcript:focus-visible { outline-offset: -3px; }
  .disclosure { padding: .7em .9em; border-radius: 10px; background: var(--tint); font-size: .9375em; }
  .disclosure p + p { margin-block-start: .4em; }
  .notice { margin-block-end: 1em; font-weight: 600; }
  .starters { margin-block-start: 1.1em; }
  .starters ul { display: grid; gap: .5em; margin-block-start: .5em; }
  .starter { inline-size: 100%; min-block-size: 44px; padding: .5em .9em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
  .starter:hover { border-color: var(--accent); background: var(--tint); }

  .turn { padding-block-start: 1.25em; scroll-margin-block-start: 0; }
  .turns > .turn:last-child { min-block-size: calc(100cqb + 1em); }
  .question { inline-size: fit-content; max-inline-size: 88%; margin-inline-start: auto; padding: .55em .95em; border-radius: 14px 14px 4px 14px; background: var(--accent); color: var(--paper); white-space: pre-wrap; }
  .reply { margin-block-start: 1em; }
  .body > * + * { margin-block-start: .7em; }
  .body p { white-space: pre-line; }
  /* Of a long answer what is far out of view costs nothing; the space beside it is for the marks around what has the focus. */
  .body p ~ p { content-visibility: auto; contain-intrinsic-block-size: auto 9em; padding: .3em; margin: .4em -.3em -.3em; }
  .verbatim { padding-inline-start: .9em; border-inline-start: 3px solid var(--accent); }
  .chip { display: inline-block; min-inline-size: 28px; min-block-size: 24px; margin-inline: .2em; padding: 0 .3em; border: 1px solid transparent; border-radius: 6px; background: var(--tint); color: var(--accent); font-size: .8125em; font-weight: 600; line-height: 22px; text-align: center; vertical-align: .08em; }
  .chip:hover { border-color: var(--accent); }
  .progress { display: flex; gap: .6em; align-items: center; margin-block-start: .5em; color: var(--quiet); }
  .progress::before { content: ""; inline-size: .6em; block-size: .6em; border-radius: 50%; background: var(--accent); animation: pulse 1.2s ease-in-out infinite alternate; }
  @keyframes pulse { from { opacity: .25; transform: scale(.8); } }
  .rest { display: grid; gap: 1em; margin-block-start: 1em; }
  .rest:empty { display: none; }
  .rest h4 { font-size: .875em; color: var(--quiet); margin-block-end: .4em; }
  .rows { border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
  /* Far out of view they cost nothing, however many there are. */
  .rows li { content-visibility: auto; contain-intrinsic-block-size: auto 44px; }
  .rows li + li { border-block-start: 1px solid var(--line); }
  .row { display: grid; grid-template-columns: auto 1fr; gap: 0 .7em; align-items: baseline; inline-size: 100%; min-block-size: 44px; padding: .5em .8em; border: 0; background: none; font-size: .9375em; }
  .row:hover { background: var(--well); }
  .row:focus-visible { outline-offset: -3px; }
  .row .number { color: var(--accent); font-weight: 600; }
  .row .where { font-weight: 500; }
  .row .small { display: block; font-size: .9em; font-weight: 400; }
  .card { padding: .9em 1em; border: 1px solid var(--line); border-radius: 10px; background: var(--well); }
  .card h4 { font-size: 1em; color: inherit; }
  .card > * + * { margin-block-start: .35em; }
  .passage a { display: inline-block; min-block-size: 24px; }
  .mail { display: inline-block; min-block-size: 24px; font-weight: 600; }
  .failure { background: var(--bad-tint); border-color: var(--bad); }
  .failure p:first-child { color: var(--bad); font-weight: 500; }
  .notes > * + * { margin-block-start: .15em; }
  .button { display: inline-flex; align-items: center; gap: .5em; justify-self: start; min-block-size: 44px; padding: .3em 1em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); font-size: .9375em; }
  .button:hover:not([aria-disabled="true"]) { border-color: var(--accent); background: var(--tint); }
  .button[aria-disabled="true"] { color: var(--quiet); cursor: default; }
  .feedback { display: flex; flex-wrap: wrap; align-items: center; gap: .4em .5em; }
  .feedback > :is(p, .feedback) { flex-basis: 100%; }
  .feedback .button { min-block-size: 36px; padding: .15em .8em; }
  .menu svg { stroke-width: 3.5; }
  .button[aria-pressed="true"] { border-color: var(--accent); background: var(--tint); color: var(--accent); font-weight: 600; }
  .more { position: absolute; inset-block-end: .6em; inset-inline-end: 1em; border-color: var(--edge); border-radius: 22px; background: var(--paper); box-shadow: var(--shadow); }

  .composer { display: flex; flex-wrap: wrap; align-items: end; gap: .5em; padding: .75em .75em .25em; border-block-start: 1px solid var(--line); flex: none; }
  .composer textarea { flex: 1; min-inline-size: 0; min-block-size: 46px; max-block-size: 8.5em; padding: .6em .8em; border: 1px solid var(--edge); border-radius: 12px; background: var(--paper); resize: none; line-height: 1.5; field-sizing: content; }
  .composer textarea::placeholder { color: var(--quiet); opacity: 1; }
  .composer textarea:focus-visible { outline-offset: 0; outline-width: 2px; }
  .composer textarea[aria-invalid="true"] { border-color: var(--bad); }
  .send { inline-size: 46px; block-size: 46px; border-radius: 12px; background: var(--accent); color: var(--paper); }
  .send:hover { background: var(--accent-deep); }
  .counter { flex-basis: 100%; text-align: end; }
  .counter.over { color: var(--bad); font-weight: 600; }
  .foot { display: flex; flex-wrap: wrap; gap: 0 1.25em; padding: 0 1em .4em; font-size: .8125em; flex: none; }
  .foot a { display: inline-flex; align-items: center; min-block-size: 32px; color: var(--quiet); }
  .foot a:hover { color: var(--accent); }

  .drawer { position: absolute; inset: 0 0 0 auto; z-index: 1; display: flex; flex-direction: column; inline-size: 100%; max-inline-size: 32em; background: var(--paper); animation: slide .16s ease-out; }
  @container (inline-size > 640px) { .drawer { border-inline-start: 1px solid var(--line); box-shadow: var(--shadow); } }
  @keyframes slide { from { transform: translateX(16px); } }
  .drawer .head { padding-inline-start: .5em; }
  .passage { position: relative; flex: 1; min-block-size: 0; overflow-y: auto; overscroll-behavior: contain; padding: 1em; }
  .passage > * + * { margin-block-start: .8em; }
  .passage:focus-visible { outline-offset: -3px; }
  .passage blockquote { padding: .9em 1em; border-radius: 10px; background: var(--well); white-space: pre-wrap; }
  .crumb { font-weight: 600; }
  mark { background: var(--mark); color: inherit; border-radius: 2px; padding-block: .1em; }

  @supports not (field-sizing: content) { .composer textarea { block-size: 5em; } }
  @media (max-width: 640px) {
    .launcher { padding: 0; inline-size: 56px; justify-content: center; }
    .launcher .text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
    dialog.frame { inset: var(--sheet-top, 0) 0 auto 0; inline-size: 100%; max-inline-size: none; block-size: var(--sheet-height, 100dvh); border: 0; border-radius: 0; }
    dialog.frame > * { padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left); }
  }
  :host([mode="page"]) .frame > * { padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left); }
  /* Little height is left on a zoomed or sideways screen: then everything scrolls as one page, but for where one types. */
  @media (max-height: 420px), (max-height: 20em) {
    .frame.whole { inset-block: var(--sheet-top, 0) auto; block-size: var(--sheet-height, 100dvh); z-index: 2147483002; }
    .whole .main { scroll-padding-block-end: 5em; }
    .whole :is(.stage, .transcript) { flex: none; min-block-size: 0; overflow: visible; container-type: normal; }
    .whole .turns > .turn:last-child { min-block-size: 100dvh; }
    .whole .composer { position: sticky; inset-block-end: 0; z-index: 1; background: var(--paper); }
    @container (inline-size >= 21em) {
      .whole .main { scroll-padding-block-start: 4em; }
      .whole .main .head { position: sticky; inset-block-start: 0; z-index: 1; background: var(--paper); }
    }
  }
  @media (forced-colors: active) {
    .launcher, .chip, .starter, .send, .icon, .language { border-color: ButtonText; }
    .question, .disclosure { border: 1px solid CanvasText; }
    .progress::before { background: CanvasText; }
    .button[aria-pressed="true"] { border: 2px solid Highlight; }
  }
  @media (prefers-reduced-motion: reduce) {
    *, *::before { animation: none !important; }
  }
`;

const FORM_STYLE = `
  form, fieldset, dl, dd { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  input { font: inherit; color: inherit; margin: 0; }
  .fields { display: grid; gap: 1.15em; }
  .fields legend, .fields label, summary { padding: 0; font-weight: 600; }
  .fields .small { font-weight: 400; }
  .field > input, .field > select, .field > textarea { display: block; inline-size: 100%; min-block-size: 44px; margin-block-start: .3em; padding: .5em .75em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
  .field > textarea { min-block-size: 5.5em; max-block-size: 14em; line-height: 1.5; resize: vertical; field-sizing: content; }
  .field > :focus-visible { outline-offset: 0; outline-width: 2px; }
  .field > [aria-invalid="true"], .option > [aria-invalid="true"] { border-color: var(--bad); outline: 1px solid var(--bad); }
  .field > [aria-invalid="true"]:focus-visible { outline: 3px solid var(--bad); }
  .fields .option { display: flex; gap: .65em; align-items: center; min-block-size: 40px; font-weight: 400; }
  .option input { flex: none; inline-size: 1.25em; block-size: 1.25em; accent-color: var(--accent); }
  .option span::first-letter { text-transform: uppercase; }
  .error { color: var(--bad); font-size: .9375em; font-weight: 500; }
  .error:empty { display: none; }
  summary { min-block-size: 44px; padding-block: .55em; cursor: pointer; font-size: .9375em; }
  details .fields { margin-block: .35em .5em; }
  .next { padding-inline-start: 1.3em; list-style: decimal; font-size: .9375em; }
  .next li::marker { color: var(--accent); font-weight: 600; }
  .button.primary { justify-self: stretch; justify-content: center; border-color: transparent; background: var(--accent); color: var(--paper); font-weight: 600; }
  .button.primary:hover:not([aria-disabled="true"]) { background: var(--accent-deep); }
  .button.primary[aria-disabled="true"] { background: var(--well); border-color: var(--edge); }
  .field > .code { max-inline-size: 9em; font-size: 1.375em; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
  .buttons { display: flex; flex-wrap: wrap; gap: .6em; }
  .facts dt { color: var(--quiet); font-size: .875em; }
  .facts dd { font-weight: 600; }
  .facts > * { margin: 0; }
  .facts dd + dt { margin-block-start: .5em; }
  .form h3:focus { outline: none; }
  .pending { display: flex; flex-wrap: wrap; gap: .25em .5em; align-items: center; justify-content: space-between; padding: .3em .75em .3em 1em; border-block-start: 1px solid var(--line); background: var(--tint); font-size: .875em; flex: none; }
  .pending .button { padding-inline: .75em; }
  .foot button { min-block-size: 32px; padding: 0; border: 0; background: none; color: var(--quiet); text-decoration: underline; text-underline-offset: .15em; }
  .foot button:hover { color: var(--accent); }
  @media (forced-colors: active) { .button.primary, .pending { border: 1px solid ButtonText; } }
  @media (pointer: coarse) { .feedback .button, .foot :is(a, button), .fields .option { min-block-size: 44px; } }
  @media print {
    .launcher, dialog.frame, .composer, .foot, .language, .icon, .feedback, .pending, .drawer, .main .button, .starters { display: none !important; }
    :host([mode]) { block-size: auto !important; }
    .frame { color-scheme: light !important; }
    /* Browsers print no backgrounds. */
    .question { border: 1px solid; background: none; color: inherit; }
    section.frame { position: static !important; }
    section.frame, .main, .stage, .transcript { display: block; block-size: auto !important; overflow: visible; container-type: normal; }
    .turns > .turn:last-child { min-block-size: 0; }
    .turn * { content-visibility: visible !important; }
  }
`;
