// @ts-check
// Where questions are typed.

/**
 * What a composer needs from its surroundings: `send` tells whether the question went out, `scroll` takes a share of what is in view.
 * @typedef {{ say: Strings, send: (question: string) => boolean, stop: () => void, scroll: (share: number) => void }} ComposerActions
 */

/** Who presses a button so soon after it has changed meant the one that stood there before. */
const MISTAKEN_MS = 500;

class Composer {
  textarea;
  node;
  #send;
  #counter = note('', { class: 'small counter', id: 'counter', hidden: true });
  #actions;
  #busy = false;
  #composing = false;
  /** When the button last became the one that sends. */
  #sendsSince = -MISTAKEN_MS;

  /** @param {ComposerActions} actions */
  constructor(actions) {
    const { say } = actions;
    this.#actions = actions;
    this.textarea = element('textarea', {
      id: 'question',
      rows: '1',
      placeholder: say.placeholder,
      enterkeyhint: 'send',
      autocomplete: 'off',
      'aria-describedby': 'counter',
    });
    this.#send = element('button', { type: 'submit', class: 'icon send', 'aria-label': say.send }, icon('send'));
    this.node = element(
      'form',
      { class: 'composer' },
      element('label', { class: 'unseen', for: 'question' }, say.composer),
      this.textarea,
      this.#send,
      this.#counter,
    );
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#busy) actions.stop();
      else this.#submit();
    });
    this.#send.addEventListener('click', (event) => {
      // The second click of two is for the question too, not for stopping its answer. Enter in the text comes as no click of a pointer.
      const mistaken = event.detail && !this.#busy && performance.now() - this.#sendsSince < MISTAKEN_MS;
      if (event.detail > 1 || mistaken) event.preventDefault();
    });
    this.textarea.addEventListener('input', () => this.#showCounter());
    this.textarea.addEventListener('compositionend', () => {
      // Safari ends the composition before it reports the Enter that ended it: that key belongs to the input method too.
      this.#composing = true;
      setTimeout(() => (this.#composing = false));
    });
    this.textarea.addEventListener('keydown', (event) => this.#onKey(event));
  }

  get value() {
    return this.textarea.value;
  }

  set value(text) {
    this.textarea.value = text;
    this.#showCounter();
  }

  /** While an answer comes the button stops it. @param {boolean} busy */
  showBusy(busy) {
    if (busy === this.#busy) return;
    this.#busy = busy;
    const { say } = this.#actions;
    if (!busy) this.#sendsSince = performance.now();
    this.#send.setAttribute('aria-label', busy ? say.stop : say.send);
    this.#send.replaceChildren(icon(busy ? 'stop' : 'send'));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === 'Enter' && !event.shiftKey) {
      if (event.isComposing || event.keyCode === 229 || this.#composing) return;
      event.preventDefault();
      if (!this.#busy) this.#submit();
    } else if ((event.key === 'PageUp' || event.key === 'PageDown') && !this.value) {
      event.preventDefault();
      this.#actions.scroll(event.key === 'PageUp' ? -0.9 : 0.9);
    }
  }

  #submit() {
    if (this.#actions.send(this.value)) this.value = '';
    else {
      // What is wrong with it is said once more.
      this.#counter.textContent = '';
      this.#showCounter();
      this.textarea.focus();
    }
  }

  #showCounter() {
    const { say } = this.#actions;
    const count = codePoints(this.value.trim());
    const over = count > MAX_QUESTION;
    const counter = this.#counter;
    counter.hidden = count < COUNTER_FROM;
    counter.classList.toggle('over', over);
    counter.textContent =
      fill(say.counter, { n: count, max: MAX_QUESTION }) + (over ? ` – ${fill(say.tooLong, { max: MAX_QUESTION })}` : '');
    this.textarea.setAttribute('aria-invalid', String(over));
    // Only the crossing is spoken, not every character.
    if (over !== (counter.getAttribute('role') === 'alert'))
      over ? counter.setAttribute('role', 'alert') : counter.removeAttribute('role');
  }
}
