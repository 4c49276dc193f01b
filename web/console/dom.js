// Builds the page. Text enters it as text nodes alone, whoever wrote it: there is no way here to make markup of a string.
import { t } from './text.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. Its name may end in classes (`p.quiet`); a property that is a function listens to the event of its name, one
 * that is null, undefined or false is left out, and true stands for an attribute without a value.
 */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElement(tag), classes, properties, children);
}

/** The same for drawings. */
export function svg(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  return fill(document.createElementNS(SVG, tag), classes, properties, children);
}

function fill(node, classes, properties, children) {
  node.classList.add(...classes);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

let ids = 0;

/** An id that no other element has. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** A labelled control; what explains it and what is wrong with it stand below. */
export function field(label, control, hint) {
  control.id ||= freshId('field');
  const note = hint && el('p.hint', { id: `${control.id}-hint` }, hint);
  if (note) control.setAttribute('aria-describedby', note.id);
  return el('div.field', {}, el('label', { for: control.id }, label), control, note);
}

/** A list to choose from; options are pairs of value and text. */
export function select(options, value, properties = {}) {
  const control = el('select', properties,
    options.map(([word, text]) => el('option', { value: word }, text)));
  control.value = value ?? '';
  return control;
}

/** A table that scrolls by itself where the window is narrow. Columns are texts, rows lists of cells. */
export function table(caption, columns, rows) {
  return el('div.scroll', { role: 'region', 'aria-label': caption, tabindex: 0 },
    el('table', {}, el('caption.unseen', {}, caption),
      el('thead', {}, el('tr', {}, columns.map((column) => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell) => el('td', {}, cell)))))));
}

/** Terms and what they stand for, as a list of that class. */
export function terms(kind, pairs) {
  return el(`dl.${kind}`, {}, pairs.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))));
}

/** Terms and what they stand for; a pair without a value is left out. */
export function facts(pairs) {
  return terms('facts', pairs.filter(([, value]) => value !== null && value !== undefined && value !== ''));
}

/** A link that opens in a tab of its own, and says so to those who do not see it. */
export function outward(href, text, properties = {}) {
  return el('a', { href, target: '_blank', rel: 'noopener', ...properties }, text,
    el('span.unseen', { lang: document.documentElement.lang }, ` ${t('newTab')}`));
}

/** A short word in a coloured box; the colour says nothing that the word does not. */
export function badge(text, kind = 'plain') {
  return el(`span.badge.${kind}`, {}, text);
}
