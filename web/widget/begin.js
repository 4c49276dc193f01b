// @ts-check
/**
 * The RelayMe policy assistant: one custom element, one file, nothing else to load. The server joins
 * the files of this folder into it, in the order of the sections below, within one function of its own.
 *
 *   <script async src="https://bot.example/widget.js"></script>
 *       adds a launcher button to the page, unless the page places an element itself
 *   <relayme-chat mode="inline" lang="zh-Hant"></relayme-chat>
 *       fills the box it stands in
 *
 * Element attributes: `mode` (`inline`, `launcher`), `lang`, `server` (where the bot is; else where this script came from).
 * Script attributes: `data-mode="none"` (add nothing), `data-lang`.
 * Events, for the page's own use and without any visitor text: `relayme:open`, `relayme:close`, `relayme:answer`, `relayme:failure`,
 * `relayme:handoff`.
 *
 * Before the visitor asks or fills in something, nothing is stored, and nothing requested but what a form needs that was
 * opened. Afterwards the tab's session storage holds the conversation and the form. Text from the server enters the page by `textContent` alone.
 *
 * Sections: begin, strings, text, transport, state, style, render, forms, element.
 */

const ownScript = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const COMPANY = 'RelayMe';
const MAX_QUESTION = 2000;
const COUNTER_FROM = 1600;
