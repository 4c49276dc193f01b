// Lists that the server gives in parts.
import { changed } from './address.js';
import { get } from './api.js';
import { el } from './dom.js';
import { attempt } from './say.js';
import { t } from './text.js';

/**
 * Puts the first part of a list into `rows`; the button that adds the next part to it is given back.
 *
 * @param nodes makes the rows of what the server gave
 */
export async function inParts(path, query, signal, rows, nodes) {
  let cursor = '';
  const load = async () => {
    const page = await get(path, changed(query, 'cursor', cursor), signal);
    rows.append(...nodes(page));
    cursor = page.next_cursor ?? '';
    more.hidden = cursor === '';
  };
  const more = el('button.primary', { type: 'button', click: () => attempt(async () => {
    const from = rows.children.length;
    await load();
    rows.children[from]?.querySelector('a')?.focus();
  }) }, t('queue.more'));
  await load();
  return more;
}
