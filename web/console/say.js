// Tells the agent what came of it, without taking the keyboard from where it is.
import { el } from './dom.js';
import { t } from './text.js';

const line = el('p.said', { role: 'status' });
const alarm = el('p.said.fault', { role: 'alert' });
let timer = 0;

/** The two places where things are said; they stand in the page from its beginning. */
export function places() {
  return el('div.saying', {}, line, alarm);
}

/** Says that something was done. */
export function say(text) {
  show(line, text);
}

/** Says that something failed; refusals carry their own words. */
export function complain(error) {
  if (error.name === 'AbortError') return;
  const details = (error.errors ?? []).map((one) => one.detail);
  show(alarm, [error.message || t('error.unknown'), ...details].join(' '));
}

/** What is shown this once, with a button that copies it. */
export function shownOnce(words, secret, button) {
  return el('div.notice', {}, el('p', {}, words), el('p', {}, el('code', {}, secret)),
    el('button', { type: 'button', click: () => attempt(async () => {
      await navigator.clipboard.writeText(secret);
      say(t('action.copied'));
    }) }, button));
}

function show(place, text) {
  line.textContent = '';
  alarm.textContent = '';
  place.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => (place.textContent = ''), 6_000);
}

/** Does something, and complains if it fails; whether it did not. That a session ended is for the frame to tell. */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    if (error.status === 401) throw error;
    complain(error);
    return false;
  }
}
