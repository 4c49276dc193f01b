// @ts-check
// The custom element.

const phone = matchMedia('(max-width: 640px)');
const touch = matchMedia('(pointer: coarse)');
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE + FORM_STYLE);

/** Under these keys conversations are kept: each assistant of a page has its own. @type {Map<string, Element>} */
const keysInUse = new Map();

/** @typedef {ReturnType<typeof buildFrame> & { composer: Composer }} Panel */

class RelayMeChat extends HTMLElement {
  static observedAttributes = ['lang', 'mode', 'accent'];

  #root = this.attachShadow({ mode: 'open' });
  // The accent colour, and what the on-screen keyboard leaves of a phone's screen: a style sheet, since inline styles may be forbidden.
  #own = new CSSStyleSheet();
  #rule = '';
  #size = '';
  #key = '';
  /** The language of the page around it. @type {Language} */
  #around = 'en';
  /** @type {Panel | null} */
  #parts = null;
  /** @type {HTMLButtonElement | null} */
  #launcher = null;
  /** @type {Conversation | null} */
  #conversation = null;
  /** @type {Transcript | null} */
  #transcript = null;
  #drawer = new Drawer(() => this.#partsNow, () => this.#desk?.release());
  /** @type {Desk | null} */
  #desk = null;
  /** @type {AbortController | null} Ends every listener outside the shadow tree. */
  #listening = null;
  #announcer = new Announcer();
  #passages = new Passages(this.#drawer, () => ({ say: this.#say, language: this.#language, server: this.#server }));

