// Answers that agents write: drafts, their approval by a second person, and their end.
import { address, go } from './address.js';
import { feedbackBadge, outcomeBadge } from './answers.js';
import { documentOf, get, getPublic, pageUrl, send } from './api.js';
import { badge, el, facts, field, outward, select, table, terms } from './dom.js';
import { filterForm } from './filter.js';
import { inParts } from './parts.js';
import { attempt, say } from './say.js';
import { currentAgent, may } from './session.js';
import { LANGUAGES, moment, number, t, word } from './text.js';

const FIELDS = [{ name: 'state', kind: 'choice', words: 'correction_state', options: ['draft', 'approved', 'suspended', 'retired'] }];
const STATES = { approved: 'good', draft: 'warn', suspended: 'bad' };

export async function render({ id, query, signal }) {
  if (id === 'new' && may('reviewer')) return write(query, signal);
  return id ? one(id, signal) : list(query, signal);
}

async function list(query, signal) {
  const rows = el('ol.rows');
  const more = await inParts('corrections', query, signal, rows, (page) => page.corrections.map(row));
  return { title: t('page.corrections'), content: el('div', {},
    el('div.heading', {}, el('h1', { tabindex: -1 }, t('page.corrections')),
      may('reviewer') && el('a.button', { href: address('corrections', 'new') }, t('corrections.new'))),
    el('p.quiet', {}, t('corrections.lead')), filterForm('corrections', query, FIELDS),
    rows.children.length === 0 && el('p.quiet', {}, t('corrections.none')), rows, more) };
}

function row(item) {
  return el('li', {}, el('div.what', {},
    el('a.question', { href: address('corrections', item.id), lang: item.language }, item.question),
    el('p.badges', {}, badge(word('correction_state', item.state), STATES[item.state]),
      item.policy_silent && badge(t('corrections.silent'))),
    el('p', { lang: item.language }, item.answer)),
  terms('figures', [[t('corrections.author'), item.author], [t('corrections.approver'), item.approver ?? '–'],
    [t('corrections.written'), moment(item.created_at)], [t('corrections.cites'),
      item.passages.map((passage) => passage.passage_id).join(', ') || '–'],
    [t('corrections.hits'), number(item.hits)], [t('corrections.judged'), judged(item)]]));
}

function judged(item) {
  return `${number(item.helpful)} / ${number(item.unhelpful)}`;
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
    const open = item.state === 'draft' || item.state === 'suspended';
    content.replaceChildren(
      el('div.heading', {}, el('h1', { tabindex: -1 }, t('corrections.one')),
        el('a.button', { href: address('corrections') }, t('corrections.back'))),
      el('p.badges', {}, badge(word('correction_state', item.state), STATES[item.state]), item.policy_silent && badge(t('corrections.silent'))),
      item.state === 'suspended' ? el('p.notice', {}, t('corrections.suspended')) : '',
      el('section', {}, el('h2', {}, t('corrections.question')), el('p.words', { lang: item.language }, item.question),
        el('h2', {}, t(item.policy_silent ? 'corrections.reason' : 'corrections.answer')),
        el('p.words', { lang: item.language }, item.answer)),
      facts([[t('filter.language'), word('language', item.language)], [t('corrections.author'), item.author],
        [t('corrections.written'), moment(item.created_at)], [t('corrections.approver'), item.approver],
        [t('corrections.approved'), item.approved_at && moment(item.approved_at)],
        [t('corrections.suspendedAt'), item.suspended_at && moment(item.suspended_at)],
        [t('corrections.hits'), number(item.hits)], [t('corrections.lastHit'), item.last_hit_at && moment(item.last_hit_at)],
        [t('corrections.judged'), judged(item)]]),
      cited(item),
      el('div', {}, may('approver') && el('div.group', {},
        open && !own && el('button.primary', { type: 'button', click: () => step('approve', t('corrections.isApproved')) },
          t(item.state === 'draft' ? 'corrections.approve' : 'corrections.approveAgain')),
        item.state !== 'retired' && el('button', { type: 'button',
          click: () => step('retire', t('corrections.isRetired')) }, t('corrections.retire'))),
      open && own && el('p.quiet', {}, t('corrections.second')), el('p.quiet', {}, t('corrections.golden'))),
      may('reviewer') ? trial(path) : '');
  }
  show(await get(path, null, signal));
  return { title: t('corrections.one'), content };
}

/** The passages that it cites, as they are today. */
function cited(item) {
  if (item.policy_silent) return '';
  return el('section', {}, el('h2', {}, t('corrections.cites')), el('ol.cards', {}, item.passages.map((passage) =>
    el('li.passage', {}, el('p.source', {}, outward(
      pageUrl(passage.passage_id.split(':')[0], passage.language, passage.passage_id), passage.passage_id), ' ',
    badge(t(passage.stands ? 'corrections.stands' : 'corrections.changed'), passage.stands ? 'good' : 'bad')),
    el('blockquote', { lang: passage.text ? passage.language : null }, passage.text ?? t('passages.gone'))))));
}

/** Which past questions it would have answered; asked for when an agent wants to know, since it takes a moment. */
function trial(path) {
  const found = el('div', { role: 'status' });
  const button = el('button', { type: 'button', click: () => attempt(async () => {
    button.disabled = true;
    try {
      found.replaceChildren(...results(await get(`${path}/trial`)));
    } finally {
      button.disabled = false;
      button.focus();
    }
  }) }, t('trial.run'));
  return el('section', {}, el('h2', {}, t('trial.title')), el('p.quiet', {}, t('trial.lead')), el('p', {}, button), found);
}

function results(tried) {
  return [el('p', {}, t('trial.done', { matched: number(tried.matched), asked: number(tried.asked) }),
    tried.whole ? '' : ` ${t('trial.part', { asked: number(tried.asked) })}`),
  tried.questions.length === 0 ? '' : table(t('trial.title'), [t('trial.question'), t('trial.got'), t('trial.likeness'), t('trial.asked')],
    tried.questions.map((one) => [
      el('a', { href: address('conversations', one.conversation_id, { answer: one.answer_id }) }, one.question),
      el('span.badges', {}, outcomeBadge(one.outcome),
        one.reason && badge(word('reason', one.reason)),
        one.correction_id && badge(t('trial.answered'), 'good'),
        one.feedback && feedbackBadge(one.feedback)),
      number(one.likeness, 2), moment(one.created_at)]))];
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
  const silent = el('input', { type: 'checkbox', id: 'silent', change: () => fit() });
  const list = el('fieldset.passages', {}, el('legend', {}, t('corrections.passages')));
  const cited = new Set((from?.answer.citations ?? []).map((citation) => citation.passage_id));

  const written = field(t('corrections.answer'), answer, t('corrections.answerHint'));

  /** Where the policy is silent nothing is cited, and visitors read the bot's own words. */
  function fit() {
    list.hidden = silent.checked;
    written.querySelector('label').textContent = t(silent.checked ? 'corrections.reason' : 'corrections.answer');
    written.querySelector('.hint').textContent = t(silent.checked ? 'corrections.reasonHint' : 'corrections.answerHint');
  }

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
  written, el('p.check', {}, silent, el('label', { for: 'silent' }, t('corrections.isSilent'))),
  list, el('button.primary', { type: 'submit' }, t('corrections.keep'))));
  return { title: t('corrections.new'), content };
}
