// @ts-check
// Talking to the bot, and trusting nothing that it sends.

/**
 * @typedef {{ language: string, quote: string, status: string }} Prevailing
 * @typedef {{ number: number, passage_id: string, document: string, title: string, language: string, version: string,
 *   heading: string, quote: string, start: number, end: number, url: string, prevailing: Prevailing | null }} Citation
 * @typedef {{ text: string, citations: number[], provenance: string }} Segment
 * @typedef {{ kind: string, rights: string[], email: string, hours: string, open_now: boolean | null, next_open: string }} Handoff
 * @typedef {{ id: string, conversation_id: string, conversation_token: string, created_at: string, language: string, outcome: string,
 *   segments: Segment[], citations: Citation[], abstain: { closest: Citation[] } | null, handoff: Handoff | null, notices: string[] }} Answer
 * @typedef {{ id: string, token: string }} Credentials
 * @typedef {{ name: string, data: Record<string, unknown> }} ServerEvent
 * @typedef {'offline' | 'unreachable' | 'cut' | 'limited' | 'busy' | 'invalid' | 'tooLong' | 'refused' | 'server'} FailureKind
 * @typedef {{ kind: FailureKind, retryAt: number, requestId: string }} Failure
 */

/** Longer than the relay's own deadline and two heartbeats: a server silent for this long is gone. */
const SILENCE_LIMIT_MS = 45_000;
const DEFAULT_WAIT_S = 30;

class AskError extends Error {
  /** @param {Failure} failure @param {number} [status] @param {Record<string, unknown>} [problem] what the server said */
  constructor(failure, status = 0, problem = {}) {
    super(failure.kind);
    this.failure = failure;
    this.status = status;
    this.problem = problem;
  }
}

// The server's words are read field by field: a missing or misshapen one shows as empty and breaks nothing.

/** @param {unknown} value @returns {Record<string, unknown>} */
function record(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Record<string, unknown>} */ (value) : {};
}

/** @param {unknown} value */
function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {unknown} value */
function string(value) {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** @param {unknown} value */
function number(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

/** @param {unknown} value @returns {Citation} */
function readCitation(value) {
  const from = record(value);
  const prevailing = record(from.prevailing);
  return {
    number: number(from.number),
    passage_id: string(from.passage_id),
    document: string(from.document),
    title: string(from.title),
    language: string(from.language),
    version: string(from.version),
    heading: string(from.heading),
    quote: string(from.quote),
    start: number(from.start),
    end: number(from.end),
    url: string(from.url),
    prevailing: prevailing.quote
      ? { language: string(prevailing.language), quote: string(prevailing.quote), status: string(prevailing.status) }
      : null,
  };
}

/** In the whole answer a segment's citations are numbers; in the stream they are its new citations, and `numbers` are all. @param {unknown} value @returns {Segment} */
function readSegment(value) {
  const from = record(value);
  const numbers = list(from.numbers ?? from.citations).map(number);
  return { text: string(from.text), citations: numbers.filter((n) => n > 0), provenance: string(from.provenance) };
}

/** @param {unknown} value @returns {Handoff} */
function readHandoff(value) {
  const from = record(value);
  return {
    kind: string(from.kind),
    rights: list(from.rights ?? (from.right ? [from.right] : [])).map(string),
    email: string(from.email),
    hours: string(from.hours),
    open_now: typeof from.open_now === 'boolean' ? from.open_now : null,
    next_open: string(from.next_open),
  };
}

/** @param {unknown} value @returns {Answer} */
function readAnswer(value) {
  const from = record(value);
  const abstain = from.abstain ? record(from.abstain) : null;
  return {
    id: string(from.id),
    conversation_id: string(from.conversation_id),
    conversation_token: string(from.conversation_token),
    created_at: string(from.created_at),
    language: string(from.language),
    outcome: string(from.outcome),
    segments: list(from.segments).map(readSegment),
    citations: list(from.citations).map(readCitation),
    abstain: abstain && { closest: list(abstain.closest).map(readCitation) },
    handoff: from.handoff ? readHandoff(from.handoff) : null,
    notices: list(from.notices).map(string),
  };
}

/** @param {string | null} header seconds or an HTTP date @returns {number} seconds, 0 where there is none */
function secondsOf(header) {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), 3600) : 0;
}

/** What every request has in common: it carries nothing of the visitor's and leaves nothing in the browser. */
const PRIVATE = /** @type {const} */ ({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });

/** As JSON, on pages too whose libraries gave arrays a `toJSON` of their own. @param {unknown} value */
function json(value) {
  const arrays = /** @type {{ toJSON?: unknown }} */ (/** @type {unknown} */ (Array.prototype));
  const { toJSON } = arrays;
  delete arrays.toJSON;
  try {
    return JSON.stringify(value);
  } finally {
    if (toJSON) arrays.toJSON = toJSON;
  }
}

/** What shows that a conversation is this visitor's. @param {Credentials | null} credentials @returns {Record<string, string>} */
function bearer(credentials) {
  return credentials ? { Authorization: `Bearer ${credentials.token}` } : {};
}

/**
 * A request and its reply, in JSON.
 * @param {URL} server @param {string} method @param {string} path @param {string} [body] @param {Record<string, string>} [headers]
 */
