// @ts-check
/**
 * The RelayMe policy assistant: one custom element, one file, nothing else to load. The server joins
 * the files of this folder into it, in the order of the sections below, within one function of its own.
 *
 *   <script async src="https://bot.example/widget.js"></script>
 *       adds a launcher button to the page, unless the page places an element itself
 *   <relayme-chat mode="inline" lang="zh-Hant"></relayme-chat>
 *       fills the box it stands in; `mode="page"` fills the window
 *
 * Element attributes: `mode` (`inline`, `launcher`, `page`), `lang`, `accent` (`#0b57d0`; made darker or lighter where its text could
 * not be read), `theme` (`light`, `dark`; else the visitor's), `position` (`left`; else right), `server` (where the bot is; else where
 * this script came from), `persist` (`none`: nothing is stored). Custom properties `--relayme-bottom` and `--relayme-side`: how far the launcher stands from the edges.
 * Script attributes, on a module too: `data-mode="none"` (add nothing), `data-lang`, `data-accent`, `data-theme`, `data-position`, `data-persist`.
 * What the page may call, and the events it may listen to: see `page.js`.
 *
 * Before the visitor asks or fills in something, nothing is stored, and nothing requested but what a form needs that was
 * opened. Afterwards the tab's session storage holds the conversation and the form. Text from the server enters the page by `textContent` alone.
 *
 * Sections: see `http.page.StaticFiles`, which has them in the order in which they compress best.
 */

/** A module is told nothing of its own tag, and an imported one has none. */
const ownScript =
  document.currentScript instanceof HTMLScriptElement ? document.currentScript : [...document.scripts].find(({ src }) => isWidget(src));
/** Where this file came from; empty where nothing tells. */
const ownAddress = ownScript?.src || performance.getEntriesByType('resource').map(({ name }) => name).find(isWidget) || '';

/** @param {string} address */
function isWidget(address) {
  return /\/widget\.js($|[?#])/.test(address);
}

const COMPANY = 'RelayMe';
const MAX_QUESTION = 2000;
const COUNTER_FROM = 1600;
