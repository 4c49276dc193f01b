// @ts-check
// The forms of one assistant: which are begun, which one is open, and which still waits for its code.

/**
 * What the desk needs from its surroundings, as they are when it is asked.
 * @typedef {{ say: Strings, language: Language, server: URL, credentials: Credentials | null, pending: HTMLElement, fallback: HTMLElement }} DeskNow
 */

class Desk {
  /** @type {Map<Kind, Submission>} */
  #submissions = new Map();
  /** @type {FormView | null} */
  #form = null;
  /** What forms say, by language. @type {Map<Language, FormText>} */
  #texts = new Map();
  #key;
  #drawer;
  #now;
  #speak;
  #onProgress;

  /**
   * @param {string} key of the session storage @param {Drawer} drawer that forms are shown in @param {() => DeskNow} now
   * @param {(text: string) => void} speak @param {(kind: Kind, status: string) => void} onProgress
   */
  constructor(key, drawer, now, speak, onProgress) {
    this.#key = key;
    this.#drawer = drawer;
    this.#now = now;
    this.#speak = speak;
    this.#onProgress = onProgress;
  }

  /** @param {Kind} kind */
  #submission(kind) {
    let submission = this.#submissions.get(kind);
    if (!submission) {
      submission = new Submission(kind, `${this.#key} ${kind}`, () => this.#onSubmission(kind));
      submission.restore();
      this.#submissions.set(kind, submission);
    }
    return submission;
  }

  /** Opens a form with what is known already. @param {Kind} kind @param {HTMLElement} opener @param {Turn | null} [turn] that led to it */
  open(kind, opener, turn = null) {
    const submission = this.#submission(kind);
    const { values } = submission;
    if (submission.step === 'done') submission.clear();
    if (submission.step === 'writing' && !submission.trouble) {
      for (const right of turn?.answer?.handoff?.rights ?? []) if (!values.right.includes(right)) values.right.push(right);
      values.details ||= turn?.question ?? '';
      values.email ||= [...this.#submissions.values()].map((other) => other.values.email).find(Boolean) ?? '';
      values.language ||= languageOf(turn?.language) ?? this.#now().language;
    }
    this.#show(kind, opener).focus();
    if (submission.kept) submission.save();
  }

  /** @param {Kind} kind @param {HTMLElement} opener */
  #show(kind, opener) {
    const submission = this.#submission(kind);
    const { say } = this.#now();
    submission.open = true;
    const place = element('div', { class: 'passage form' });
    /** @param {HTMLElement} other */
    const again = (other) => this.#show(kind, other).focus();
    const back = this.#drawer.show(formTitle(kind, say), say.back, place, opener, again, () => {
      submission.open = false;
      if (submission.step === 'done') submission.clear();
      else if (submission.kept) submission.save();
      this.showPending();
    });
    this.#fill(submission, place);
    return back;
  }

  /** @param {Submission} submission @param {HTMLElement} place */
  async #fill(submission, place) {
    const { say, language, server } = this.#now();
    try {
      const text = this.#texts.get(language) ?? (await loadForm(server, language));
      this.#texts.set(language, text);
      if (!place.isConnected) return;
      const { credentials } = this.#now();
      this.#form = new FormView(place, submission, { say, language, server, text, credentials, speak: this.#speak, leave: () => this.#drawer.leave() });
    } catch {
      const again = button({ class: 'button' }, () => this.#fill(submission, place), say.retry);
      place.replaceChildren(element('p', { class: 'error', role: 'alert' }, say.formFailed), again);
    }
  }

  /** After a reload, a form that was open is open again. @returns {HTMLElement | null} the way back from it */
  resume() {
    const kind = KINDS.find((one) => this.#submission(one).open);
    this.showPending();
    return kind ? this.#show(kind, this.#now().fallback) : null;
  }

  /** @param {Kind} kind */
  #onSubmission(kind) {
    const submission = this.#submission(kind);
    if (this.#form?.submission === submission) this.#form.update(true);
    this.showPending();
    if (submission.busy || submission.trouble || submission.step === 'writing') return;
    this.#onProgress(kind, submission.step === 'done' ? 'received' : 'awaiting_verification');
  }

  /** A form whose code is still to come is not to be forgotten behind the conversation. */
  showPending() {
    const { pending, say } = this.#now();
    const waiting = KINDS.filter((kind) => this.#submissions.get(kind)?.step === 'confirming');
    pending.hidden = !waiting.length;
    pending.replaceChildren(
      ...waiting.flatMap((kind) => {
        const opener = button({ class: 'button' }, () => this.open(kind, opener), say.resume);
        return [element('span', {}, fill(say.waiting, { reference: this.#submission(kind).receipt?.reference ?? '' })), opener];
      }),
    );
  }

  /** The form that was shown is no longer. */
  release() {
    this.#form?.release();
    this.#form = null;
  }

  /** Forgets what was typed, but for what waits for its code. */
  clear() {
    for (const kind of KINDS) {
      if (this.#submission(kind).step === 'confirming') continue;
      this.#submission(kind).clear();
      this.#submissions.delete(kind);
    }
  }
}
