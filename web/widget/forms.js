// @ts-check
// Rights requests and messages to a person, from the first letter typed to the receipt: transport, state, style, view.
// What the forms say comes from the server when one is opened: most visitors need none, and the laws are its data.

/**
 * @typedef {'rights_request' | 'handoff'} Kind
 * @typedef {{ right: string[], details: string, email: string, account: string, on_behalf_of: string, regime: string, language: Language | '',
 *   transcript: boolean }} Values
 * @typedef {{ reference: string, receivedAt: string, dueAt: string, expiresAt: string, statusUrl: string }} Receipt
 * @typedef {{ kind: string, fields: string[], retryAt: number }} Trouble
 * @typedef {{ words: Record<string, unknown>, regimes: { regime: string, zone: string }[], support: Handoff }} FormText
 */

/** @type {Kind[]} */
const KINDS = ['rights_request', 'handoff'];
const RIGHTS = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'];
/** Stands for no law in particular. */
const UNSPECIFIED = 'unspecified';
const TRIES = 5;
/** The longest wait that is told in seconds; a longer one means that no code is to be had. */
const LONG_WAIT_MS = 3_500_000;

/** @returns {Values} */
function noValues() {
  return { right: [], details: '', email: '', account: '', on_behalf_of: '', regime: UNSPECIFIED, language: '', transcript: false };
}

/** 128 random bits; `randomUUID` is missing on pages without HTTPS. */
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {URL} server @param {string} path @param {string} body @param {Record<string, string>} [headers] */
async function post(server, path, body, headers) {
  const reply = await call(server, 'POST', path, body, headers);
  if (!reply.reference) throw errorNamed('cut');
  return reply;
}

/** What forms say in a language. @param {URL} server @param {Language} language @returns {Promise<FormText>} */
async function loadForm(server, language) {
  const { words, regimes, support } = await call(server, 'GET', 'forms', undefined, { 'Accept-Language': language });
  if (!words) throw errorNamed('server');
  return {
    words: record(words),
    regimes: list(regimes).map((one) => ({ regime: string(record(one).regime), zone: string(record(one).zone) })),
    support: readHandoff(record(support)),
  };
}

/** What a failure means to somebody with a form. @param {unknown} error @returns {Trouble} */
function troubleOf(error) {
  const { failure, status, problem } = error instanceof AskError ? error : errorNamed('server');
  const fields = list(problem.errors).map((fault) => string(record(fault).pointer).split('/')[1] ?? '');
  let kind = 'server';
  if (failure.kind === 'cut') kind = 'lost';
  else if (status === 404) kind = 'gone';
  else if ('tries_left' in problem) kind = problem.tries_left ? 'wrong' : 'locked';
  else if (fields.includes('code')) kind = 'six_digits';
  else if (fields.length || status === 413) kind = 'fields';
  else if (status === 429) kind = failure.retryAt - Date.now() > LONG_WAIT_MS ? 'used_up' : 'limited';
  else if (status === 403) kind = 'refused';
  return { kind, fields: status === 413 ? ['details', 'message'] : fields, retryAt: failure.retryAt };
}

/** One rights request or message: what was typed, how far it has come, and what the server said. Knows no DOM. */
class Submission {
  values = noValues();
  /** @type {'writing' | 'confirming' | 'done'} */
  step = 'writing';
  /** @type {Receipt | null} */
  receipt = null;
  /** When the code ends by this device's clock. */
  codeEnds = 0;
  triesLeft = TRIES;
  /** @type {Trouble | null} */
  trouble = null;
  /** Whether a new code was just asked for. */
  renewed = false;
  /** Whether its form was open when the page was left. */
  open = false;
  busy = false;
  /** Whether the visitor has put anything into it. */
  kept = false;
  /** How far this device's clock is ahead. */
  #ahead = 0;
  /** The same words under the same key count once, however often the connection drops. @type {{ key: string, body: string, at: number } | null} */
  #sent = null;
  #key;
  #onChange;

  /** @param {Kind} kind @param {string} key of the session storage @param {() => void} onChange */
  constructor(kind, key, onChange) {
    this.kind = kind;
    this.#key = key;
    this.#onChange = onChange;
  }

