// @ts-check
// A rights request or a message to a person, from the first letter typed to the receipt: what is known, kept and sent. No DOM.
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
          // 409: the one before is still being taken in. Whatever else the server has against it, it did not take it in.
          const status = error instanceof AskError ? error.status : 0;
          if (status >= 400 && status < 500 && status !== 409) this.#sent = null;
          if (status !== 409 || tries === TRIES) throw error;
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
    const { values, step, receipt, codeEnds, triesLeft, trouble, open } = this;
    keep(this.#key, { values, step, receipt, codeEnds, triesLeft, trouble, open, ahead: this.#ahead, sent: this.#sent });
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
    const trouble = record(saved.trouble);
    if (trouble.kind) this.trouble = { kind: string(trouble.kind), fields: list(trouble.fields).map(string), retryAt: number(trouble.retryAt) };
    // The page was left before the reply came.
    else if (this.#sent && this.step === 'writing') this.trouble = { kind: 'lost', fields: [], retryAt: 0 };
  }
}
