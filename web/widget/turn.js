// @ts-check
// A turn as it is seen: question, sentences, sources, notes.

/**
 * What a turn needs from its surroundings.
 * @typedef {{ say: Strings, language: Language, showCitation: (citation: Citation, opener: HTMLElement) => void, retry: (turn: Turn) => void,
 *   rate: (turn: Turn, feedback: Feedback) => Promise<boolean>, speak: (text: string) => void,
 *   showForm: (turn: Turn, opener: HTMLElement) => void, grown: () => void }} Surroundings
 */

/** In sentences. A paragraph is laid out anew with each sentence that comes to it. */
const LONGEST_PARAGRAPH = 16;

/** A turn on the page. Sentences are only ever appended, so that reading and focus stay where they are. */
class TurnView {
  /** @type {{ text: HTMLElement, chips: Set<number> }[]} */
  #sentences = [];
  #body = element('div', { class: 'body' });
  #progress = element('p', { class: 'progress', 'aria-hidden': 'true', hidden: true });
  #rest = element('div', { class: 'rest' });
  #question;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdown;
  /** How often showing what stands below the answer was begun or ended: the last time counts. */
  #times = 0;

  /** @param {Turn} turn @param {Surroundings} surroundings */
  constructor(turn, surroundings) {
    const { say } = surroundings;
    this.turn = turn;
    this.surroundings = surroundings;
    this.#question = element('p', { class: 'question' }, turn.question);
    this.node = element(
      'li',
      { class: 'turn' },
      element('h3', { class: 'unseen' }, say.youAsked),
      this.#question,
      element(
        'div',
        { class: 'reply' },
        element('h3', { class: 'unseen' }, say.answered),
        this.#body,
        this.#progress,
        this.#rest,
      ),
    );
  }

  /** @param {boolean} fresh it happened just now: an error is then spoken, and one redrawn is not */
  update(fresh) {
    const { turn } = this;
    // Until the server has told it, it may be any.
    if (turn.askedIn || turn.id) this.#question.lang = turn.askedIn ?? turn.language;
    // While it streams only what is new is looked at: the whole of a long answer for each of its sentences would be felt.
    const from = turn.status === 'asking' ? this.#sentences.length : 0;
    turn.segments.slice(from).forEach((segment, index) => this.#showSegment(segment, from + index));
    this.#showProgress();
    if (turn.status !== 'asking') this.#showRest(fresh);
  }

  release() {
    this.#times += 1;
    clearInterval(this.#countdown);
  }

  #showProgress() {
    const { say } = this.surroundings;
    const text = stageText(this.turn, say);
    if (this.#progress.textContent !== text) this.#progress.textContent = text;
    this.#progress.hidden = this.turn.status !== 'asking';
  }

  /** @param {Segment} segment @param {number} index */
  #showSegment(segment, index) {
    this.#sentences[index] ??= { text: this.#appendSentence(segment), chips: new Set() };
    const { text, chips } = this.#sentences[index];
    for (const number of segment.citations) {
      const citation = this.turn.citations.find((known) => known.number === number);
      if (!citation || chips.has(number)) continue;
      chips.add(number);
      text.append(this.#chip(citation));
    }
  }

  /** Quotes stand alone in the language they are in; written sentences run on. @param {Segment} segment */
  #appendSentence(segment) {
    const quoted = segment.provenance === 'verbatim_quote';
    const source = this.turn.citations.find((citation) => citation.number === segment.citations[0]);
    const lang = (quoted && source?.language) || this.turn.language;
    const marks = { lang, 'data-provenance': segment.provenance, 'data-ai-generated': segment.provenance === 'ai_generated' };
    const sentence = element('span', marks, segment.text);
    const last = this.#body.lastElementChild;
    if (!quoted && last instanceof HTMLParagraphElement && last.childElementCount < LONGEST_PARAGRAPH) {
      last.append(lang.startsWith('zh') ? '' : ' ', sentence);
    } else {
      this.#body.append(quoted ? element('blockquote', { class: 'verbatim', lang }, sentence) : element('p', { lang }, sentence));
    }
    return sentence;
  }

  /** @param {Citation} citation */
  #chip(citation) {
    const { say } = this.surroundings;
    const label = fill(say.citation, { n: citation.number, where: whereabouts(citation, say) });
    const chip = button(
      { class: 'chip', 'aria-label': label, lang: this.surroundings.language },
      () => this.surroundings.showCitation(citation, chip),
      `[${citation.number}]`,
    );
    return chip;
  }

