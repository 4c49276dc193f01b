// One conversation: what was said, on what it rests, why, and what reviewers make of it.
import { address, changed, go } from './address.js';
import { feedbackBadge, outcomeBadge } from './answers.js';
import { get, pageUrl, send } from './api.js';
import { badge, el, facts, field, freshId, outward } from './dom.js';
import { Evidence } from './evidence.js';
import { listing } from './listing.js';
import { LABELS, STATUSES, addNote, assign, markReviewed, setReview, toggleLabel, undo } from './review.js';
import { attempt, say } from './say.js';
import { may } from './session.js';
import { moment, t, word } from './text.js';

export async function renderConversation({ id, query, signal }) {
  const data = await get(`conversations/${encodeURIComponent(id)}`, null, signal);
  const filter = changed(changed(query, 'tab', ''), 'answer', '');
  const view = new Conversation(data, filter, query);
  return { title: t('conversation.title'), content: view.node, keys: view.keys() };
}

class Conversation {
  constructor(data, filter, query) {
    this.filter = filter;
    this.list = listing(filter);
    this.turns = el('div.transcript');
    this.side = el('div.side');
    this.status = el('div.review');
    this.node = el('div', {},
      el('div.heading', {}, el('h1', { tabindex: -1 }, t('conversation.title')), this.steps()),
      this.status, el('div.columns', {}, this.turns, this.side));
    this.evidence = new Evidence(query.get('tab') ?? 'why');
    this.side.append(this.evidence.node);
    this.take(data, query.get('answer'));
  }

  /** Shows what the server says. */
  take(data, answerId) {
    this.data = data;
    this.turn = data.turns.find((turn) => turn.answer_id === answerId) ?? data.turns.at(-1);
    this.showStatus();
    this.turns.replaceChildren(...data.turns.map((turn) => this.turnNode(turn)), this.notes());
    this.select(this.turn);
  }

  async reload() {
    this.take(await get(`conversations/${encodeURIComponent(this.data.id)}`), this.turn.answer_id);
  }

  steps() {
    const step = (steps, text) => el('button', { type: 'button', click: () => this.go(steps) }, text);
    return el('div.group', {}, el('a.button', { href: address('conversations', '', this.filter) }, t('conversation.back')),
      step(-1, t('conversation.previous')), step(1, t('conversation.next')));
  }

  async go(steps) {
    await attempt(async () => {
      const beside = await this.list.beside(this.data.id, steps);
      if (beside) go(address('conversations', beside.id, this.filter));
      else say(t(steps > 0 ? 'conversation.last' : 'conversation.first'));
    });
  }

  // ------------------------------------------------------------ review

  showStatus() {
    const { data } = this;
    this.status.replaceChildren(
      facts([[t('filter.status'), badge(word('status', data.status), data.status === 'reviewed' ? 'good' : 'plain')],
        [t('filter.reviewer'), data.reviewer], [t('conversation.began'), moment(data.created_at)],
        [t('conversation.source'), data.api_key ? t('conversation.key', { name: data.api_key }) : t('conversation.site')],
        [t('filter.language'), word('language', data.language)],
        [t('queue.why'), data.queued_by.map((rule) => word('rule', rule)).join(' · ')]]),
      may('reviewer') ? el('div.group', {},
        el('button.primary', { type: 'button', click: () => this.reviewed() }, t('action.reviewed')),
        el('button', { type: 'button', click: () => this.assign() }, t('action.assign')),
        STATUSES.filter((status) => status !== data.status && status !== 'reviewed').map((status) =>
          el('button', { type: 'button', click: () => this.change(status) }, t(`action.${status}`))),
        data.masked && el('button', { type: 'button', click: () => this.reveal() }, t('action.reveal')))
        : el('p.quiet', {}, t('conversation.viewer')));
  }

  async reviewed() {
    if (!await attempt(() => markReviewed(this.data))) return;
    say(t('review.reviewed'));
    this.showStatus();
    const next = await this.list.beside(this.data.id, 1).catch(() => null);
    const kept = this.list.items.find((item) => item.id === this.data.id);
    if (kept) Object.assign(kept, { status: this.data.status, reviewer: this.data.reviewer });
    if (next) go(address('conversations', next.id, this.filter));
  }

  async assign() {
    if (await attempt(() => assign(this.data))) {
      say(t('review.assigned'));
      this.showStatus();
    }
  }