  connectedCallback() {
    // A move within the page disconnects and connects again; what stands, stays.
    if (this.#listening) return;
    // The page's own server must not get a visitor's questions by mistake.
    if (!ownAddress && !this.hasAttribute('server')) return console.error('relayme-chat: where is the bot? Give the element a "server" attribute.');
    this.#listening = new AbortController();
    this.#listen(this.#listening.signal);
    this.#root.adoptedStyleSheets = [sheet, this.#own];
    if (!this.hasAttribute('mode')) this.setAttribute('mode', 'inline');
    this.#around = languageFor(this);
    this.#takeKey();
    // The page first: it is laid out before this is, and not with it.
    if (this.#launcher || this.#parts) {
      this.#draw();
      this.#conversation?.goOn(this.#server);
    } else shown().then(() => this.#listening && !this.#launcher && !this.#parts && this.#drawFirst());
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#listening?.abort();
      this.#listening = null;
      if (keysInUse.get(this.#key) === this) keysInUse.delete(this.#key);
      this.#conversation?.leave();
      this.#desk?.release();
      this.#transcript?.release();
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (before === now || (!this.#parts && !this.#launcher)) return;
    if (name === 'lang') this.#followPage();
    else if (name === 'accent') this.#dress();
    else this.#draw(false);
  }

  /** In another language than before the page speaks for itself, whatever was chosen over the one it had. */
  #followPage() {
    const before = this.#around;
    this.#around = languageFor(this);
    if (this.#around === before) return;
    if (this.#conversation) this.#conversation.chosenLanguage = null;
    if (this.#parts || this.#launcher) this.#draw(false);
  }

  /** Opens the panel. An inline one is always open. */
  open() {
    if (!this.#parts) this.#drawFirst(true);
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    const conversation = this.#conversationNow();
    if (!conversation.turns.length) {
      conversation.restore(this.#server, this.#around);
      if (conversation.turns.length) this.#draw();
    }
    this.#show();
    const form = this.#drawer.isOpen ? null : this.#deskNow().resume();
    if (form) form.focus();
    else this.#focusStart();
    this.#emit('open', {});
  }

  close() {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    const within = this.#root.activeElement;
    const focused = document.activeElement;
    this.#drawer.close();
    dialog.close();
    if (within || focused === document.body) this.#launcher?.focus();
    else if (focused instanceof HTMLElement) focused.focus();
  }

  toggle() {
    if (this.#dialog?.open) this.close();
    else this.open();
  }

  /** Deletes the conversation here and on the server. @returns {Promise<boolean>} whether it is gone */
  async delete() {
    const conversation = this.#conversationNow();
    conversation.restore(this.#server, this.#around);
    try {
      await conversation.erase(this.#server);
    } catch {
      return false;
    }
    this.#deskNow().clear();
    const within = this.#root.activeElement !== null;
    this.#drawer.close();
    this.#draw();
    if (within) this.#focusStart();
    const { notice } = this.#partsNow;
    notice.hidden = false;
    notice.textContent = this.#say.deleted;
    this.#announcer.speak(notice.textContent);
    this.#emit('deleted', {});
    return true;
  }

  /**
   * Opens the panel with a question. It is sent only on a visitor's own act (a click on the page's button):
   * a page alone must not start a conversation, so then it waits in the composer, unless something was typed there.
   * @param {string} question
   */
  ask(question) {
    this.open();
    if (navigator.userActivation?.isActive && this.#send(String(question))) return;
    const { composer } = this.#partsNow;
    composer.value ||= String(question);
    composer.textarea.focus();
  }

  // What the element is set to.

  get #inline() {
    return this.getAttribute('mode') !== 'launcher';
  }

  get #language() {
    return this.#conversation?.chosenLanguage ?? this.#around;
  }

  get #say() {
    return stringsOf(this.#language);
  }

  get #server() {
    const set = this.getAttribute('server');
    // Relative to where the script lies, so that a bot under a path works too.
    return set ? new URL(set.endsWith('/') ? set : `${set}/`, document.baseURI) : new URL('.', ownAddress);
  }

  get #dialog() {
    if (!this.#parts) return null;
    // Set at creation: a frame is a dialog in launcher mode alone.
    return this.#parts.frame instanceof HTMLDialogElement ? this.#parts.frame : null;
  }

  /** The same after a reload, since a page's elements connect in their order. */
  #takeKey() {
    const kind = `${this.getAttribute('persist') === 'none' ? UNKEPT : ''}relayme-chat ${this.getAttribute('mode')} ${this.#server.href}`;
    this.#key ||= kind;
    // One that a page has just replaced by another is told of it later than that other of itself.
    for (let n = 2; keysInUse.get(this.#key)?.isConnected; n += 1) this.#key = `${kind} ${n}`;
    keysInUse.set(this.#key, this);
  }

  #conversationNow() {
    this.#conversation ??= new Conversation(this.#key, (turn) => this.#onTurn(turn));
    return this.#conversation;
  }

  #deskNow() {
    this.#desk ??= new Desk(
      this.#key,
      this.#drawer,
      () => ({
        say: this.#say,
        language: this.#language,
        server: this.#server,
        credentials: this.#conversation?.credentials ?? null,
        pending: this.#partsNow.pending,
        fallback: this.#partsNow.composer.textarea,
      }),
      (text) => this.#announcer.speak(text),
      (kind, status) => this.#emit('handoff', { kind, status }),
    );
    return this.#desk;
  }

  // Drawing.

  /** Of an assistant behind a button the button alone, unless its panel is wanted. @param {boolean} [panel] */
  #drawFirst(panel = this.#inline) {
    if (!this.#listening) throw new Error('relayme-chat is not connected');
    if (this.#inline) this.#conversationNow().restore(this.#server, this.#around);
    else if (!this.#launcher) this.#drawLauncher();
    if (panel) this.#drawPanel();
    if (this.#inline) this.#deskNow().resume();
  }

  /** Draws what there is in the present language and mode. Rare: at a change of language or mode, on restoring. @param {boolean} [typing] somebody is about to type */
  #draw(typing = true) {
    const within = this.#root.activeElement;
    const outside = document.activeElement;
    const before = this.#launcher;
    if (!this.#inline) this.#drawLauncher();
    else this.#launcher = null;
    if (before !== this.#launcher) before?.remove();
    const covered = (this.#parts || this.#inline) && this.#drawPanel(typing);
    // Showing a dialog takes the focus: it goes where the change was made, the menu, or back to the page.
    if (within && within === before) this.#launcher?.focus();
    else if (within && !covered) this.#parts?.languages.focus();
    else if (!within && document.activeElement !== outside && outside instanceof HTMLElement) outside.focus();
  }

  #drawLauncher() {
    // Whoever comes near is about to open it: then the panel is there already.
    const launcher = buildLauncher(this.#say, this.#language, () => this.toggle(), () => this.#parts || this.#drawPanel());
    this.#launcher = launcher;
    this.#root.prepend(launcher);
    this.#dress();
  }

  /** @param {boolean} [typing] somebody is about to type @returns {boolean} whether something lies over it */
  #drawPanel(typing = true) {
    const language = this.#language;
    const say = this.#say;
    const before = this.#parts;
    const wasOpen = this.#dialog?.open ?? false;
    const reopen = this.#drawer.abandon();
    this.#desk?.release();
    this.#transcript?.release();

    const composer = new Composer({
      say,
      send: (question) => this.#send(question),
      stop: () => this.#conversation?.stop(),
      scroll: (share) => this.#transcript?.scroll(share),
    });
    if (before?.composer.value) composer.value = before.composer.value;
    const frame = buildFrame(this.getAttribute('mode') ?? '', say, language, this.#server, composer.node, this.#announcer);
    const parts = { ...frame, composer };
    this.#parts = parts;
    this.#wire(parts);
    const turns = () => this.#conversation?.turns ?? [];
    const transcript = new Transcript(parts, this.getAttribute('mode') === 'inline', (turn) => this.#surroundings(turn));
    this.#transcript = transcript;
    parts.starters.hidden = turns().length > 0;
    parts.menu.hidden = !turns().length;
    parts.notice.hidden = !this.#conversation?.cut;
    parts.notice.textContent = say.latest;
    // In parts, where another one stood: the panel, what it says of itself, the turns.
    if (before) this.#unfold([parts.transcript, parts.foot, ...(typing ? [] : [composer.node])], () => transcript.restore(turns));
    else transcript.restore(turns);
    composer.showBusy(this.#conversation?.busy ?? false);
    this.#desk?.showPending();
    this.#dress();
    before?.frame.remove();
    this.#root.append(parts.frame);
    if (wasOpen) this.#show();
    reopen?.(composer.textarea);
    return reopen !== undefined;
  }

  /** @param {HTMLElement[]} parts of a panel that are shown after the rest of it @param {() => void} then what comes after that */
  async #unfold(parts, then) {
    for (const part of parts) part.hidden = true;
    await shown();
    for (const part of parts) part.hidden = false;
    await shown();
    then();
  }

  /** @param {ReturnType<typeof buildFrame>} parts of the frame */
  #wire(parts) {
    const { frame, languages, menu, close, starterButtons, transcript, more, formButtons } = parts;
    close.addEventListener('click', () => this.close());
    languages.addEventListener('change', () => this.#chooseLanguage(languages.value));
    menu.addEventListener('click', () => this.#showMenu(menu));
    for (const starter of starterButtons) {
      starter.addEventListener('click', () => this.#send(starter.textContent ?? '', this.#language));
    }
    formButtons.forEach((opener, index) => opener.addEventListener('click', () => this.#deskNow().open(KINDS[index], opener)));
    transcript.addEventListener('scroll', () => this.#transcript?.showMoreSoon());
    more.addEventListener('click', () => {
      this.#transcript?.scroll(0.8);
      transcript.focus();
    });
    frame.addEventListener('keydown', (event) => this.#onEscape(event));
    // From outside a key seems pressed on the host element and not in a text field: a page's shortcuts would take it for theirs.
    for (const name of ['keydown', 'keypress', 'keyup']) frame.addEventListener(name, (event) => event.stopPropagation());
    // The phone's back gesture asks to cancel without a key.
    frame.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.#stepBack();
    });
    frame.addEventListener('close', () => this.#onClosed());
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    phone.addEventListener('change', () => this.#dialog?.open && this.#show(), { signal });
    window.visualViewport?.addEventListener('resize', () => this.#measure(), { signal });
    window.visualViewport?.addEventListener('scroll', () => this.#measure(), { signal });
    window.addEventListener('resize', () => this.#measure(), { signal });
    document.addEventListener('focusin', (event) => this.#launcher && makeWay(this.#launcher, this.#dialog, event, this), { signal });
    // What the page has taken for its own, or is meant for a dialog of its own, is not for us.
    window.addEventListener('keydown', (event) => event.defaultPrevented || document.querySelector(':modal') || this.#onPageKey(event), { signal });
    const page = new MutationObserver(() => this.#followPage());
    page.observe(document.documentElement, { attributeFilter: ['lang'] });
    signal.addEventListener('abort', () => page.disconnect());
  }

  /** A phone gets a sheet that is truly modal, wider screens a panel beside the page. */
  #show() {
    const dialog = this.#dialog;
    if (!dialog) return;
    const modal = phone.matches;
    if (dialog.open && dialog.getAttribute('aria-modal') === String(modal)) return;
    const focused = dialog.open && (this.#root.activeElement ?? document.activeElement);
    // Open again before its `close` event arrives, so that nobody is told that it closed.
    if (dialog.open) dialog.close();
    dialog.classList.toggle('aside', this.#launcher?.classList.contains('aside'));
    dialog.setAttribute('aria-modal', String(modal));
    if (modal) dialog.showModal();
    else dialog.show();
    if (focused instanceof HTMLElement) focused.focus();
    this.#launcher?.setAttribute('aria-expanded', 'true');
    this.#measure();
    this.#transcript?.showMoreSoon();
  }

  #onClosed() {
    if (this.#dialog?.open) return;
    this.#launcher?.setAttribute('aria-expanded', 'false');
    // The event comes late; whoever took the focus since then keeps it.
    if (document.activeElement === document.body || document.activeElement === this) this.#launcher?.focus();
    this.#emit('close', {});
  }

  #focusStart() {
    // On a touch screen the composer would raise the keyboard over the disclosure.
    const { title, composer } = this.#partsNow;
    (touch.matches ? title : composer.textarea).focus();
  }

  get #partsNow() {
    if (!this.#parts) this.#drawFirst(true);
    return /** @type {Panel} */ (this.#parts);
  }

  /** What the on-screen keyboard leaves of the screen. What is typed into must not lie under it. */
  #measure() {
    const view = window.visualViewport;
    const { height = 0, offsetTop = 0, scale } = view ?? {};
    const covered = innerHeight - height - offsetTop;
    const shrunk = scale === 1 && height < innerHeight - 1;
    const before = this.#size;
    this.#size = shrunk ? `--sheet-height: ${height}px; --sheet-top: ${offsetTop}px; --covered: ${covered}px;` : '';
    this.#dress();
    if (this.#size && this.#size !== before) this.#root.activeElement?.closest('input, textarea')?.scrollIntoView({ block: 'nearest' });
  }

  #dress() {
    const rule = `.frame, .launcher { ${accentRule(this.getAttribute('accent'))} ${this.#size} }`;
    if (rule !== this.#rule) this.#own.replaceSync(rule);
    this.#rule = rule;
  }

  // Keys.

  /** @param {KeyboardEvent} event */
  #onEscape(event) {
    if (event.key !== 'Escape' || event.isComposing || event.keyCode === 229) return;
    if (!this.#drawer.isOpen && !this.#dialog?.open) return;
    event.preventDefault();
    event.stopPropagation();
    this.#stepBack();
  }

  /** What the panel may hide of the page must be in reach. @param {KeyboardEvent} event */
  #onPageKey(event) {
    if (!this.#dialog?.open) return;
    if (this.#root.activeElement) this.#onEscape(event);
    else if (event.key === 'Escape' && !event.isComposing) this.close();
  }

  #stepBack() {
    if (this.#drawer.isOpen) this.#drawer.leave();
    else this.close();
  }

  // Asking.

  /** @param {string} text @param {Language | null} [askedIn] @returns {boolean} whether it went out */
  #send(text, askedIn = null) {
    const question = text.trim();
    const conversation = this.#conversationNow();
    if (!question || conversation.busy || codePoints(question) > MAX_QUESTION) return false;
    conversation.ask(this.#server, question, this.#language, askedIn);
    this.#focusAfterAsking();
    this.#emit('question', {});
    return true;
  }

  /** @param {Turn} turn */
  #retry(turn) {
    const conversation = this.#conversationNow();
    if (conversation.busy) return;
    this.#transcript?.remove(turn);
    conversation.retry(this.#server, turn, this.#language);
    this.#focusAfterAsking();
  }

  /** What was pressed is gone; focus goes to the composer, or on a touch screen to the transcript, which raises no keyboard. */
  #focusAfterAsking() {
    const { composer, transcript } = this.#partsNow;
    if (this.#root.activeElement === composer.textarea) return;
    (touch.matches ? transcript : composer.textarea).focus({ preventScroll: true });
  }

  /** @param {Turn} turn */
  #onTurn(turn) {
    if (!this.#parts || !this.#conversation?.turns.includes(turn)) return;
    const { starters, notice, menu, composer } = this.#parts;
    starters.hidden = true;
    notice.hidden = !this.#conversation.cut;
    menu.hidden = false;
    this.#transcript?.show(turn);
    composer.showBusy(this.#conversation?.busy ?? false);
    this.#announcer.follow(turn, this.#say);
    this.#emitEnd(turn);
  }

  /** @param {Turn} turn @returns {Surroundings} */
  #surroundings(turn) {
    return {
      say: this.#say,
      language: this.#language,
      showCitation: (citation, opener) => this.#passages.show(citation, opener, turn.citations.includes(citation) ? citation.number : 0),
      retry: () => this.#retry(turn),
      rate: (rated, feedback) => this.#rate(rated, feedback),
      speak: (text) => this.#announcer.speak(text),
      showForm: (asked, opener) => this.#deskNow().open(asked.answer?.handoff?.kind === 'rights_request' ? 'rights_request' : 'handoff', opener, asked),
      grown: () => this.#transcript?.showMoreSoon(),
    };
  }

  /** @param {Turn} turn @param {Feedback} feedback */
  async #rate(turn, feedback) {
    try {
      await this.#conversationNow().rate(this.#server, turn, feedback);
    } catch {
      return false;
    }
    this.#emit('feedback', { id: turn.answer?.id, ...feedback });
    return true;
  }

  /** Tells the page what became of a question, without a word of it. @param {Turn} turn */
  #emitEnd({ status, failure, answer, citations }) {
    if (status === 'failed') this.#emit('failure', { kind: failure?.kind });
    else if (status === 'answered' && answer) {
      this.#emit('answer', { id: answer.id, outcome: answer.outcome, language: answer.language, citations: citations.length });
    }
  }

  /** @param {string} name @param {Record<string, unknown>} detail */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`relayme:${name}`, { detail, bubbles: true, composed: true }));
  }

  /** @param {HTMLElement} opener */
  #showMenu(opener) {
    const say = this.#say;
    const content = menuContent(
      say,
      () => this.#download(),
      () => this.delete(),
    );
    this.#drawer.show(say.menu, say.back, content, opener, (other) => this.#showMenu(other)).focus();
  }

  async #download() {
    const conversation = this.#conversationNow();
    const whole = await conversation.wholeTurns(this.#server).catch(() => null);
    download(whole ?? conversation.turns, whole !== null, this.#say);
  }

  // The rest.

  /** @param {string} tag */
  #chooseLanguage(tag) {
    const conversation = this.#conversationNow();
    conversation.chosenLanguage = languageOf(tag);
    conversation.chosenOver = this.#around;
    conversation.save();
    this.#draw(false);
  }
}