async function call(server, method, path, body, headers = {}) {
  let response;
  let reply;
  try {
    response = await fetch(new URL(path, server), {
      ...PRIVATE,
      method,
      headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body,
      signal: AbortSignal.timeout(SILENCE_LIMIT_MS),
    });
    reply = response.status === 204 ? {} : record(await response.json());
  } catch {
    // Not even a problem document: it may have arrived or not.
    throw errorNamed('cut');
  }
  if (!response.ok) throw errorOf(response.status, reply, secondsOf(response.headers.get('Retry-After')));
  return reply;
}

/** What a problem document or a status means to the visitor. @param {number} status @param {unknown} problem @param {number} wait seconds @returns {AskError} */
function errorOf(status, problem, wait) {
  /** @type {FailureKind} */
  let kind = 'server';
  if (status === 429) kind = 'limited';
  else if (status === 503) kind = 'busy';
  else if (status === 413) kind = 'tooLong';
  else if (status === 400 || status === 422) kind = 'invalid';
  else if (status === 401 || status === 403) kind = 'refused';
  const waits = kind === 'limited' || kind === 'busy';
  const retryAt = waits ? Date.now() + (wait || DEFAULT_WAIT_S) * 1000 : 0;
  return new AskError({ kind, retryAt, requestId: string(record(problem).request_id) }, status, record(problem));
}

/** @param {FailureKind} kind */
function errorNamed(kind) {
  return new AskError({ kind, retryAt: 0, requestId: '' });
}

/**
 * Server-sent events of a body. EventSource cannot POST, so the format is read here: fields, comment lines, three kinds of line end.
 * @param {ReadableStream<Uint8Array>} body @param {() => void} onBytes
 * @returns {AsyncGenerator<ServerEvent, void, undefined>}
 */
async function* readEvents(body, onBytes) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  let name = '';
  /** @type {string[]} */
  let data = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      onBytes();
      buffer += decoder.decode(value, { stream: true });
      // A carriage return at the very end may be half of a pair: it waits for the next bytes.
      for (let end; (end = /\r\n|\n|\r(?=[^])/.exec(buffer));) {
        const line = buffer.slice(0, end.index);
        buffer = buffer.slice(end.index + end[0].length);
        if (line === '') {
          if (data.length) yield { name: name || 'message', data: record(JSON.parse(data.join('\n'))) };
          name = '';
          data = [];
          continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') name = text;
        if (field === 'data') data.push(text);
      }
    }
  } finally {
    // Whoever stops reading also lets the connection go.
    reader.cancel().catch(() => {});
  }
}

/**
 * Puts a question. Yields the stream's events; an answer that came as plain JSON is one `done`.
 * @param {URL} server
 * @param {{ question: string, language: Language | null, visitorLanguage: Language, credentials: Credentials | null }} request
 * @param {AbortSignal} signal
 */
function ask(server, request, signal) {
  /** @type {Record<string, string>} */
  const body = { question: request.question };
  if (request.language) body.language = request.language;
  if (request.credentials) body.conversation_id = request.credentials.id;
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': request.visitorLanguage };
  return events(server, 'ask', { method: 'POST', body: json(body) }, headers, request.credentials, signal);
}

/** The events of an answer that has begun, from its first on. @param {URL} server @param {string} id @param {Credentials | null} credentials @param {AbortSignal} signal */
function rejoin(server, id, credentials, signal) {
  return events(server, `answers/${encodeURIComponent(id)}/events`, {}, {}, credentials, signal);
}

/**
 * @param {URL} server @param {string} path @param {RequestInit} init @param {Record<string, string>} headers
 * @param {Credentials | null} credentials @param {AbortSignal} signal
 * @returns {AsyncGenerator<ServerEvent, void, undefined>}
 */
async function* events(server, path, init, headers, credentials, signal) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  const onBytes = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
  };
  const onAbort = () => silence.abort();
  signal.addEventListener('abort', onAbort);
  let begun = false;
  try {
    const response = await fetch(new URL(path, server), {
      ...PRIVATE,
      ...init,
      headers: { Accept: 'text/event-stream', ...headers, ...bearer(credentials) },
      signal: silence.signal,
    });
    begun = true;
    const type = response.headers.get('Content-Type') ?? '';
    if (!response.ok) {
      const problem = type.includes('json') ? await response.json().catch(() => null) : null;
      throw errorOf(response.status, problem, secondsOf(response.headers.get('Retry-After')));
    }
    if (type.includes('text/event-stream') && response.body) {
      yield* readEvents(response.body, onBytes);
    } else if (type.includes('json')) {
      yield { name: 'done', data: record(await response.json()) };
    } else {
      throw errorNamed('server');
    }
  } catch (error) {
    if (error instanceof AskError) throw error;
    if (navigator.onLine === false) throw errorNamed('offline');
    throw errorNamed(begun ? 'cut' : 'unreachable');
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    silence.abort();
  }
}

/** The whole passage a citation quotes from. @param {URL} server @param {Citation} citation @returns {Promise<string>} */
async function loadPassage(server, citation) {
  const path = `documents/${encodeURIComponent(citation.document)}/passages/${encodeURIComponent(citation.passage_id)}`;
  const text = string((await call(server, 'GET', `${path}?lang=${encodeURIComponent(citation.language)}`)).text);
  if (!text) throw errorNamed('server');
  return text;
}
