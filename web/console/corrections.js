// Answers that agents write: drafts, their approval by a second person, and their end.
import { address, changed, go } from './address.js';
import { documentOf, get, getPublic, send } from './api.js';
import { badge, el, facts, field, select } from './dom.js';
import { filterForm } from './filter.js';
import { attempt, say } from './say.js';
import { currentAgent, may } from './session.js';
import { LANGUAGES, moment, t, word } from './text.js';

const FIELDS = [{ name: 'state', kind: 'choice', words: 'correction_state', options: ['draft', 'approved', 'retired'] }];
const STATES = { approved: 'good', draft: 'warn' };

export async function render({ id, query, signal }) {
  if (id === 'new' && may('reviewer')) return write(query, signal);
  return id ? one(id, signal) : list(query, signal);
}

async function list(query, signal) {
  const rows = el('ol.rows');
  const more = el('button.primary', { type: 'button' }, t('queue.more'));
  let cursor = '';
  const load = async () => {
    const page = await get('corrections', changed(query, 'cursor', cursor), signal);
    rows.append(...page.corrections.map((item) => el('li', {}, el('div.what', {},
      el('a.question', { href: address('corrections', item.id), lang: item.language }, item.question),
      el('p.badges', {}, badge(word('correction_state', item.state), STATES[item.state]),
        item.policy_silent && badge(t('corrections.silent'))),
      el('p', { lang: item.language }, item.answer)),
    el('dl.figures', {}, [[t('corrections.author'), item.author], [t('corrections.approver'), item.approver ?? '–'],
      [t('corrections.written'), moment(item.created_at)], [t('corrections.cites'),
        item.passages.map((passage) => passage.passage_id).join(', ') || '–']].map(([term, value]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, value)))))));
    cursor = page.next_cursor ?? '';
    more.hidden = cursor === '';
  };
  more.addEventListener('click', () => attempt(load));
  await load();
  return { title: t('page.corrections'), content: el('div', {},
    el('div.heading', {}, el('h1', { tabindex: -1 }, t('page.corrections')),
      may('reviewer') && el('a.button', { href: address('corrections', 'new') }, t('corrections.new'))),
    el('p.quiet', {}, t('corrections.lead')), filterForm('corrections', query, FIELDS),
    rows.children.length === 0 && el('p.quiet', {}, t('corrections.none')), rows, more) };
}

async function one(id, signal) {
  const path = `corrections/${encodeURIComponent(id)}`;
  const content = el('div');
  function show(item) {
    const step = (action, done) => attempt(async () => {
      await send('POST', `${path}/${action}`);
      show(await get(path));
      say(done);
      content.querySelector('h1').focus();
    });
    const own = item.author === currentAgent().name;
    content.replaceChildren(
      el('div.heading', {}, el('h1', { tabindex: -1 }, t('corrections.one')),
        el('a.button', { href: address('corrections') }, t('corrections.back'))),
      el('p.badges', {}, badge(word('correction_state', item.state), STATES[item.state]), item.policy_silent && badge(t('corrections.silent'))),
      el('section', {}, el('h2', {}, t('corrections.question')), el('p.words', { lang: item.language }, item.question),
        el('h2', {}, t('corrections.answer')), el('p.words', { lang: item.language }, item.answer)),
      facts([[t('filter.language'), word('language', item.language)], [t('corrections.author'), item.author],
        [t('corrections.written'), moment(item.created_at)], [t('corrections.approver'), item.approver],
        [t('corrections.approved'), item.approved_at && moment(item.approved_at)],
        [t('corrections.cites'), item.passages.map((passage) => passage.passage_id).join(', ')]]),
      el('div', {}, may('approver') && el('div.group', {},
        item.state === 'draft' && !own && el('button.primary', { type: 'button',
          click: () => step('approve', t('corrections.isApproved')) }, t('corrections.approve')),
        item.state !== 'retired' && el('button', { type: 'button',
          click: () => step('retire', t('corrections.isRetired')) }, t('corrections.retire'))),
      item.state === 'draft' && own && el('p.quiet', {}, t('corrections.second'))));
  }
  show(await get(path, null, signal));
  return { title: t('corrections.one'), content };
}

/** The form for a new one; where it comes from a conversation, with that question and what its answer cites. */
async function write(query, signal) {
  const from = query.get('conversation')
    ? (await get(`conversations/${encodeURIComponent(query.get('conversation'))}`, null, signal)).turns
      .find((turn) => turn.answer_id === query.get('answer'))
    : null;
  const documents = (await getPublic('documents', signal)).documents;
  const language = select(LANGUAGES, from?.answer.language ?? 'en', { change: () => attempt(offer) });
  const question = el('textarea', { rows: 2, maxlength: 2000, required: true, value: from?.question ?? '' });
  const answer = el('textarea', { rows: 6, maxlength: 5000, required: true });
  const silent = el('input', { type: 'checkbox', id: 'silent', change: () => (list.hidden = silent.checked) });
  const list = el('fieldset.passages', {}, el('legend', {}, t('corrections.passages')));
  const cited = new Set((from?.answer.citations ?? []).map((citation) => citation.passage_id));

  async function offer() {
    const ids = [...new Set(documents.map((one) => one.document))];
    const versions = await Promise.all(ids.map((id) => {
      const tags = documents.filter((one) => one.document === id).map((one) => one.language);
      return documentOf(id, tags.includes(language.value) ? language.value : tags[0]);
    }));
    list.replaceChildren(el('legend', {}, t('corrections.passages')), ...versions.map((version) => el('details', {
      open: version.passages.some((passage) => cited.has(passage.passage_id)) },
    el('summary', { lang: version.language }, version.title), version.passages.map((passage, index) => {
      const check = el('input', { type: 'checkbox', id: `cite-${version.document}-${index}`, change: () =>
        (check.checked ? cited.add(passage.passage_id) : cited.delete(passage.passage_id)) });
      check.checked = cited.has(passage.passage_id);
      return el('p.check', {}, check, el('label', { for: check.id }, el('b', {}, `${passage.passage_id} `),
        el('span', { lang: version.language }, passage.text)));
    }))));
  }

  await offer();
  const content = el('div', {}, el('div.heading', {}, el('h1', { tabindex: -1 }, t('corrections.new')),
    el('a.button', { href: address('corrections') }, t('corrections.back'))),
  from && el('p.notice', {}, t('corrections.masked')),
  el('form.card.wide', { novalidate: true, submit: (event) => {
    event.preventDefault();
    attempt(async () => {
      const made = await send('POST', 'corrections', { question: question.value.trim(), answer: answer.value.trim(),
        language: language.value, passages: silent.checked ? [] : [...cited], policy_silent: silent.checked });
      say(t('corrections.kept'));
      go(address('corrections', made.id));
    });
  } }, field(t('filter.language'), language), field(t('corrections.question'), question, t('corrections.questionHint')),
  field(t('corrections.answer'), answer), el('p.check', {}, silent, el('label', { for: 'silent' }, t('corrections.isSilent'))),
  list, el('button.primary', { type: 'submit' }, t('corrections.keep'))));
  return { title: t('corrections.new'), content };
}