  get #path() {
    return this.kind === 'handoff' ? 'handoffs' : 'rights-requests';
  }

  /** @param {URL} server @param {Credentials | null} credentials of the conversation that goes along, if the visitor wants that @param {string} accountLabel */
  send(server, credentials, accountLabel) {
    return this.#run(async () => {
      const { right, email, account, on_behalf_of, regime, language, transcript } = this.values;
      const details = [account.trim() && `${accountLabel}: ${account.trim()}`, this.values.details].filter(Boolean).join('\n\n');
      const conversation = transcript ? credentials : null;
      const own = this.kind === 'handoff' ? { message: details } : { right, details, on_behalf_of, regime };
      const body = json({ ...own, email, language, conversation_id: conversation?.id });
      if (this.#sent?.body !== body) this.#sent = { key: randomKey(), body, at: Date.now() };
      const { key, at } = this.#sent;
      this.save();
      const headers = { 'Idempotency-Key': key, ...bearer(conversation) };
      for (let tries = 1; ; tries += 1) {
        try {
          this.#accept(await post(server, this.#path, body, headers), at);
          return;
        } catch (error) {
          // 409: the one before is still being taken in. 422 cannot mend itself under the same key.
          if (error instanceof AskError && error.status === 422) this.#sent = null;
          if (!(error instanceof AskError) || error.status !== 409 || tries === TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, 1000));
        }
      }
    });
  }

  /** @param {Record<string, unknown>} reply @param {number} sentAt */
  #accept(reply, sentAt) {
    this.receipt = {
      reference: string(reply.reference),
      receivedAt: string(reply.received_at),
      dueAt: string(reply.due_at),
      expiresAt: string(reply.expires_at),
      statusUrl: '',
    };
    // It was received when first sent or just now, whichever fits this device's clock better.
    const received = Date.parse(this.receipt.receivedAt);
    const [first, now] = [sentAt - received, Date.now() - received];
    this.#ahead = Math.abs(first) < Math.abs(now) ? first : now;
    this.step = 'confirming';
    this.#expectCode();
  }

  #expectCode() {
    this.codeEnds = Date.parse(this.receipt?.expiresAt ?? '') + this.#ahead;
    this.triesLeft = TRIES;
  }

  /** @param {URL} server @param {string} code */
  verify(server, code) {
    return this.#withReference(server, 'verify', { code }, (reply) => {
      if (this.receipt) this.receipt.statusUrl = string(reply.status_url);
      this.step = 'done';
    });
  }

  /** @param {URL} server */
  newCode(server) {
    return this.#withReference(server, 'code', {}, (reply) => {
      if (this.receipt) this.receipt.expiresAt = string(reply.expires_at);
      this.#expectCode();
      this.renewed = true;
    });
  }

  /** @param {URL} server @param {string} action @param {Record<string, string>} body @param {(reply: Record<string, unknown>) => void} then */
  #withReference(server, action, body, then) {
    return this.#run(async () => {
      const path = `${this.#path}/${encodeURIComponent(this.receipt?.reference ?? '')}/${action}`;
      try {
        then(await post(server, path, json(body)));
      } catch (error) {
        if (!(error instanceof AskError)) throw error;
        // Verified already: the reply to the right code was lost on its way.
        if (error.status === 409) this.step = 'done';
        else if (error.status === 404) this.#reset();
        if ('tries_left' in error.problem) this.triesLeft = number(error.problem.tries_left);
        if (error.status !== 409) throw error;
      }
    });
  }

  /** @param {() => Promise<void>} act */
  async #run(act) {
    if (this.busy) return;
    this.busy = true;
    this.trouble = null;
    this.renewed = false;
    this.#onChange();
    try {
      await act();
    } catch (error) {
      this.trouble = troubleOf(error);
    }
    this.busy = false;
    this.save();
    this.#onChange();
  }

  /** Back to writing, with what was written. What is sent from there is a request of its own. */
  rewrite() {
    this.#reset();
    this.save();
    this.#onChange();
  }

  #reset() {
    this.step = 'writing';
    this.receipt = null;
    this.trouble = null;
    this.#sent = null;
  }

  /** Forgets all but the address, which need not be typed again. */
  clear() {
    const { email } = this.values;
    this.#reset();
    this.values = { ...noValues(), email };
    this.open = false;
    this.kept = false;
    forget(this.#key);
  }

  /** Only called for what the visitor did. */
  save() {
    this.kept = true;
    const { values, step, receipt, codeEnds, triesLeft, open } = this;
    keep(this.#key, { values, step, receipt, codeEnds, triesLeft, open, ahead: this.#ahead, sent: this.#sent });
  }

  restore() {
    const saved = kept(this.#key);
    this.kept = 'values' in saved;
    const [values, receipt, sent] = [record(saved.values), record(saved.receipt), record(saved.sent)];
    this.values = {
      right: list(values.right).map(string),
      details: string(values.details),
      email: string(values.email),
      account: string(values.account),
      on_behalf_of: string(values.on_behalf_of),
      regime: string(values.regime) || UNSPECIFIED,
      language: languageOf(string(values.language)) ?? '',
      transcript: values.transcript === true,
    };
    if (receipt.reference && (saved.step === 'confirming' || saved.step === 'done')) {
      this.step = saved.step;
      this.receipt = {
        reference: string(receipt.reference),
        receivedAt: string(receipt.receivedAt),
        dueAt: string(receipt.dueAt),
        expiresAt: string(receipt.expiresAt),
        statusUrl: string(receipt.statusUrl),
      };
    }
    this.codeEnds = number(saved.codeEnds);
    this.triesLeft = number(saved.triesLeft);
    this.open = saved.open === true;
    this.#ahead = number(saved.ahead);
    if (sent.key) this.#sent = { key: string(sent.key), body: string(sent.body), at: number(sent.at) };
    // The page was left before the reply came.
    if (this.#sent && this.step === 'writing') this.trouble = { kind: 'lost', fields: [], retryAt: 0 };
  }
}

const FORM_STYLE = `
  form, fieldset, dl, dd { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  input { font: inherit; color: inherit; margin: 0; }
  .fields { display: grid; gap: 1.15em; }
  .fields legend, .fields label, summary { padding: 0; font-weight: 600; }
  .fields .small { font-weight: 400; }
  .field > input, .field > select, .field > textarea { display: block; inline-size: 100%; min-block-size: 44px; margin-block-start: .3em; padding: .5em .75em; border: 1px solid var(--edge); border-radius: 10px; background: var(--paper); }
  .field > textarea { min-block-size: 5.5em; max-block-size: 14em; line-height: 1.5; resize: vertical; field-sizing: content; }
  .field > :focus-visible { outline-offset: 0; outline-width: 2px; }
  .field > [aria-invalid="true"], .option > [aria-invalid="true"] { border-color: var(--bad); outline: 1px solid var(--bad); }
  .field > [aria-invalid="true"]:focus-visible { outline: 3px solid var(--bad); }
  .fields .option { display: flex; gap: .65em; align-items: center; min-block-size: 40px; font-weight: 400; }
  .option input { flex: none; inline-size: 1.25em; block-size: 1.25em; accent-color: var(--accent); }
  .option span::first-letter { text-transform: uppercase; }
  .error { color: var(--bad); font-size: .9375em; font-weight: 500; }
  .error:empty { display: none; }
  summary { min-block-size: 44px; padding-block: .55em; cursor: pointer; font-size: .9375em; }
  details .fields { margin-block: .35em .5em; }
  .next { padding-inline-start: 1.3em; list-style: decimal; font-size: .9375em; }
  .next li::marker { color: var(--accent); font-weight: 600; }
  .button.primary { justify-self: stretch; justify-content: center; border-color: transparent; background: var(--accent); color: var(--paper); font-weight: 600; }
  .button.primary:hover:not([aria-disabled="true"]) { background: var(--accent-deep); }
  .button.primary[aria-disabled="true"] { background: var(--well); border-color: var(--edge); }
  .field > .code { max-inline-size: 9em; font-size: 1.375em; letter-spacing: .2em; font-variant-numeric: tabular-nums; }
  .buttons { display: flex; flex-wrap: wrap; gap: .6em; }
  .facts dt { color: var(--quiet); font-size: .875em; }
  .facts dd { font-weight: 600; }
  .facts > * { margin: 0; }
  .facts dd + dt { margin-block-start: .5em; }
  .form h3:focus { outline: none; }
  .pending { display: flex; flex-wrap: wrap; gap: .25em .5em; align-items: center; justify-content: space-between; padding: .3em .75em .3em 1em; border-block-start: 1px solid var(--line); background: var(--tint); font-size: .875em; flex: none; }
  .pending .button { padding-inline: .75em; }
  .foot button { min-block-size: 32px; padding: 0; border: 0; background: none; color: var(--quiet); text-decoration: underline; text-underline-offset: .15em; }
  .foot button:hover { color: var(--accent); }
  @media (forced-colors: active) { .button.primary, .pending { border: 1px solid ButtonText; } }
`;

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
    this.#step = step;
    this.#fields.clear();
    this.#message = this.#submit = null;
    const parts = step === 'writing' ? this.#writing() : step === 'confirming' ? this.#confirming() : this.#done();
    this.node.replaceChildren(...parts.filter((part) => part instanceof Node), this.#instead());
    this.node.scrollTop = 0;
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
      return submission.verify(server, /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? text);
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
    const { text, language } = this.surroundings;
    const { receipt, values } = this.submission;
    // The mails tell the day in the law's own zone, and so must this.
    const zone = text.regimes.find(({ regime }) => regime === values.regime)?.zone;
    const facts = receipt && {
      reference: receipt.reference,
      received_at: momentText(receipt.receivedAt, language),
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
    const { say, language, text } = this.surroundings;
    const { email, hours } = text.support;
    const lines = [this.#say('instead', { email }), fill(say.hours, { hours }), availability(text.support, say, language)];
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
    const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const text =
      triesLeft < 1
        ? ''
        : left > 0
          ? joinSentences([...(renewed ? [this.#say('renewed')] : []), this.#say('valid_until', { time: time.format(codeEnds) })], language)
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
