// @ts-check
// What the page may call, and the element it gets without having placed one.

/** The element the page's script means: the launcher, else the first. @returns {RelayMeChat | null} */
function elementOfPage() {
  const found = /** @type {RelayMeChat | null} */ (
    document.querySelector('relayme-chat[mode="launcher"]') ?? document.querySelector('relayme-chat')
  );
  if (!found) console.warn('relayme: there is no assistant on this page.');
  return found;
}

let ready = false;

/**
 * `window.relayme`. Before this script has loaded, calls wait in a list: `(window.relaymeQ ||= []).push(['open'])`.
 * Events, which also reach listeners of the document as `relayme:` and their name, tell ids, outcomes and counts, and nothing a visitor
 * wrote: `ready`, `open`, `close`, `question`, `answer`, `failure`, `feedback`, `handoff`, `deleted`.
 */
const api = Object.freeze({
  open: () => elementOfPage()?.open(),
  close: () => elementOfPage()?.close(),
  toggle: () => elementOfPage()?.toggle(),
  /** @param {string} question */
  ask: (question) => elementOfPage()?.ask(question),
  /** @param {string} tag a BCP 47 one */
  setLanguage: (tag) => elementOfPage()?.setAttribute('lang', tag),
  delete: () => elementOfPage()?.delete(),
  /** How far the launcher stands from the edges, in pixels. @param {{ bottom?: number, side?: number }} offset */
  setOffset: (offset) =>
    Object.entries(offset).forEach(([name, pixels]) => elementOfPage()?.style.setProperty(`--relayme-${name}`, `${pixels}px`)),
  /** Takes it out of the page. What was asked stays in the tab until it is deleted. */
  destroy: () => elementOfPage()?.remove(),
  /** @param {string} name of an event @param {(detail: unknown) => void} listener @returns {() => void} ends it */
  on(name, listener) {
    const end = new AbortController();
    document.addEventListener(`relayme:${name}`, (event) => event instanceof CustomEvent && listener(event.detail), { signal: end.signal });
    if (ready && name === 'ready') listener({});
    return () => end.abort();
  },
});

/** @param {unknown} entry the name of a call, and what it takes */
function callWaiting(entry) {
  const [name, ...values] = list(entry);
  if (Object.hasOwn(api, name)) /** @type {Record<string, Function>} */ (api)[name](...values);
}

/** Beside the body, which some sites replace as a whole where others load a page. */
function addLauncher() {
  if (ownScript?.dataset.mode === 'none' || document.querySelector('relayme-chat')) return;
  const launcher = document.createElement('relayme-chat');
  launcher.setAttribute('mode', 'launcher');
  for (const name of ['lang', 'accent', 'theme', 'position', 'persist']) {
    const value = ownScript?.dataset[name];
    if (value) launcher.setAttribute(name, value);
  }
  document.documentElement.append(launcher);
}

function begin() {
  addLauncher();
  const page = /** @type {{ relaymeQ?: unknown }} */ (/** @type {unknown} */ (window));
  list(page.relaymeQ).forEach(callWaiting);
  page.relaymeQ = { push: callWaiting };
  ready = true;
  document.dispatchEvent(new CustomEvent('relayme:ready', { detail: {} }));
}

// A page may load the script twice; the first one stands, and its assistant is placed anew where the page has lost it.
const known = customElements.get('relayme-chat');
if (!known) {
  customElements.define('relayme-chat', RelayMeChat);
  // Without a prototype, which a page may have put anything into.
  Object.defineProperty(window, 'relayme', /** @type {PropertyDescriptor} */ ({ __proto__: null, value: api }));
}
const start = known ? addLauncher : begin;
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, { once: true });
else start();
