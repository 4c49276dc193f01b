// @ts-check
// The conversation, kept in the tab.

/**
 * A question and what became of it. `id` names the answer as soon as one has begun.
 * @typedef {{ id: string, question: string, askedIn: Language | null, status: 'asking' | 'answered' | 'stopped' | 'failed', stage: string,
 *   language: string, segments: Segment[], citations: Citation[], answer: Answer | null, failure: Failure | null,
 *   feedback: Feedback | null }} Turn
 * @typedef {{ helpful: boolean, reason: string }} Feedback what the visitor thinks of the answer; `reason` is empty or one of the server's
 */

/** Enough for a long visit; session storage is small and belongs to the site, not to us. */
const KEPT_TURNS = 40;

/** What came together is shown in parts of so many milliseconds, so that keys and scrolling are never held up. */
const LONGEST_WORK_MS = 10;
/** So long the browser may take to show one part before the next one is begun. */
const LONGEST_FRAME_MS = 300;

/** Until the browser has done what waits. A timer would take a second in a tab that nobody looks at. @returns {Promise<void>} */
function breath() {
  return new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(0);
  });
}

/** Until what has changed is on the screen, so that its layout is a task of its own; where nobody looks, a breath. @returns {Promise<void>} */
function shown() {
  if (document.hidden) return breath();
  return new Promise((go) => {
    const late = setTimeout(go, LONGEST_FRAME_MS);
    requestAnimationFrame(() => {
      clearTimeout(late);
      breath().then(go);
    });
  });
}

/** Does that for each of them, in parts that are shown one after the other. @template Item @param {Iterable<Item>} items @param {(item: Item) => boolean | void} act false ends it */
async function inParts(items, act) {
  let begun = performance.now();
  for (const item of items) {
    if (act(item) === false) return;
    if (performance.now() - begun <= LONGEST_WORK_MS) continue;
    await shown();
    begun = performance.now();
  }
}

/** With these the server says that a conversation is gone or its token no longer good. */
const UNKNOWN = [401, 403, 404];

/** Keys that begin with this are of assistants that a page forbids to store anything. */
const UNKEPT = 'unkept ';

/** What is still to be kept, by its key. @type {Map<string, unknown>} */
const unkept = new Map();

/** In a task of its own: a slow machine takes 40 ms to write into the session storage. @param {string} key of the session storage @param {unknown} value */
function keep(key, value) {
  if (key.startsWith(UNKEPT)) return;
  if (!unkept.size) breath().then(keepAll);
  // Whoever leaves at once does not wait for that; the second and later times add nothing.
  addEventListener('pagehide', keepAll);
  unkept.set(key, value);
}

function keepAll() {
  for (const [key, value] of unkept) {
    try {
      sessionStorage.setItem(key, json(value));
    } catch {
      // Storage is off or full: what is kept lives as long as the page.
    }
  }
  unkept.clear();
}

/** What was kept; empty where there is nothing, or nothing that can be read. @param {string} key of the session storage */
function kept(key) {
  keepAll();
  try {
    return record(JSON.parse(sessionStorage.getItem(key) ?? 'null'));
  } catch {
    return {};
  }
}

/** @param {string} key of the session storage */
function forget(key) {
  unkept.delete(key);
  try {
    sessionStorage.removeItem(key);
  } catch {
    // There is no storage, so there is nothing in it.
  }
}

/** One visitor's conversation in one tab: what was asked, what came back, and what continues it. Knows no DOM. */
class Conversation {
  /** @type {Turn[]} */
  turns = [];
  /** The language the visitor chose in the menu. @type {Language | null} */
  chosenLanguage = null;
  /** The page's language when they did. @type {Language | null} */
  chosenOver = null;
  /** Whether there were more turns than are kept. */
  cut = false;
  /** @type {Credentials | null} */
  #credentials = null;
  /** @type {AbortController | null} */
  #running = null;
  #key;
  #onChange;

  /** @param {string} key of the session storage @param {(turn: Turn) => void} onChange */
  constructor(key, onChange) {
    this.#key = key;
    this.#onChange = onChange;
  }

  get busy() {
    return this.#running !== null;
  }

  /** What shows that the conversation is this visitor's. */
  get credentials() {
    return this.#credentials;
  }

