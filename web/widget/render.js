// @ts-check
// Building what is seen.

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | boolean>} [attributes] @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== '') node.setAttribute(name, value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/**
 * @param {Record<string, string | boolean>} attributes @param {() => void} act @param {...Child} children
 */
function button(attributes, act, ...children) {
  const node = element('button', { type: 'button', ...attributes }, ...children);
  node.addEventListener('click', act);
  return node;
}

/** What is good to know, in small print. @param {Child} text @param {Record<string, string | boolean>} [attributes] */
function note(text, attributes = {}) {
  return element('p', { class: 'small', ...attributes }, text);
}

const ICONS = {
  chat: 'M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5ZM9 10h7M9 14h4',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M19 12H5M11 6l-6 6 6 6',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M8 8h8v8H8z',
  down: 'M12 5v14M6 13l6 6 6-6',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
};

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/** A link that leaves the page, and says so. @param {string} href @param {string} text @param {Strings} say @param {string} [kind] */
function outwardLink(href, text, say, kind = '') {
  return element(
    'a',
    { href, class: kind, target: '_blank', rel: 'noopener' },
    text,
    element('span', { class: 'unseen' }, ` ${say.newTab}`),
  );
}

/**
 * What a turn needs from its surroundings.
 * @typedef {{ say: Strings, language: Language, showCitation: (citation: Citation, opener: HTMLElement) => void, retry: (turn: Turn) => void,
 *   rate: (turn: Turn, feedback: Feedback) => Promise<boolean>, speak: (text: string) => void,
 *   showForm: (turn: Turn, opener: HTMLElement) => void }} Surroundings
 */

/** A turn on the page. Sentences are only ever appended, so that reading and focus stay where they are. */
class TurnView {
  /** @type {{ text: HTMLElement, chips: Set<number> }[]} */
  #sentences = [];
  #body = element('div', { class: 'body' });
  #progress = element('p', { class: 'progress', 'aria-hidden': 'true', hidden: true });
  #rest = element('div', { class: 'rest' });
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #countdown;

  /** @param {Turn} turn @param {Surroundings} surroundings */
  constructor(turn, surroundings) {
    const { say } = surroundings;
    this.turn = turn;
    this.surroundings = surroundings;
    this.node = element(
      'li',
      { class: 'turn' },
      element('h3', { class: 'unseen' }, say.youAsked),
      element('p', { class: 'question', lang: turn.askedIn ?? '' }, turn.question),
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

  /** Where the turn's text ends, for knowing whether some of it is out of view. */
  get contentEnd() {
    return this.node.lastElementChild?.getBoundingClientRect().bottom ?? 0;
  }

  /** @param {boolean} fresh it happened just now: an error is then spoken, and one redrawn is not */
  update(fresh) {
    const { turn } = this;
    // While it streams only what is new is looked at: the whole of a long answer for each of its sentences would be felt.
    const from = turn.status === 'asking' ? this.#sentences.length : 0;
    turn.segments.slice(from).forEach((segment, index) => this.#showSegment(segment, from + index));
    this.#showProgress();
    if (turn.status !== 'asking') this.#showRest(fresh);
  }

  release() {
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
    if (!quoted && last instanceof HTMLParagraphElement) {
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

  /** @param {boolean} fresh */
  #showRest(fresh) {
    const { turn } = this;
    const { say } = this.surroundings;
    const { answer } = turn;
    const closest = answer?.abstain?.closest ?? [];
    const handoff = answer?.handoff && handoffCard(answer.handoff, answer, turn, this.surroundings);
    clearInterval(this.#countdown);
    /** @type {Child[]} */
    const parts = [
      answer?.abstain && !turn.segments.length && element('p', {}, say.abstainBody),
      turn.status === 'stopped' && note(say.stopped),
      turn.failure && this.#failureCard(turn.failure, fresh),
      turn.status === 'stopped' && button({ class: 'button' }, () => this.surroundings.retry(turn), say.retry),
      closest.length > 0 && this.#rows(say.closest, closest, false),
      answer?.outcome !== 'answered' && handoff,
      turn.citations.length > 0 && this.#rows(fill(say.sources, { n: turn.citations.length }), turn.citations, true),
      answer?.outcome === 'answered' && handoff,
      notes(turn, say),
      turn.status === 'answered' && turn.citations.length > 0 && this.#copyButton(),
      answer?.id && answer.outcome !== 'smalltalk' && new FeedbackView(turn, this.surroundings).node,
    ];
    this.#rest.replaceChildren(...parts.filter((part) => part instanceof Node));
  }

  /** @param {string} heading @param {Citation[]} citations @param {boolean} numbered */
  #rows(heading, citations, numbered) {
    const { say, language, showCitation } = this.surroundings;
    const rows = citations.map((citation) => {
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
      return element('li', {}, row);
    });
    return element('div', {}, element('h4', {}, heading), element('ol', { class: 'rows' }, ...rows));
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

/** How the answer came about and what its texts are worth. What the answer says of itself is not said again. @param {Turn} turn @param {Strings} say */
function notes(turn, say) {
  const { answer } = turn;
  if (!answer) return null;
  const provenance = new Set(turn.segments.map((segment) => segment.provenance));
  const making = provenance.has('ai_generated') ? say.written : provenance.has('verbatim_quote') ? say.quotes : '';
  const lines = [
    provenance.has('reviewed_answer') && say.reviewed,
    making,
    ...answer.notices
      .filter((notice) => notice !== 'ai_generated' || (!making && answer.outcome !== 'smalltalk'))
      .map((notice) => optionalText(say, `notice_${notice}`)),
  ];
  const shown = lines.filter(Boolean).map((line) => note(line));
  return shown.length ? element('div', { class: 'notes' }, ...shown) : null;
}

/** What leads to the address; an answer that is itself about reaching a person has said it already. @param {Answer} answer @param {Strings} say */
function handoffLead(answer, say) {
  if (answer.outcome !== 'answered') return '';
  return answer.handoff?.kind === 'rights_request' ? say.rightsBody : say.handoffBody;
}

/** Whether a text is among the answer's own, whatever its punctuation. @param {Answer} answer @param {string} text */
function isSaid(answer, text) {
  /** @param {string} words */
  const bare = (words) => words.replace(/[^\p{L}\p{N}]/gu, '');
  return answer.segments.some((segment) => bare(segment.text).includes(bare(text)));
}

/** What opens a form of that kind, and stands over it. @param {Kind} kind @param {Strings} say */
function formTitle(kind, say) {
  return kind === 'handoff' ? say.contact : say.askRights;
}

/** When somebody is there. @param {Handoff} handoff @param {Strings} say @param {Language} language */
function availability(handoff, say, language) {
  const when = momentText(handoff.next_open, language);
  if (handoff.open_now) return say.openNow;
  return when ? fill(say.nextOpen, { when }) : handoff.open_now === false && say.closedNow;
}

/**
 * Who takes over, and how: the form, and the address in clear, so that it can also be copied.
 * @param {Handoff} handoff @param {Answer} answer @param {Turn} turn @param {Surroundings} surroundings
 */
function handoffCard(handoff, answer, turn, { say, language, showForm }) {
  const forRight = handoff.kind === 'rights_request';
  const right = optionalText(say, `right_${handoff.right}`);
  const subject = fill(forRight ? say.rightsSubject : say.mailSubject, { right: right || handoff.right, id: answer.id });
  const plain = /^[^\s@<>"?&,;]+@[^\s@<>"?&,;]+$/.test(handoff.email);
  const href = `mailto:${encodeURIComponent(handoff.email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}`;
  const lead = handoffLead(answer, say);
  const presence = availability(handoff, say, language);
  const opener = button({ class: 'button primary' }, () => showForm(turn, opener), forRight ? say.makeRequest : say.writeMessage);
  return element(
    'div',
    { class: 'card' },
    element('h4', {}, forRight && right ? fill(say.rightsHandoff, { right }) : say.handoffTitle),
    lead && element('p', {}, lead),
    opener,
    element('p', {}, `${say.orMail} `, plain ? element('a', { href, class: 'mail' }, handoff.email) : handoff.email),
    handoff.hours && !isSaid(answer, handoff.hours) && note(fill(say.hours, { hours: handoff.hours })),
    presence && note(presence),
    forRight && note(say.noIdDocs),
  );
}

/** A moment in the visitor's language and time zone. @param {string} instant ISO 8601 @param {Language} language */
function momentText(instant, language) {
  const date = new Date(instant);
  if (!instant || Number.isNaN(date.getTime())) return '';
  const options = /** @type {const} */ ({
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const zone = new Intl.DateTimeFormat(language, { timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName');
  return `${new Intl.DateTimeFormat(language, options).format(date)} (${zone?.value ?? ''})`;
}

/** The drawer's inside: the quote within its whole passage, and the text that prevails over it. */
class PassageView {
  #quote = element('blockquote');
  #state = note('', { role: 'status' });

  /** @param {Citation} citation @param {Strings} say @param {Language} language */
  constructor(citation, say, language) {
    this.citation = citation;
    this.say = say;
    this.#quote.lang = citation.language;
    this.#showParts(['', citation.quote, '']);
    this.#state.textContent = say.loadingPassage;
    const { prevailing } = citation;
    const official = prevailing?.status === 'official';
    const detail = [citation.version && fill(say.version, { version: citation.version }), languageName(citation.language, language)];
    const address = addressOfQuote(citation);
    /** @type {Child[]} */
    const parts = [
      element('p', { class: 'crumb', lang: citation.language }, crumb(citation)),
      note(detail.filter(Boolean).join(' · ')),
      this.#quote,
      this.#state,
      prevailing && element('h3', {}, fill(official ? say.prevailing : say.unofficial, { language: languageName(prevailing.language, language) })),
      prevailing && element('blockquote', { lang: prevailing.language }, prevailing.quote),
      prevailing &&
        element(
          'p',
          { class: 'small' },
          [official && say.prevails, optionalText(say, `status_${prevailing.status.replaceAll('-', '_')}`)].filter(Boolean).join(' · '),
        ),
      address && element('p', {}, outwardLink(address, say.openPolicy, say)),
    ];
    this.node = element('div', { class: 'passage', tabindex: '0', role: 'region', 'aria-label': say.quoted });
    this.node.append(...parts.filter((part) => part instanceof Node));
  }

  /** @param {string} passage */
  showPassage(passage) {
    const parts = cutAtQuote(passage, this.citation);
    this.#state.textContent = parts ? '' : this.say.passageChanged;
    this.#state.hidden = parts !== null;
    if (parts) this.#showParts(parts);
  }

  showFailure() {
    this.#state.textContent = this.say.passageFailed;
  }

  /** @param {[string, string, string]} parts */
  #showParts([before, quote, after]) {
    this.#quote.replaceChildren(before, element('mark', {}, quote), after);
  }
}

/**
 * Everything of the panel that stays, made once in one language.
 * @param {string} mode @param {Strings} say @param {Language} language @param {URL} server @param {HTMLElement} composer @param {Announcer} announcer
 */
function buildFrame(mode, say, language, server, composer, announcer) {
  const inline = mode !== 'launcher';
  const title = element(
    'h2',
    { class: 'title', id: 'title', tabindex: '-1' },
    element('span', {}, say.title),
    element('span', { class: 'badge' }, say.aiBadge),
  );
  const languages = element('select', { class: 'language', 'aria-label': say.language });
  for (const [tag, name] of Object.entries(LANGUAGE_NAMES)) {
    languages.append(element('option', { value: tag, lang: tag, selected: tag === language }, name));
  }
  const menu = element('button', { type: 'button', class: 'icon menu', 'aria-label': say.menu, 'aria-haspopup': 'dialog', hidden: true }, icon('menu'));
  const close = element('button', { type: 'button', class: 'icon', 'aria-label': say.close, hidden: inline }, icon('close'));

  const starterButtons = [say.starter1, say.starter2, say.starter3, say.starter4].map((text) =>
    element('button', { type: 'button', class: 'starter' }, text),
  );
  const starters = element(
    'div',
    { class: 'starters' },
    element('h3', { class: 'small' }, say.starters),
    element('ul', {}, ...starterButtons.map((starter) => element('li', {}, starter))),
  );
  const disclosure = element(
    'div',
    { class: 'disclosure' },
    element('p', {}, fill(say.disclosure, { company: COMPANY })),
    element('p', {}, say.dataHint),
  );
  const notice = element('p', { class: 'notice', hidden: true });
  const turns = element('ol', { class: 'turns' });
  const transcript = element(
    'div',
    { class: 'transcript', role: 'region', 'aria-label': inline ? `${say.title}: ${say.conversation}` : say.conversation, tabindex: '0' },
    notice,
    disclosure,
    starters,
    turns,
  );
  const more = element('button', { type: 'button', class: 'icon more', hidden: true, 'aria-label': say.more }, icon('down'));

  /** @param {string} name */
  const documentPage = (name) => new URL(`documents/${name}?lang=${language}`, server).href;
  const formButtons = KINDS.map((kind) =>
    element('button', { type: 'button' }, formTitle(kind, say)),
  );
  const foot = element(
    'div',
    { class: 'foot' },
    ...formButtons,
    outwardLink(documentPage('privacy-policy'), say.privacy, say),
  );

  const pending = element('div', { class: 'pending', hidden: true });
  const main = element(
    'div',
    { class: 'main' },
    element('div', { class: 'head' }, title, languages, menu, close),
    element('div', { class: 'stage' }, transcript, more),
    announcer.status,
    pending,
    composer,
    foot,
  );
  const attributes = { class: mode === 'inline' ? 'frame' : 'frame whole', id: 'panel', lang: language, 'aria-labelledby': 'title' };
  const frame = inline ? element('section', attributes, main, announcer.log) : element('dialog', attributes, main, announcer.log);
  return {
    frame,
    main,
    title,
    languages,
    menu,
    close,
    notice,
    starters,
    starterButtons,
    transcript,
    turns,
    more,
    formButtons,
    pending,
  };
}
