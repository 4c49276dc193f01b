// The review queue: conversations that a filter lets through, and what is done with many of them at once.
import { address } from './address.js';
import { OUTCOMES, outcomeBadge } from './answers.js';
import { fileUrl } from './api.js';
import { renderConversation } from './conversation.js';
import { badge, el, select, terms } from './dom.js';
import { filterForm, openFilter } from './filter.js';
import { MOST_AT_ONCE, freshListing } from './listing.js';
import { LABELS, STATUSES, assign, markReviewed, setReview, toggleLabel, undo } from './review.js';
import { attempt, say } from './say.js';
import { may } from './session.js';
import { LANGUAGE_TAGS, age, number, t, word, words } from './text.js';

const REASONS = ['not_covered', 'low_support', 'off_topic', 'account_specific', 'advice_not_given', 'unsafe_input'];
/** The rules by which conversations are queued, and how much each says that something went wrong. */
const RULES = { unhelpful: 'bad', abstained: 'warn', dropped_sentences: 'warn', low_margin: 'warn', repeat_question: 'warn',
  handoff_after_answer: 'warn', new_document_version: 'plain', random: 'plain' };
const FIELDS = [
  { name: 'q', kind: 'text' },
  { name: 'queued_by', kind: 'choice', words: 'rule', options: ['any', ...Object.keys(RULES)] },
  { name: 'status', kind: 'choice', options: STATUSES },
  { name: 'outcome', kind: 'choice', options: OUTCOMES },
  { name: 'reason', kind: 'choice', options: REASONS },
  { name: 'feedback', kind: 'choice', options: ['helpful', 'unhelpful', 'none'] },
  { name: 'label', kind: 'choice', options: LABELS },
  { name: 'language', kind: 'choice', options: LANGUAGE_TAGS },
  { name: 'mode', kind: 'choice', options: ['quote', 'relay'] },
  { name: 'intent', kind: 'choice', options: ['policy_question', 'rights_request', 'rights_information', 'human',
    'smalltalk', 'account_matter', 'advice', 'off_topic', 'unsafe'] },
  { name: 'topic', kind: 'text' },
  { name: 'document', kind: 'text' },
  { name: 'passage', kind: 'text' },
  { name: 'min_support', kind: 'share' },
  { name: 'max_support', kind: 'share' },
  { name: 'reviewer', kind: 'text' },
  { name: 'from', kind: 'date' },
  { name: 'to', kind: 'date' },
  { name: 'corpus_version', kind: 'text' },
  { name: 'prompt_version', kind: 'text' },
];

/** Why the conversation is queued; that it was abstained the outcome says already. */
function flags(item) {
  return [
    item.feedback === 'helpful' && badge(t('flag.helpful'), 'good'),
    item.queued_by.filter((rule) => rule !== item.outcome).map((rule) => badge(word('rule', rule), RULES[rule] ?? 'plain')),
  ];
}

export async function render({ id, query, signal }) {
  if (id) return renderConversation({ id, query, signal });
  const list = freshListing(query);
  await list.more(undefined, signal);
  const view = new Queue(query, list);
  return { title: t('page.conversations'), content: view.node, keys: view.keys() };
}

class Queue {
  constructor(query, list) {
    this.query = query;
    this.list = list;
    this.chosen = new Set();
    this.rows = el('ol.rows');
    this.count = el('p.quiet', { 'aria-live': 'polite' });
    this.more = el('button.primary', { type: 'button', click: () => attempt(() => this.loadMore()) }, t('queue.more'));
    this.bulk = el('div.bulk');
    this.filter = filterForm('conversations', query, FIELDS, 'q');
    this.node = el('div', {}, el('div.heading', {}, el('h1', { tabindex: -1 }, t('page.conversations')),
      may('reviewer') && el('a.button', { href: fileUrl('conversations.csv', query), download: true }, t('queue.export'))),
    this.filter, may('reviewer') && this.bulk, this.count, this.rows, this.more);
    this.show(0);
  }

  show(from) {
    this.rows.append(...this.list.items.slice(from).map((item) => this.row(item)));
    this.more.hidden = this.list.ended;
    this.count.textContent = this.list.items.length === 0 ? t('queue.none')
      : t(this.list.ended ? 'queue.all' : 'queue.some', { n: number(this.list.items.length) });
    this.showBulk();
  }

  async loadMore() {
    const from = this.list.items.length;
    await this.list.more();
    this.show(from);
    this.rows.children[from]?.querySelector('a').focus();
  }

  row(item) {
    const row = el('li');
    row.dataset.id = item.id;
    this.fillRow(row, item);
    return row;
  }

  fillRow(row, item) {
    row.classList.toggle('done', item.status === 'reviewed');
    const check = may('reviewer') && el('input', { type: 'checkbox', 'aria-label': t('queue.choose', { question: item.question }),
      change: (event) => this.choose(item, event.target.checked) });
    if (check) check.checked = this.chosen.has(item.id);
    row.replaceChildren(...[check,
      el('div.what', {},
        el('a.question', { href: address('conversations', item.id, this.query), lang: item.language }, item.question),
        el('p.badges', {}, outcomeBadge(item.outcome),
          item.reason && badge(word('reason', item.reason)), flags(item),
          item.labels.map((label) => badge(word('label', label), 'label')))),
      terms('figures', [[t('filter.language'), word('language', item.language)],
        [t('queue.support'), item.support === null ? '–' : `${number(item.support, 2)} / ${number(item.threshold, 2)}`],
        [t('queue.top'), item.top_passage ?? '–'], [t('queue.turns'), number(item.turns)],
        [t('queue.age'), age(item.created_at)],
        [t('filter.status'), `${word('status', item.status)}${item.reviewer ? ` · ${item.reviewer}` : ''}`]]),
    ].filter(Boolean));
  }