  /** @param {URL} server @param {string} question @param {Language} visitorLanguage @param {Language | null} askedIn set where the question's language is known */
  ask(server, question, visitorLanguage, askedIn = null) {
    /** @type {Turn} */
    const turn = {
      id: '',
      question,
      askedIn,
      status: 'asking',
      stage: 'searching',
      language: askedIn ?? visitorLanguage,
      segments: [],
      citations: [],
      answer: null,
      failure: null,
      feedback: null,
    };
    this.turns.push(turn);
    return this.#run(server, turn, visitorLanguage);
  }

  /** Puts a question that failed or was stopped once more, as a new turn in its place at the end. @param {URL} server @param {Turn} turn @param {Language} visitorLanguage */
  retry(server, turn, visitorLanguage) {
    this.turns = this.turns.filter((other) => other !== turn);
    return this.ask(server, turn.question, visitorLanguage, turn.askedIn);
  }

  stop() {
    this.#running?.abort();
  }

  /** Nobody looks any more; what is on its way is taken up when somebody does again. */
  leave() {
    const running = this.#running;
    const last = this.turns.at(-1);
    if (!running || !last) return;
    this.#running = null;
    running.abort();
    last.status = 'failed';
    last.failure = errorNamed('cut').failure;
    this.save();
  }

  /** Tells the server what the visitor thinks of an answer. @param {URL} server @param {Turn} turn @param {Feedback} feedback */
  async rate(server, turn, feedback) {
    const { helpful, reason } = feedback;
    await call(server, 'POST', `answers/${encodeURIComponent(turn.answer?.id ?? '')}/feedback`, json(reason ? feedback : { helpful }));
    turn.feedback = feedback;
    this.save();
  }

  /** Forgets the conversation, on the server first: where that fails, nothing is lost. @param {URL} server */
  async erase(server) {
    this.stop();
    if (this.#credentials) {
      await call(server, 'DELETE', this.#path, undefined, bearer(this.#credentials)).catch((error) => {
        // What the server does not know any more is erased.
        if (!UNKNOWN.includes(error.status)) throw error;
      });
    }
    this.turns = [];
    this.cut = false;
    this.#credentials = null;
    forget(this.#key);
  }

  /** What is here, after what only the server still has. @param {URL} server */
  async wholeTurns(server) {
    if (!this.cut) return this.turns;
    const reply = await call(server, 'GET', this.#path, undefined, bearer(this.#credentials));
    const here = new Set(this.turns.map(({ answer }) => answer?.id));
    const before = list(reply.turns)
      .map((turn) => ({ ...record(record(turn).answer), ...record(turn), status: 'answered' }))
      .map(readTurn)
      .filter(({ answer }) => !here.has(answer?.id));
    return [...before, ...this.turns];
  }

  get #path() {
    return `conversations/${encodeURIComponent(this.#credentials?.id ?? '')}`;
  }

