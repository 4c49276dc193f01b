// The log of what agents did.
import { address } from './address.js';
import { el, table } from './dom.js';
import { filterForm } from './filter.js';
import { inParts } from './parts.js';
import { moment, t, word } from './text.js';

const FIELDS = [{ name: 'target', kind: 'text' }];

export async function render({ query, signal }) {
  const list = table(t('page.audit'), [t('audit.at'), t('audit.agent'), t('audit.action'), t('audit.target'), t('audit.detail')], []);
  const rows = list.querySelector('tbody');
  const more = await inParts('audit', query, signal, rows, (page) => page.entries.map((entry) => el('tr', {},
    [moment(entry.at), entry.agent, word('action', entry.action), target(entry.target), entry.detail]
      .map((cell) => el('td', {}, cell)))));
  return { title: t('page.audit'), content: el('div', {}, el('h1', { tabindex: -1 }, t('page.audit')),
    filterForm('audit', query, FIELDS), list, more) };
}

/** What was done something to, as a link where it has a page. */
function target(id) {
  const page = id.startsWith('cnv_') ? 'conversations' : id.startsWith('RM-') ? 'rights-requests'
    : id.startsWith('cor_') ? 'corrections' : null;
  return page ? el('a', { href: address(page, id) }, id) : id;
}