  async change(status) {
    if (await attempt(() => setReview(this.data, status, this.data.reviewer))) {
      say(word('status', status));
      this.showStatus();
    }
  }

  async reveal() {
    await attempt(async () => {
      this.take(await send('POST', `conversations/${encodeURIComponent(this.data.id)}/reveal`), this.turn.answer_id);
      say(t('action.revealed'));
    });
  }

  async label(label) {
    const turn = this.turn;
    const names = turn.labels.map((one) => one.label);
    if (await attempt(() => toggleLabel(this.data, turn.answer_id, names, label))) {
      const focused = document.activeElement?.dataset?.label;
      await this.reload();
      if (focused) this.turns.querySelector(`.chosen [data-label="${focused}"]`)?.focus();
    }
  }

  async undo() {
    const item = await undo();
    if (item) await attempt(() => this.reload());
  }

  correct() {
    go(address('corrections', 'new', { conversation: this.data.id, answer: this.turn.answer_id }));
  }

  // ------------------------------------------------------------ transcript

  turnNode(turn) {
    const { answer } = turn;
    const number = this.data.turns.indexOf(turn) + 1;
    const cards = new Map(answer.citations.map((citation) => [citation.number, this.card(citation)]));
    const sentences = answer.segments.map((segment) => this.sentence(turn, segment, cards));
    const closest = answer.abstain?.closest ?? [];
    const node = el('section.turn', { 'aria-label': t('turn.title', { n: number }) },
      el('div.asked', {}, el('h2', {}, t('turn.asked')), el('p', { lang: answer.language }, turn.question),
        el('p.quiet', {}, moment(turn.created_at))),
      el('div.given', {}, el('h3', {}, t('turn.answered')),
        el('p.badges', {}, outcomeBadge(answer.outcome),
          answer.abstain && badge(word('reason', answer.abstain.reason)), badge(word('mode', answer.mode)),
          turn.feedback && feedbackBadge(turn.feedback)),
        el('div.sentences', { lang: answer.language }, sentences)),
      (turn.comment || turn.feedback_reason) && el('p.comment', {}, t('turn.feedback'), ' ',
        [turn.feedback_reason, turn.comment].filter(Boolean).join(': ')),
      cards.size > 0 && el('div', {}, el('h3', {}, t('turn.citations')), el('ol.cards', {}, [...cards.values()])),
      closest.length > 0 && el('div', {}, el('h3', {}, t('turn.closest')),
        el('ol.cards', {}, closest.map((citation) => this.card(citation)))),
      this.labels(turn),
      this.data.turns.length > 1 && el('p', {}, el('button.explain', { type: 'button',
        click: () => this.select(turn) }, t('turn.explain'))));
    node.dataset.answer = turn.answer_id;
    return node;
  }

  /** A sentence; while it has the keyboard or the pointer, the passages that it cites light up. */
  sentence(turn, segment, cards) {
    const cited = segment.citations.map((number) => cards.get(number)).filter(Boolean);
    if (cited.length === 0) return el('p.sentence', {}, segment.text);
    const ids = turn.answer.citations.filter((one) => segment.citations.includes(one.number)).map((one) => one.passage_id);
    const light = (on) => {
      cited.forEach((card) => card.classList.toggle('lit', on));
      if (turn === this.turn) this.evidence.light(on ? ids : []);
    };
    const show = () => {
      if (turn !== this.turn) this.select(turn);
      light(true);
      cited[0].scrollIntoView({ block: 'nearest' });
    };
    return el('p', {}, el('button.sentence', { type: 'button', 'aria-describedby': cited.map((card) => card.id).join(' '),
      focus: show, click: show, blur: () => light(false), mouseenter: () => light(true), mouseleave: (event) => {
        if (event.target !== document.activeElement) light(false);
      } }, segment.text, el('span.marks', {}, segment.citations.map((number) => `[${number}]`).join(''))),
    segment.provenance !== 'verbatim_quote' && el('span.provenance', {}, word('provenance', segment.provenance)));
  }

