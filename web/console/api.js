// Talks to the server. Everything goes to the host that the page came from, and carries its session cookie by itself.
import { t } from './text.js';

const API = new URL('../api/console/', document.baseURI);
const PUBLIC = new URL('../', document.baseURI);

/** A refusal, with what a person can do about it as its message. */
export class Refusal extends Error {
  /** @param errors what is wrong with single fields: pairs of pointer and detail */
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

async function request(url, options) {
  let reply;
  try {
    reply = await fetch(url, { credentials: 'same-origin', redirect: 'error', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal(0, t('error.network'));
  }
  if (reply.status === 204) return null;
  const json = await reply.json().catch(() => ({}));
  if (!reply.ok) {
    const wait = reply.headers.get('Retry-After');
    const detail = [json.detail || t('error.unknown'), wait && t('error.wait', { seconds: wait })];
    throw new Refusal(reply.status, detail.filter(Boolean).join(' '), json.errors);
  }
  return json;
}

/** GET from the console's own API; the query is a URLSearchParams or nothing. */
export function get(path, query, signal) {
  const url = new URL(path, API);
  url.search = query ? query.toString() : '';
  return request(url, { signal, headers: { Accept: 'application/json' } });
}

export function send(method, path, body = {}) {
  return request(new URL(path, API), {
    method, headers: { Accept: 'application/json', 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
}

/** GET from what visitors see too. */
export function getPublic(path, signal) {
  return request(new URL(path, PUBLIC), { signal, headers: { Accept: 'application/json' } });
}

/** Where a file of the console's API is fetched from. */
export function fileUrl(path, query) {
  const url = new URL(path, API);
  url.search = query.toString();
  return url.href;
}

/** Where visitors read a passage. */
export function pageUrl(document, language, passageId = '') {
  const anchor = passageId.split(':')[1];
  return new URL(`documents/${document}?lang=${language}${anchor ? `#${anchor}` : ''}`, PUBLIC).href;
}

const documents = new Map();

/** A document's version of today, fetched once for each language. */
export function documentOf(id, language) {
  const key = `${id} ${language}`;
  if (!documents.has(key)) {
    const loading = getPublic(`documents/${encodeURIComponent(id)}?lang=${encodeURIComponent(language)}`);
    documents.set(key, loading);
    loading.catch(() => documents.delete(key));
  }
  return documents.get(key);
}

/** A passage as it is today, or nothing where there is none any more. */
export async function passageToday(passageId, language) {
  const document = await documentOf(passageId.split(':')[0], language).catch(() => null);
  return document?.passages.find((passage) => passage.passage_id === passageId) ?? null;
}
