// What explains an answer, in four tabs.
import { address } from './address.js';
import { getPublic, pageUrl, passageToday } from './api.js';
import { scale } from './chart.js';
import { badge, el, facts, freshId, outward, svg, table } from './dom.js';
import { attempt } from './say.js';
import { may } from './session.js';
import { moment, number, seconds, t, word } from './text.js';

const TABS = ['why', 'passages', 'trace', 'history'];

export class Evidence {
  constructor(tab) {
    this.tab = TABS.includes(tab) ? tab : 'why';
    this.buttons = new Map(TABS.map((name) => [name, el('button', { type: 'button', role: 'tab', id: freshId('tab'),
      click: () => this.open(name, false), keydown: (event) => this.arrows(event, name) }, t(`tab.${name}`))]));
    this.panel = el('div.panel', { role: 'tabpanel', tabindex: 0, id: freshId('panel') });
    this.node = el('div.evidence', {}, el('div.tabs', { role: 'tablist', 'aria-label': t('tab.all') },
      [...this.buttons.values()]), this.panel);
    for (const button of this.buttons.values()) button.setAttribute('aria-controls', this.panel.id);
  }

  /** Shows what explains that answer. */
  show(data, turn) {
    this.data = data;
    this.turn = turn;
    this.open(this.tab, false);
  }

  open(name, focus) {
    this.tab = name;
    for (const [tab, button] of this.buttons) {
      button.setAttribute('aria-selected', String(tab === name));
      button.tabIndex = tab === name ? 0 : -1;
    }
    this.panel.setAttribute('aria-labelledby', this.buttons.get(name).id);
    this.panel.replaceChildren(...this[name]());
    if (focus) this.buttons.get(name).focus();
  }

  arrows(event, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.open(TABS[(TABS.indexOf(name) + step + TABS.length) % TABS.length], true);
  }

  /** Lights up the passages of those ids where they are listed. */
  light(ids) {
    for (const row of this.panel.querySelectorAll('[data-passage]')) {
      row.classList.toggle('lit', ids.includes(row.dataset.passage));
    }
  }

  // ------------------------------------------------------------ why

  why() {
    const { answer, trace } = this.turn;
    const concepts = Object.entries(trace.asked ?? {});
    return [
      el('p.sum', {}, this.sentence()),
      trace.support !== undefined && supportScale(trace),
      facts([[t('filter.intent'), word('intent', trace.intent ?? '')],
        [t('why.correction'), trace.correction_id && el('a', { href: address('corrections', trace.correction_id) }, trace.correction_id)],
        [t('why.uncovered'), trace.uncovered && word('concept', trace.uncovered)],
        [t('why.query'), trace.query], [t('why.earlier'), trace.earlier], [t('why.rewritten'), trace.rewritten],
        [t('why.relayFailure'), trace.relay_failure && word('relay_failure', trace.relay_failure)]]),
      concepts.length > 0 && el('div', {}, el('h3', {}, t('why.asked')), el('ul.bars', {}, concepts.map(([concept, chance]) =>
        el('li', {}, el('span', {}, word('concept', concept)), scale(chance), el('span', {}, number(chance, 2)))))),
      trace.verdicts && el('div', {}, el('h3', {}, t('why.verdicts')), table(t('why.verdicts'),
        [t('why.sentence'), t('why.verdict'), t('why.because')], trace.verdicts.map((verdict) => [
          el('span', { lang: answer.language }, verdict.text),
          badge(t(verdict.passed ? 'why.passed' : 'why.rejected'), verdict.passed ? 'good' : 'bad'),
          verdict.passed ? verdict.passages.join(', ') : [word('gate', verdict.gate.toLowerCase()), verdict.reason,
            verdict.replaced_by && t('why.replaced', { passage: verdict.replaced_by })].filter(Boolean).join(' · ')]))),
      answer.citations.length > 0 && this.standing(),
      may('reviewer') && el('p', {}, el('a.button', { href: address('corrections', 'new',
        { conversation: this.data.id, answer: this.turn.answer_id }) }, t('key.correct'))),
    ].filter(Boolean);
  }

  sentence() {
    const { answer, trace } = this.turn;
    const values = { outcome: word('outcome', answer.outcome), support: number(trace.support, 2),
      threshold: number(trace.threshold, 2), intent: word('intent', trace.intent ?? ''),
      reason: answer.abstain ? word('reason', answer.abstain.reason) : '' };
    if (trace.correction_id) return t('why.reviewed', { ...values, likeness: number(trace.likeness, 2) });
    if (trace.support === undefined) {
      return t(answer.abstain ? 'why.byIntentAbstained' : 'why.byIntent', values);
    }
    if (answer.abstain) return t(trace.support < trace.threshold ? 'why.below' : 'why.otherwise', values);
    return t(trace.support < trace.threshold ? 'why.belowButAnswered' : 'why.above', values);
  }

