// Single keys, and the sheet that lists them. They are off while somebody types, and can be switched off (WCAG 2.1.4).
import { el, terms } from './dom.js';
import { t } from './text.js';

const KEPT = 'console-keys';

let bindings = [];

/** The keys of the page shown now: each a key, the words for it, and what it does. */
export function bindKeys(list) {
  bindings = list;
}

function on() {
  return localStorage.getItem(KEPT) !== 'off';
}

function typing(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
      || (target.tagName === 'INPUT' && !['checkbox', 'radio', 'button'].includes(target.type)));
}

/** Listens for as long as the page lives. */
export function listen() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape' && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target)) return;
    if (event.key === '?') {
      event.preventDefault();
      showSheet();
      return;
    }
    const binding = on() && bindings.find((one) => one.key === event.key);
    if (binding) {
      event.preventDefault();
      binding.run();
    }
  });
}

/** What switches them on and off. */
export function keysSwitch(id) {
  const box = el('input', { type: 'checkbox', id, change: () => localStorage.setItem(KEPT, box.checked ? 'on' : 'off') });
  box.checked = on();
  return el('p.check', {}, box, el('label', { for: id }, t('keys.on')));
}

/** Opens the list of keys. */
export function showSheet() {
  const dialog = el('dialog.sheet', { 'aria-labelledby': 'sheet-title', close: () => dialog.remove() },
    el('h2', { id: 'sheet-title' }, t('keys.title')),
    keysSwitch('keys-on'),
    terms('keys', [...bindings, { key: '?', text: t('keys.sheet') }].map((one) => [el('kbd', {}, one.key), one.text])),
    el('form', { method: 'dialog' }, el('button.primary', {}, t('close'))));
  document.body.append(dialog);
  dialog.showModal();
}