  /** In parts that are shown one after the other: each is laid out in a task of its own. @param {boolean} fresh */
  async #showRest(fresh) {
    const { turn } = this;
    const { say } = this.surroundings;
    const { answer } = turn;
    const closest = answer?.abstain?.closest ?? [];
    const handoff = answer?.handoff && handoffCard(answer.handoff, answer, turn, this.surroundings);
    clearInterval(this.#countdown);
    this.#times += 1;
    const time = this.#times;
    /** @type {(() => Child[])[]} */
    const parts = [
      () => [
        answer?.abstain && !turn.segments.length && element('p', {}, say.abstainBody),
        turn.status === 'stopped' && note(say.stopped),
        turn.failure && this.#failureCard(turn.failure, fresh),
        turn.status === 'stopped' && button({ class: 'button' }, () => this.surroundings.retry(turn), say.retry),
        closest.length > 0 && this.#rows(say.closest, closest, false),
      ],
      () => [answer?.outcome !== 'answered' && handoff],
      () => [turn.citations.length > 0 && this.#rows(fill(say.sources, { n: turn.citations.length }), turn.citations, true)],
      () => [answer?.outcome === 'answered' && handoff],
      () => [
        notes(turn, say),
        turn.status === 'answered' && turn.citations.length > 0 && this.#copyButton(),
        answer?.id && answer.outcome !== 'smalltalk' && new FeedbackView(turn, this.surroundings).node,
      ],
    ];
    this.#rest.replaceChildren();
    delete this.node.dataset.whole;
    for (const part of parts) {
      const nodes = part().filter((child) => child instanceof Node);
      if (!nodes.length) continue;
      // What stands in an answer's place is not waited for.
      if (part !== parts[0]) await shown();
      if (this.#times !== time) return;
      this.#rest.append(...nodes);
      this.surroundings.grown();
    }
    this.node.dataset.whole = '';
  }

  /** @param {string} heading @param {Citation[]} citations @param {boolean} numbered */
  #rows(heading, citations, numbered) {
    const { say, language, showCitation } = this.surroundings;
    const rows = element('ol', { class: 'rows' });
    inParts(citations, (citation) => {
      const detail = [citation.version && fill(say.version, { version: citation.version }), languageName(citation.language, language)];
      const lead = numbered && element('span', { class: 'number' }, `[${citation.number}]`);
      const second = numbered ? detail.filter(Boolean).join(' · ') : citation.quote;
      const small = element('span', { class: 'small', lang: numbered ? '' : citation.language }, second);
      const row = button(
        { class: 'row' },
        () => showCitation(citation, row),
        lead,
        element('span', { class: 'where' }, element('span', { lang: citation.language }, crumb(citation)), small),
      );
      rows.append(element('li', {}, row));
    });
    return element('div', {}, element('h4', {}, heading), rows);
  }

  /** @param {Failure} failure @param {boolean} fresh */
  #failureCard(failure, fresh) {
    const { say } = this.surroundings;
    const { turn } = this;
    const secondsLeft = () => Math.max(0, Math.ceil((failure.retryAt - Date.now()) / 1000));
    const sentence = fill(optionalText(say, `failure_${failure.kind}`) || say.failure_server, { s: Math.max(1, secondsLeft()) });
    const again = button(
      { class: 'button' },
      () => again.getAttribute('aria-disabled') !== 'true' && this.surroundings.retry(turn),
      say.retry,
    );
    // The countdown is on the button, outside the alert: it is there to look at, not to be read out every second.
    const tick = () => {
      const left = secondsLeft();
      again.setAttribute('aria-disabled', String(left > 0));
      again.textContent = left > 0 ? fill(say.retryIn, { s: left }) : say.retry;
      if (left === 0) clearInterval(this.#countdown);
    };
    if (failure.retryAt) {
      tick();
      this.#countdown = setInterval(tick, 1000);
    }
    return element(
      'div',
      { class: 'card failure' },
      element('p', { role: fresh ? 'alert' : '' }, sentence),
      turn.segments.length > 0 && note(say.keptSegments),
      failure.requestId && note(fill(say.requestId, { id: failure.requestId })),
      again,
    );
  }

  #copyButton() {
    const { say } = this.surroundings;
    const label = element('span', {}, say.copy);
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(textWithSources(this.turn, say));
        label.textContent = say.copied;
      } catch {
        label.textContent = say.copyFailed;
      }
      this.surroundings.speak(label.textContent ?? '');
      setTimeout(() => (label.textContent = say.copy), 2500);
    };
    return button({ class: 'button' }, copy, icon('copy'), label);
  }
}
