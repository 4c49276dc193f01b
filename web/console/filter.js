// The form by which a list is filtered. What it is set to stands in the address, so that a link shares the view.
import { address, changed, go } from './address.js';
import { el, field, freshId, select } from './dom.js';
import { t, word, words } from './text.js';

// a list is made anew with every change of its filter; whoever sets several must find the form as they left it
let opened = false;
let last = '';

/**
 * @param page   the list's page
 * @param query  what it is filtered by now
 * @param fields each `{name, kind, options?, label?}`: kind `choice`, `text`, `date`, `share` or `days`
 * @param search the name of the field for free text, shown by itself, or nothing
 */
export function filterForm(page, query, fields, search) {
  const apply = (name, value) => {
    last = name;
    go(address(page, '', changed(query, name, value.trim())));
  };
  const active = fields.filter((one) => query.has(one.name));
  const rest = fields.filter((one) => one.name !== search);
  const box = search && el('input', { type: 'search', name: search, value: query.get(search) ?? '', maxlength: 200,
    id: freshId('search') });
  const form = el('form.filter', { role: 'search', 'aria-label': t('filter.title'), submit: (event) => {
    event.preventDefault();
    if (box) apply(search, box.value);
  } },
  box && el('div.searching', {}, el('label.unseen', { for: box.id }, t('filter.search')), box,
    el('button', { type: 'submit' }, t('filter.search'))),
  el('details', { open: opened, toggle: (event) => (opened = event.target.open) }, el('summary', {}, active.length
    ? t('filter.some', { n: active.length }) : t('filter.title')),
  el('div.fields', {}, rest.map((one) => field(t(`filter.${one.name}`), control(one, query.get(one.name), apply))))),
  active.length > 0 && el('ul.chips', { 'aria-label': t('filter.active') }, active.map((one) => el('li', {},
    el('button.chip', { type: 'button', click: () => apply(one.name, '') },
      `${t(`filter.${one.name}`)}: ${text(one, query.get(one.name))} `, el('span', { 'aria-hidden': 'true' }, '×'),
      el('span.unseen', {}, t('filter.remove')))))));
  form.querySelector(`[name="${last}"]`)?.setAttribute('data-refocus', '');
  last = '';
  return form;
}

/** Opens the fields of that form and goes there. */
export function openFilter(form) {
  form.querySelector('details').open = true;
  form.querySelector('summary').focus();
}

function text(one, value) {
  return one.kind === 'choice' ? word(one.words ?? one.name, value) : value;
}

function control(one, value, apply) {
  const change = (event) => apply(one.name, event.target.value);
  if (one.kind === 'choice') {
    return select([['', t('filter.any')], ...words(one.words ?? one.name, one.options)], value, { change, name: one.name });
  }
  const kinds = { date: { type: 'date' }, share: { type: 'number', min: 0, max: 1, step: 0.01 },
    days: { type: 'number', min: 0, max: 9999 }, text: { type: 'text', maxlength: 200 } };
  return el('input', { ...kinds[one.kind], value: value ?? '', change, name: one.name });
}
