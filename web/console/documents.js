// The documents that answers are made from, as they are today.
import { address } from './address.js';
import { getPublic, pageUrl } from './api.js';
import { badge, el, facts, outward, table } from './dom.js';
import { t, word } from './text.js';

export async function render({ id, query, signal }) {
  return id ? one(id, query.get('lang') ?? 'en', signal) : list(signal);
}

async function list(signal) {
  const { corpus_version: version, documents } = await getPublic('documents', signal);
  return { title: t('page.documents'), content: el('div', {}, el('h1', { tabindex: -1 }, t('page.documents')),
    facts([[t('filter.corpus_version'), version]]),
    table(t('page.documents'), [t('documents.title'), t('filter.language'), t('documents.version'), t('documents.status'),
      t('documents.prevails'), t('documents.digest')], documents.map((one) => [
      el('a', { href: address('documents', one.document, { lang: one.language }), lang: one.language }, one.title),
      word('language', one.language), one.version, badge(word('document_status', one.status), one.status === 'official' ? 'good' : 'plain'),
      one.prevails ? word('language', one.prevails) : '–', el('code', { title: one.digest }, one.digest.slice(0, 19))]))) };
}

async function one(id, language, signal) {
  const document = await getPublic(`documents/${encodeURIComponent(id)}?lang=${encodeURIComponent(language)}`, signal);
  let section = null;
  return { title: document.title, content: el('div', {},
    el('div.heading', {}, el('h1', { tabindex: -1, lang: language }, document.title),
      el('a.button', { href: address('documents') }, t('documents.back'))),
    facts([[t('filter.language'), word('language', language)], [t('documents.version'), document.version],
      [t('documents.status'), word('document_status', document.status)], [t('documents.digest'), el('code', {}, document.digest)],
      [t('documents.page'), outward(pageUrl(id, language), t('documents.open'))]]),
    el('p', {}, el('a', { href: address('conversations', '', { document: id }) }, t('documents.answers'))),
    el('div.reading', { lang: language }, document.passages.map((passage) => {
      const heading = passage.section !== section && passage.heading && el('h2', {}, passage.heading);
      section = passage.section;
      return [heading, el('div.passage', {}, el('p', {}, passage.text),
        el('p.source', { lang: window.document.documentElement.lang }, passage.passage_id, ' · ',
          el('a', { href: address('conversations', '', { passage: passage.passage_id }) }, t('documents.citedIn'),
            el('span.unseen', {}, ` ${passage.passage_id}`))))];
    }))) };
}
