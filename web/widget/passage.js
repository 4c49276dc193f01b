// @ts-check
// A passage as it is seen, with its quote, and how it comes into the drawer.

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

/** Passages behind citations, each of which is asked for once. */
class Passages {
  /** @type {Map<string, Promise<string>>} */
  #asked = new Map();

  /** @param {Drawer} drawer @param {() => { say: Strings, language: Language, server: URL }} setting as it is then */
  constructor(drawer, setting) {
    this.drawer = drawer;
    this.setting = setting;
  }

  /** @param {Citation} citation @param {HTMLElement} opener @param {number} number 0 for a passage that is only close */
  async show(citation, opener, number) {
    const { say, language, server } = this.setting();
    const view = new PassageView(citation, say, language);
    const title = number ? fill(say.source, { n: number }) : say.quoted;
    this.drawer.show(title, say.back, view.node, opener, (other) => this.show(citation, other, number)).focus();
    const key = `${citation.passage_id} ${citation.language}`;
    try {
      const passage = this.#asked.get(key) ?? loadPassage(server, citation);
      this.#asked.set(key, passage);
      view.showPassage(await passage);
    } catch {
      this.#asked.delete(key);
      view.showFailure();
    }
  }
}