  /** @param {URL} server @param {Turn} turn @param {Language} visitorLanguage */
  async #run(server, turn, visitorLanguage) {
    const controller = new AbortController();
    this.#running = controller;
    /** @type {Failure | null} */
    let failure = null;
    this.save();
    this.#onChange(turn);
    try {
      // What the visitor did is shown and what it asks for is sent in a task each.
      await breath();
      if (controller.signal.aborted) throw errorNamed('cut');
      await this.#receive(server, turn, visitorLanguage, controller.signal).catch((error) => {
        if (controller.signal.aborted || !(error instanceof AskError)) throw error;
        const refused = UNKNOWN.includes(error.status);
        if (turn.id) {
          // What has begun goes on at the server. Where that forgot it, the connection was lost, and no more.
          if (refused) throw errorNamed('cut');
          if (error.status) throw error;
        } else {
          // A token the server no longer takes must not lock the visitor out: the question opens a new conversation.
          if (!refused || !this.#credentials) throw error;
          this.#credentials = null;
        }
        return this.#receive(server, turn, visitorLanguage, controller.signal);
      });
    } catch (error) {
      failure = (error instanceof AskError ? error : errorNamed('cut')).failure;
    }
    if (this.#running !== controller) return;
    this.#running = null;
    turn.status = !failure ? 'answered' : controller.signal.aborted ? 'stopped' : 'failed';
    if (turn.status === 'failed') turn.failure = failure;
    this.save();
    this.#onChange(turn);
  }

  /** @param {URL} server @param {Turn} turn @param {Language} visitorLanguage @param {AbortSignal} signal */
  async #receive(server, turn, visitorLanguage, signal) {
    const credentials = this.#credentials;
    const request = { question: turn.question, language: turn.askedIn, visitorLanguage, credentials };
    let begun = performance.now();
    for await (const { name, data } of turn.id ? rejoin(server, turn.id, credentials, signal) : ask(server, request, signal)) {
      if (signal.aborted) throw errorNamed('cut');
      if (name === 'start') {
        turn.language = string(data.language) || turn.language;
        turn.id = string(data.id);
        this.#remember(string(data.conversation_id), string(data.conversation_token));
        this.save();
      } else if (name === 'status') {
        turn.stage = string(data.stage);
      } else if (name === 'segment') {
        this.#addCitations(
          turn,
          list(data.citations)
            .filter((item) => typeof item === 'object')
            .map(readCitation),
        );
        turn.segments[number(data.index)] = readSegment(data);
      } else if (name === 'error') {
        throw errorOf(number(data.status), data, 0);
      } else if (name === 'done') {
        this.#finish(turn, readAnswer(data));
        return;
      }
      this.#onChange(turn);
      if (performance.now() - begun > LONGEST_WORK_MS) {
        await shown();
        begun = performance.now();
      }
    }
    throw errorNamed('cut');
  }

  /** @param {Turn} turn @param {Answer} answer */
  #finish(turn, answer) {
    turn.answer = answer;
    turn.language = answer.language || turn.language;
    this.#addCitations(turn, answer.citations);
    // Streamed segments are never taken back; the whole answer adds the rest and says which known citations each one uses.
    answer.segments.forEach((segment, index) => {
      turn.segments[index] = segment;
    });
    this.#remember(answer.conversation_id, answer.conversation_token);
  }

  /** @param {Turn} turn @param {Citation[]} citations */
  #addCitations(turn, citations) {
    for (const citation of citations) {
      if (!turn.citations.some((known) => known.number === citation.number)) turn.citations.push(citation);
    }
    turn.citations.sort((a, b) => a.number - b.number);
  }

  /** @param {string} id @param {string} token */
  #remember(id, token) {
    if (id && token) this.#credentials = { id, token };
  }

  /** Nothing is written before there is something the visitor asked. */
  save() {
    if (!this.turns.length) return;
    keep(this.#key, { credentials: this.#credentials, language: this.chosenLanguage, over: this.chosenOver, cut: this.cut || this.turns.length > KEPT_TURNS, turns: this.turns.slice(-KEPT_TURNS) });
  }

  /** Takes up what was kept. @param {URL} server @param {Language} pageLanguage */
  restore(server, pageLanguage) {
    if (this.turns.length) return;
    const saved = kept(this.#key);
    const credentials = record(saved.credentials);
    this.#remember(string(credentials.id), string(credentials.token));
    if (!saved.turns) return;
    // Whoever has the page speak another language since then wants the same of what stands in it.
    this.chosenOver = languageOf(string(saved.over));
    this.chosenLanguage = this.chosenOver === pageLanguage ? languageOf(string(saved.language)) : null;
    this.cut = saved.cut === true;
    this.turns = list(saved.turns).map(readTurn);
    this.goOn(server);
  }

  /** Takes up an answer that was on its way when the page or the assistant's place in it was left. @param {URL} server */
  goOn(server) {
    const last = this.turns.at(-1);
    if (!last?.id || last.failure?.kind !== 'cut') return;
    last.failure = null;
    last.status = 'asking';
    // What is restored is drawn first.
    breath().then(() => (this.turns.includes(last) ? this.#run(server, last, last.askedIn ?? 'en') : undefined));
  }
}

/** @param {unknown} value @returns {Turn} */
function readTurn(value) {
  const from = record(value);
  const failure = record(from.failure);
  const feedback = record(from.feedback);
  /** @type {Turn} */
  const turn = {
    id: string(from.id),
    question: string(from.question),
    askedIn: languageOf(string(from.askedIn)),
    status: from.status === 'answered' || from.status === 'stopped' ? from.status : 'failed',
    stage: '',
    language: string(from.language),
    segments: list(from.segments).map(readSegment),
    citations: list(from.citations).map(readCitation),
    answer: from.answer ? readAnswer(from.answer) : null,
    failure: null,
    feedback: typeof feedback.helpful === 'boolean' ? { helpful: feedback.helpful, reason: string(feedback.reason) } : null,
  };
  if (turn.status === 'failed') {
    const kind = /** @type {FailureKind} */ (string(failure.kind));
    // A page left in the middle of an answer counts as a connection cut.
    turn.failure = { kind: kind || 'cut', retryAt: number(failure.retryAt), requestId: string(failure.requestId) };
  }
  return turn;
}