  /** Whether what was quoted still stands in today's documents; asked for when an agent wants to know. */
  standing() {
    const told = el('div', { role: 'status' });
    return el('div', {}, el('p', {}, el('button', { type: 'button', click: () => attempt(async () => {
      const receipt = await getPublic(`answers/${encodeURIComponent(this.turn.answer_id)}?verify=true`);
      const { stands, quotes } = receipt.verification;
      told.replaceChildren(badge(t(stands ? 'why.stands' : 'why.fallen'), stands ? 'good' : 'bad'),
        ' ', quotes.filter((quote) => !quote.stands).map((quote) => quote.passage_id).join(', '));
    }) }, t('why.verify'))), told);
  }

  // ------------------------------------------------------------ passages

  passages() {
    const { answer, trace } = this.turn;
    const ranked = trace.passages ?? [];
    if (ranked.length === 0) return [el('p.quiet', {}, t('passages.none'))];
    const cited = new Set(answer.citations.map((citation) => citation.passage_id));
    const closest = new Set((answer.abstain?.closest ?? []).map((citation) => citation.passage_id));
    return [supportScale(trace), el('p.quiet', {}, t('passages.hint')),
      el('ol.ranked', {}, ranked.map((passage) => this.ranked(passage, cited, closest)))];
  }

  ranked(passage, cited, closest) {
    const { passage_id: id, language } = passage;
    const text = el('p.text', { lang: language });
    passageToday(id, language).then((found) => {
      text.textContent = found ? found.text : t('passages.gone');
      if (!found) text.lang = document.documentElement.lang;
    });
    const node = el('li', {}, el('p.source', {},
      outward(pageUrl(id.split(':')[0], language, id), id), ` ${passage.version ?? ''} `,
      cited.has(id) ? badge(t('passages.cited'), 'good') : closest.has(id) ? badge(t('passages.closest')) : badge(t('passages.unused'))),
    el('p.bar', {}, scale(passage.score), el('span', {}, number(passage.score, 3))),
    text,
    el('details', {}, el('summary', {}, t('passages.signals')),
      facts(Object.entries(passage.signals ?? {}).map(([name, value]) => [word('signal', name), number(value, 3)]))));
    node.dataset.passage = id;
    return node;
  }

  // ------------------------------------------------------------ trace

  trace() {
    const { answer, trace } = this.turn;
    return [
      facts([[t('trace.answer'), this.turn.answer_id], [t('trace.conversation'), this.data.id],
        [t('filter.mode'), word('mode', answer.mode)], [t('trace.model'), trace.model ?? answer.model],
        [t('filter.corpus_version'), this.turn.corpus_version], [t('filter.prompt_version'), trace.prompt_version],
        [t('trace.promptPassages'), trace.prompt_passages],
        [t('trace.retrieved'), trace.retrieved_micros === undefined ? null : seconds(trace.retrieved_micros)],
        [t('trace.first'), trace.first_segment_micros === undefined ? null : seconds(trace.first_segment_micros)],
        [t('trace.whole'), seconds(trace.took_micros)],
        [t('trace.tokens'), trace.input_tokens === undefined ? null
          : t('trace.inOut', { input: number(trace.input_tokens), output: number(trace.output_tokens) })],
        [t('trace.cost'), trace.cost]]),
      timeline(trace),
      trace.calls && table(t('trace.calls'), [t('trace.purpose'), t('trace.model'), t('trace.result'), t('trace.tokens'),
        t('trace.took')], trace.calls.map((call) => [word('purpose', call.purpose.toLowerCase()), call.model,
        `${call.result} ${call.status || ''}`, t('trace.inOut', { input: number(call.input_tokens), output: number(call.output_tokens) }),
        seconds(call.took_micros)])),
    ].filter(Boolean);
  }

  // ------------------------------------------------------------ history

  history() {
    const { history } = this.data;
    if (history.length === 0) return [el('p.quiet', {}, t('history.none'))];
    return [el('ol.log', {}, history.map((entry) => el('li', {}, el('p', {}, el('b', {}, entry.agent), ' ',
      word('action', entry.action)), el('p.quiet', {}, moment(entry.at), entry.detail ? ` · ${detail(entry.detail)}` : ''))))];
  }
}

/** What a log's entry tells besides: words of the server's, each by itself. */
function detail(text) {
  return text.split(' ').map((one) => {
    const known = [word('label', one), word('status', one)].find((shown) => shown !== one.replaceAll('_', ' '));
    return known ?? one;
  }).join(' · ');
}

/** How sure the bot was, beside how sure it must be. */
function supportScale(trace) {
  const enough = trace.support >= trace.threshold;
  return el('figure.support', {}, scale(trace.support, trace.threshold, enough ? 'good' : 'bad'),
    el('figcaption', {}, t('why.support', { support: number(trace.support, 2), threshold: number(trace.threshold, 2) })));
}

/** When what was done, from the question to the whole answer. */
function timeline(trace) {
  const whole = Math.max(trace.took_micros ?? 0, 1);
  const marks = [['trace.retrieved', trace.retrieved_micros], ['trace.first', trace.first_segment_micros],
    ['trace.whole', trace.took_micros]].filter(([, at]) => at !== undefined);
  return el('ul.bars', {}, marks.map(([key, at]) => el('li', {}, el('span', {}, t(key)),
    svg('svg.scale', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect.track', { width: 100, height: 8 }), svg('rect.fill', { width: (100 * at) / whole, height: 8 })),
    el('span', {}, seconds(at)))));
}