  refresh(item) {
    const row = [...this.rows.children].find((one) => one.dataset.id === item.id);
    if (!row) return;
    const focused = row.contains(document.activeElement);
    this.fillRow(row, item);
    if (focused) row.querySelector('a').focus();
  }

  choose(item, chosen) {
    if (chosen) this.chosen.add(item.id);
    else this.chosen.delete(item.id);
    this.showBulk();
  }

  chosenItems() {
    return this.list.items.filter((item) => this.chosen.has(item.id));
  }

  showBulk() {
    const all = el('input', { type: 'checkbox', id: 'choose-all', change: (event) => this.chooseAll(event.target.checked) });
    all.checked = this.chosen.size > 0 && this.chosen.size === this.list.items.length;
    all.indeterminate = this.chosen.size > 0 && !all.checked;
    const status = select(words('status', STATUSES), 'reviewed', { 'aria-label': t('filter.status') });
    const label = select(words('label', LABELS), 'correct', { 'aria-label': t('filter.label') });
    const focused = document.activeElement?.id === 'choose-all';
    this.bulk.replaceChildren(el('p.check', {}, all, el('label', { for: 'choose-all' }, t('queue.chooseAll'))),
      ...(this.chosen.size === 0 ? [] : [
        el('span', {}, t('queue.chosen', { n: number(this.chosen.size) })),
        el('span.group', {}, status, el('button', { type: 'button', click: () => this.each((item) =>
          setReview(item, status.value, item.reviewer)) }, t('queue.setStatus'))),
        el('span.group', {}, el('button', { type: 'button', click: () => this.each(assign) }, t('action.assign'))),
        el('span.group', {}, label, el('button', { type: 'button', click: () => this.each((item) =>
          (item.labels.includes(label.value) ? null : toggleLabel(item, item.answer_id, item.labels, label.value))) },
        t('queue.giveLabel'))),
      ]));
    if (focused) all.focus();
  }

  /** All that the filter lets through, not only those on the screen. */
  async chooseAll(chosen) {
    this.chosen.clear();
    if (chosen) {
      const from = this.list.items.length;
      if (!await attempt(() => this.list.until(() => false))) return;
      this.list.items.forEach((item) => this.chosen.add(item.id));
      this.show(from);
      say(t(this.list.ended ? 'queue.chosen' : 'queue.chosenMost', { n: number(this.chosen.size), most: number(MOST_AT_ONCE) }));
    }
    for (const check of this.rows.querySelectorAll('input[type=checkbox]')) check.checked = chosen;
    this.showBulk();
  }

  async each(action) {
    const items = this.chosenItems();
    let done = 0;
    await attempt(async () => {
      for (const item of items) {
        await action(item);
        this.refresh(item);
        done += 1;
      }
    });
    say(t('queue.done', { n: number(done), all: number(items.length) }));
  }

  // ------------------------------------------------------------ keys

  at() {
    const row = document.activeElement?.closest?.('.rows > li');
    return row ? this.list.items.find((item) => item.id === row.dataset.id) : null;
  }

  async move(steps) {
    const rows = [...this.rows.children];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const to = at < 0 ? 0 : at + steps;
    if (to >= rows.length && !this.list.ended) {
      await attempt(() => this.loadMore());
      return;
    }
    rows[to]?.querySelector('a').focus();
  }

  async act(action, after) {
    const item = this.at();
    if (!item) {
      say(t('queue.nothingAt'));
      return;
    }
    if (await attempt(() => action(item))) {
      this.refresh(item);
      if (after) await after();
    }
  }

  keys() {
    const reading = [
      { key: 'j', text: t('key.next'), run: () => this.move(1) },
      { key: 'k', text: t('key.previous'), run: () => this.move(-1) },
      { key: '/', text: t('key.search'), run: () => this.filter.querySelector('[type=search]').focus() },
      { key: 'f', text: t('key.filters'), run: () => openFilter(this.filter) },
    ];
    if (!may('reviewer')) return reading;
    return [...reading,
      { key: 'r', text: t('key.reviewed'), run: () => this.act(async (item) => {
        await markReviewed(item);
        say(t('review.reviewed'));
      }, () => this.move(1)) },
      { key: 'a', text: t('key.assign'), run: () => this.act(async (item) => {
        await assign(item);
        say(t('review.assigned'));
      }) },
      { key: 'x', text: t('key.choose'), run: () => this.act(async (item) => this.choose(item, !this.chosen.has(item.id))) },
      { key: 'u', text: t('key.undo'), run: async () => {
        const item = await undo();
        if (item) this.refresh(item);
      } },
      { key: 'e', text: t('key.export'), run: () => this.node.querySelector('a[download]').click() },
      ...LABELS.map((label, index) => ({ key: String(index + 1), text: t('key.label', { label: word('label', label) }),
        run: () => this.act((item) => toggleLabel(item, item.answer_id, item.labels, label)) })),
    ];
  }
}
