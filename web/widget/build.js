// @ts-check
// Building elements, icons and links.

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | boolean>} [attributes] @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== '') node.setAttribute(name, value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/**
 * @param {Record<string, string | boolean>} attributes @param {() => void} act @param {...Child} children
 */
function button(attributes, act, ...children) {
  const node = element('button', { type: 'button', ...attributes }, ...children);
  node.addEventListener('click', act);
  return node;
}

/** What is good to know, in small print. @param {Child} text @param {Record<string, string | boolean>} [attributes] */
function note(text, attributes = {}) {
  return element('p', { class: 'small', ...attributes }, text);
}

const ICONS = {
  chat: 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5ZM9 10h7M9 14h4',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M19 12H5M11 6l-6 6 6 6',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M8 8h8v8H8z',
  down: 'M12 5v14M6 13l6 6 6-6',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
};

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A link that leaves the page, and says so. @param {string} href @param {string} text @param {Strings} say @param {string} [kind] */
function outwardLink(href, text, say, kind = '') {
  return element(
    'a',
    { href, class: kind, target: '_blank', rel: 'noopener' },
    text,
    element('span', { class: 'unseen' }, ` ${say.newTab}`),
  );
}
