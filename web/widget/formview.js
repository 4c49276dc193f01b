// @ts-check
// The form of a submission on the page, in each of its steps.

/**
 * What a form needs from its surroundings.
 * @typedef {{ say: Strings, language: Language, server: URL, credentials: Credentials | null, text: FormText,
 *   speak: (text: string) => void, leave: () => void }} FormSurroundings
 */

/** A submission's form on the page, in the step it has come to. */
class FormView {
  /** @type {Map<string, { control: HTMLElement, error: HTMLElement }>} */
  #fields = new Map();
  /** @type {HTMLElement | null} The step's own message. */
  #message = null;
  /** @type {HTMLElement | null} */
  #submit = null;
  #step = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #expiry;

  /** @param {HTMLElement} node that it fills @param {Submission} submission @param {FormSurroundings} surroundings */
  constructor(node, submission, surroundings) {
    this.node = node;
    this.submission = submission;
    this.surroundings = surroundings;
    this.update(false);
  }

  /** What the form says under that name; empty where the server does not say it. @param {string} name @param {Record<string, string | number>} [values] */
  #say(name, values = {}) {
    return fill(string(this.surroundings.text.words[name]), values);
  }

  /** A label of what need not be filled in. @param {string} name */
  #sayOptional(name) {
    return joinSentences([this.#say(name), this.#say('optional')], this.surroundings.language);
  }

  /** @param {boolean} fresh it happened just now: focus goes to what is to be done next */
  update(fresh) {
    const { step, busy, trouble } = this.submission;
    const moved = this.#step !== step;
    if (moved) this.#showStep();
    this.#submit?.setAttribute('aria-disabled', String(busy));
    if (this.#submit) this.#submit.textContent = busy ? this.#say('sending') : this.#submit.dataset.label ?? '';
    this.#showTrouble(fresh);
    if (step === 'confirming') this.#showValidity();
    if (fresh && (moved || this.submission.renewed) && !trouble && !busy) this.#arrive();
  }

  release() {
    clearTimeout(this.#expiry);
  }

  #showStep() {
    const { step } = this.submission;
    const again = this.#step !== '';
    this.#step = step;
    this.#fields.clear();
    this.#message = this.#submit = null;
    const parts = step === 'writing' ? this.#writing() : step === 'confirming' ? this.#confirming() : this.#done();
    this.node.replaceChildren(...parts.filter((part) => part instanceof Node), this.#instead());
    // Asking for its place would lay it out now.
    if (again) this.node.scrollTop = 0;
    else this.#unfold();
  }

  /** What will happen is laid out before what is to be filled in, which is long. */
  async #unfold() {
    const form = this.node.querySelector('form');
    if (!form) return;
    form.hidden = true;
    await shown();
    form.hidden = false;
  }

  /** A step that came by itself is spoken, and what it is for gets the focus. */
  #arrive() {
    const code = this.#fields.get('code')?.control;
    const [first] = this.#fields.values();
    if (code instanceof HTMLInputElement) code.value = '';
    if (code) this.surroundings.speak(this.node.querySelector('p')?.textContent ?? '');
    const heading = /** @type {HTMLElement | null} */ (this.node.querySelector('h3[tabindex]'));
    (code ?? heading ?? first.control).focus();
  }

  // Steps.

  /** @returns {Child[]} */
  #writing() {
    const { submission } = this;
    const { say, credentials, server } = this.surroundings;
    const { kind, values } = submission;
    const rights = kind === 'rights_request';
    const details = this.#text('details', element('textarea', { rows: '3' }));
    this.#submit = element('button', { type: 'submit', class: 'button primary', 'data-label': say.send });
    this.#message = element('p', { class: 'error', role: 'alert' });
    const form = element(
      'form',
      { class: 'fields', novalidate: true },
      rights && this.#rights(),
      rights
        ? this.#field('details', this.#sayOptional('details'), details)
        : this.#field('message', this.#say('message'), details),
      this.#field('email', this.#say('email'), this.#text('email', element('input', { type: 'email', autocomplete: 'email' })), 'email_hint'),
      rights &&
        this.#field(
          'account',
          this.#sayOptional('account'),
          this.#text('account', element('input', { autocomplete: 'username', spellcheck: 'false', autocapitalize: 'none' })),
          'account_hint',
        ),
      rights && this.#more(),
      credentials && this.#option('transcript', this.#say('transcript'), values.transcript, (on) => (values.transcript = on)),
      this.#message,
      this.#submit,
    );
    this.#onSubmit(form, () => submission.send(server, credentials, this.#say('account')));
    return [
      element(
        'div',
        { class: 'card' },
        element('h3', {}, this.#say('next')),
        element(
          'ol',
          { class: 'next' },
          ...['next1', `next2_${kind}`].map((name) => element('li', {}, this.#say(name, { company: COMPANY }))),
        ),
        note(this.#say('who', { send: say.send })),
        rights && note(say.noIdDocs),
      ),
      form,
    ];
  }

  #rights() {
    const { submission } = this;
    const { say } = this.surroundings;
    const error = element('p', { class: 'error', id: 'form-right-error' });
    const options = RIGHTS.map((right) =>
      this.#option(right, optionalText(say, `right_${right}`), submission.values.right.includes(right), (on) => {
        const chosen = new Set(submission.values.right);
        if (on) chosen.add(right);
        else chosen.delete(right);
        submission.values.right = RIGHTS.filter((one) => chosen.has(one));
      }),
    );
    const group = element('fieldset', {}, element('legend', {}, this.#say('right')), error, ...options);
    for (const box of group.querySelectorAll('input')) box.setAttribute('aria-describedby', error.id);
    const control = group.querySelector('input');
    if (control) this.#fields.set('right', { control, error });
    return group;
  }

  #more() {
    const { values } = this.submission;
    const regimes = element('select');
    // Nothing in particular comes first: nobody has to know the law.
    for (const { regime } of this.surroundings.text.regimes) {
      const option = element('option', { value: regime }, this.#say(`regime.${regime}`) || regime);
      if (regime === UNSPECIFIED) regimes.prepend(option);
      else regimes.append(option);
    }
    const letters = element('select');
    for (const [tag, name] of Object.entries(LANGUAGE_NAMES)) letters.append(element('option', { value: tag, lang: tag }, name));
    return element(
      'details',
      { open: values.on_behalf_of !== '' || values.regime !== UNSPECIFIED },
      element('summary', {}, this.#say('more')),
      element(
        'div',
        { class: 'fields' },
        this.#field('on_behalf_of', this.#sayOptional('behalf'), this.#text('on_behalf_of', element('input', { autocomplete: 'off' })), 'behalf_hint'),
        this.#field('regime', this.#say('regime'), this.#text('regime', regimes), 'regime_hint'),
        this.#field('language', this.#say('letters'), this.#text('language', letters)),
      ),
    );
  }

  /** @returns {Child[]} */
  #confirming() {
    const { submission } = this;
    const { server } = this.surroundings;
    const { values } = submission;
    const input = element('input', { class: 'code', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: 'false' });
    this.#submit = element('button', { type: 'submit', class: 'button primary', 'data-label': this.#say('confirm') });
    const validity = element('p', { class: 'small validity', role: 'status' });
    const form = element('form', { class: 'fields', novalidate: true }, this.#field('code', this.#say('code'), input), validity, this.#submit);
    this.#onSubmit(form, () => {
      // A whole mail may have been pasted, and an input method may write wide digits.
      const text = input.value.normalize('NFKC');
      const found = /(?<!\d)\d{6}(?!\d)/.exec(text) ?? /(?<!\d)\d{3}[\s-]\d{3}(?!\d)/.exec(text);
      return submission.verify(server, found?.[0].replace(/\D/g, '') ?? text);
    });
    return [
      element('h3', { tabindex: '-1' }, this.#say('code_title')),
      element('p', {}, this.#say('code_sent', { email: values.email })),
      form,
      element(
        'div',
        { class: 'buttons' },
        button({ class: 'button renew' }, () => submission.newCode(server), this.#say('new_code')),
        button(
          { class: 'button' },
          () => submission.rewrite(),
          this.#say('again'),
        ),
      ),
      note(this.#say('no_mail')),
      this.#facts(),
      note(this.#say('unconfirmed')),
    ];
  }

  /** @returns {Child[]} */
  #done() {
    const { say, leave } = this.surroundings;
    const { receipt, values, kind } = this.submission;
    const address = webAddress(receipt?.statusUrl ?? '');
    return [
      element('h3', { tabindex: '-1' }, this.#say('done')),
      this.#facts(),
      element('p', {}, this.#say('receipt', { email: values.email })),
      address && element('p', {}, outwardLink(address.href, this.#say('follow'), say)),
      kind === 'rights_request' && note(say.noIdDocs),
      button({ class: 'button primary' }, leave, say.back),
    ];
  }

  /** What is to be remembered. */
  #facts() {
    const { text, language, say } = this.surroundings;
    const { receipt, values } = this.submission;
    // The mails tell the day in the law's own zone, and so must this.
    const zone = text.regimes.find(({ regime }) => regime === values.regime)?.zone;
    const facts = receipt && {
      reference: receipt.reference,
      received_at: momentText(receipt.receivedAt, say),
      due: dayText(receipt.dueAt, zone, language),
    };
    const node = element('dl', { class: 'card facts' });
    for (const [name, value] of Object.entries(facts ?? {})) {
      if (value) node.append(element('dt', {}, this.#say(name)), element('dd', {}, value));
    }
    return node;
  }

  /** The other way to support, in clear text. */
  #instead() {
    const { say, text } = this.surroundings;
    const { email, hours } = text.support;
    const lines = [this.#say('instead', { email }), fill(say.hours, { hours }), availability(text.support, say)];
    return element('div', {}, ...lines.map((line) => line && note(line)));
  }

  // Fields.

  /**
   * @param {string} name as the server calls it @param {string} label @param {HTMLElement} control @param {string} [hint] its name
   */
  #field(name, label, control, hint = '') {
    control.id = `form-${name}`;
    const error = element('p', { class: 'error', id: `form-${name}-error`, role: name === 'code' ? 'alert' : '' });
    const small = hint && element('p', { class: 'small', id: `form-${name}-hint` }, this.#say(hint));
    control.setAttribute('aria-describedby', [small && small.id, error.id].filter(Boolean).join(' '));
    this.#fields.set(name, { control, error });
    return element('div', { class: 'field' }, element('label', { for: control.id }, label), small, error, control);
  }

  /**
   * A control that keeps what is typed.
   * @template {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
   * @param {'details' | 'email' | 'account' | 'on_behalf_of' | 'regime' | 'language'} name @param {Control} control
   */
  #text(name, control) {
    const { submission } = this;
    control.value = submission.values[name];
    control.addEventListener('input', () => {
      Object.assign(submission.values, { [name]: control.value });
      submission.save();
    });
    return control;
  }

  /** @param {string} name @param {string} label @param {boolean} checked @param {(on: boolean) => void} change */
  #option(name, label, checked, change) {
    const box = element('input', { type: 'checkbox', name, checked });
    box.addEventListener('change', () => {
      change(box.checked);
      this.submission.save();
    });
    return element('label', { class: 'option' }, box, element('span', {}, label));
  }

  /** @param {HTMLFormElement} form @param {() => void} act */
  #onSubmit(form, act) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      act();
    });
  }

  // What the server said.

  /** @param {boolean} fresh */
  #showTrouble(fresh) {
    const { triesLeft, busy, step } = this.submission;
    // Locked stays locked over a reload.
    const trouble = this.submission.trouble ?? (step === 'confirming' && triesLeft < 1 ? { kind: 'locked', fields: [], retryAt: 0 } : null);
    for (const { control, error } of this.#fields.values()) {
      error.textContent = '';
      control.removeAttribute('aria-invalid');
    }
    if (this.#message) this.#message.textContent = '';
    if (!trouble || busy) return;
    const code = this.#fields.get('code');
    const values = { n: triesLeft, s: Math.max(1, Math.ceil((trouble.retryAt - Date.now()) / 1000)) };
    const sentence =
      trouble.kind === 'fields'
        ? this.#say('marked')
        : trouble.kind === 'refused'
          ? this.surroundings.say.failure_refused
          : this.#say(`trouble_${trouble.kind}`, values);
    const place = code?.error ?? this.#message;
    if (place) place.textContent = sentence;
    /** @type {HTMLElement | null | undefined} */
    let first = trouble.kind === 'wrong' || trouble.kind === 'six_digits' ? code?.control : null;
    if (first) first.setAttribute('aria-invalid', 'true');
    for (const [name, { control, error }] of this.#fields) {
      if (!trouble.fields.includes(name) || code) continue;
      error.textContent = this.#say(`error_${name}`) || this.#say('error_other');
      control.setAttribute('aria-invalid', 'true');
      const folded = control.closest('details');
      if (folded) folded.open = true;
      first ??= control;
    }
    if (trouble.kind === 'locked') first = /** @type {HTMLElement | null} */ (this.node.querySelector('.renew'));
    if (trouble.kind === 'gone') first = this.#submit;
    if (!fresh || !first) return;
    first.focus();
    // What is wrong with it stands above it.
    (first.closest('.field, fieldset') ?? first).scrollIntoView({ block: 'nearest' });
    if (first instanceof HTMLInputElement && first === code?.control) first.select();
  }

  #showValidity() {
    const { codeEnds, renewed, triesLeft } = this.submission;
    const { language } = this.surroundings;
    const place = this.node.querySelector('.validity');
    if (!place) return;
    clearTimeout(this.#expiry);
    const left = codeEnds - Date.now();
    const text =
      triesLeft < 1
        ? ''
        : left > 0
          ? joinSentences([...(renewed ? [this.#say('renewed')] : []), this.#say('valid_until', { time: clockText(new Date(codeEnds)) })], language)
          : this.#say('expired');
    if (place.textContent !== text) place.textContent = text;
    if (left > 0) this.#expiry = setTimeout(() => this.#showValidity(), left + 50);
  }
}

/** The day of a moment in a law's zone. @param {string} instant ISO 8601 @param {string | undefined} timeZone @param {Language} language */
function dayText(instant, timeZone, language) {
  const date = new Date(instant);
  if (!instant || Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone }).format(date);
}