  card(citation) {
    return el('li.passage', { id: freshId('passage'), value: citation.number },
      el('p.source', {}, el('b', {}, `[${citation.number}] `), outward(pageUrl(citation.document,
        citation.language, citation.passage_id), `${citation.title} · ${citation.heading || citation.section}`,
      { lang: citation.language }), ` ${citation.passage_id} · ${citation.version}`),
      el('blockquote', { lang: citation.language }, citation.quote),
      citation.prevailing && el('div', {}, el('p.quiet', {}, t('turn.prevailing')),
        el('blockquote', { lang: citation.prevailing.language }, citation.prevailing.quote)));
  }

  labels(turn) {
    const given = turn.labels.map((one) => one.label);
    if (!may('reviewer')) {
      return given.length > 0 && el('p.badges', {}, given.map((label) => badge(word('label', label), 'label')));
    }
    return el('div.labels', { role: 'group', 'aria-label': t('turn.labels') }, LABELS.map((label, index) => {
      const button = el('button.chip', { type: 'button', 'aria-pressed': String(given.includes(label)), click: () => {
        this.select(turn);
        this.label(label);
      } }, el('kbd', { 'aria-hidden': 'true' }, String(index + 1)), ` ${word('label', label)}`);
      button.dataset.label = label;
      return button;
    }));
  }

  notes() {
    const text = el('textarea', { rows: 3, maxlength: 5000, name: 'note' });
    return el('section.notes', {}, el('h2', {}, t('notes.title')),
      el('ul', {}, this.data.notes.map((note) => el('li', {}, el('p', {}, note.text),
        el('p.quiet', {}, note.agent, ' · ', moment(note.at))))),
      this.data.notes.length === 0 && el('p.quiet', {}, t('notes.none')),
      may('reviewer') && el('form', { submit: async (event) => {
        event.preventDefault();
        if (text.value.trim() === '') return;
        if (await attempt(() => addNote(this.data, text.value.trim()))) {
          say(t('notes.added'));
          await attempt(() => this.reload());
          this.node.querySelector('.notes textarea').focus();
        }
      } }, field(t('notes.label'), text, t('notes.hint')), el('button', { type: 'submit' }, t('notes.add'))));
  }

  select(turn) {
    this.turn = turn;
    for (const node of this.turns.querySelectorAll('.turn')) {
      const chosen = node.dataset.answer === turn.answer_id;
      node.classList.toggle('chosen', chosen);
      node.querySelector('.explain')?.setAttribute('aria-pressed', String(chosen));
    }
    this.evidence.show(this.data, turn);
  }

  // ------------------------------------------------------------ keys

  sentenceBeside(steps) {
    const all = [...this.turns.querySelectorAll('button.sentence')];
    const at = all.indexOf(document.activeElement);
    const to = at < 0 ? (steps > 0 ? 0 : all.length - 1) : at + steps;
    all[to]?.focus();
  }

  async copyLink() {
    const link = new URL(address('conversations', this.data.id, { answer: this.turn.answer_id }), location.href).href;
    if (await attempt(() => navigator.clipboard.writeText(link))) say(t('action.copied'));
  }

  keys() {
    const reading = [
      { key: 'j', text: t('key.next'), run: () => this.go(1) },
      { key: 'k', text: t('key.previous'), run: () => this.go(-1) },
      { key: 'Escape', text: t('conversation.back'), run: () => go(address('conversations', '', this.filter)) },
      { key: ']', text: t('key.nextSentence'), run: () => this.sentenceBeside(1) },
      { key: '[', text: t('key.previousSentence'), run: () => this.sentenceBeside(-1) },
      ...[['w', 'why'], ['p', 'passages'], ['t', 'trace'], ['h', 'history']].map(([key, tab]) =>
        ({ key, text: t(`tab.${tab}`), run: () => this.evidence.open(tab, true) })),
      { key: 'l', text: t('key.link'), run: () => this.copyLink() },
    ];
    if (!may('reviewer')) return reading;
    return [...reading,
      { key: 'r', text: t('key.reviewed'), run: () => this.reviewed() },
      { key: 'a', text: t('key.assign'), run: () => this.assign() },
      { key: 'n', text: t('key.note'), run: () => this.node.querySelector('.notes textarea').focus() },
      { key: 'c', text: t('key.correct'), run: () => this.correct() },
      { key: 'u', text: t('key.undo'), run: () => this.undo() },
      ...LABELS.map((label, index) => ({ key: String(index + 1), text: t('key.label', { label: word('label', label) }),
        run: () => this.label(label) })),
    ];
  }
}
