// The keys of developers who call the API.
import { address } from './address.js';
import { get, send } from './api.js';
import { badge, el, field, select, table } from './dom.js';
import { attempt, say, shownOnce } from './say.js';
import { moment, t, word, words } from './text.js';

const SCOPES = ['ask', 'search', 'handoff', 'transcripts'];
const PERIODS = ['PT1S', 'PT1M', 'PT1H', 'P1D'];

export async function render({ signal }) {
  const content = el('div');
  const made = el('div', { role: 'status' });

  /** A key is shown once; the server keeps only what tells it again. */
  function showKey({ name, key }) {
    made.replaceChildren(shownOnce(t('apikeys.made', { name }), key, t('apikeys.copy')));
  }

  async function reload() {
    show((await get('api-keys')).api_keys);
  }

  function show(keys) {
    content.replaceChildren(el('h1', { tabindex: -1 }, t('page.api-keys')), el('p.quiet', {}, t('apikeys.lead')), made,
      keys.length === 0 ? el('p.quiet', {}, t('apikeys.none')) : table(t('page.api-keys'),
        [t('apikeys.name'), t('apikeys.scopes'), t('apikeys.origins'), t('apikeys.limit'),
          t('apikeys.used'), t('agents.state'), t('agents.actions')], keys.map(row)),
      adding());
  }

  function row(key) {
    const log = el('a.button', { href: address('audit', '', { target: key.id }) }, t('agents.log'),
      el('span.unseen', {}, ` ${key.name}`));
    return [[el('div', {}, key.name), key.prefix && el('code.quiet', {}, `${key.prefix}…`)],
      key.scopes.length === SCOPES.length ? lines([t('apikeys.everything')]) : lines(key.scopes.map((scope) => word('scope', scope))),
      key.origins.length ? lines(key.origins) : t('apikeys.servers'), limit(key.rate_limit),
      key.last_used_at ? moment(key.last_used_at) : t('apikeys.never'),
      key.revoked_at ? [badge(t('apikeys.revoked'), 'bad'), el('div.hint', {}, moment(key.revoked_at))]
        : badge(t('apikeys.counts'), 'good'),
      el('div.group', {}, key.revoked_at ? null : revoking(key), log)];
  }

  /** What cannot be undone takes a second click. */
  function revoking(key) {
    const place = el('span.group');
    const seen = el('span.unseen', {}, ` ${key.name}`);
    const ask = el('button', { type: 'button', click: () => {
      place.replaceChildren(yes, no);
      yes.focus();
    } }, t('apikeys.revoke'), seen);
    const yes = el('button', { type: 'button', click: () => attempt(async () => {
      await send('POST', `api-keys/${encodeURIComponent(key.id)}/revoke`);
      await reload();
      say(t('apikeys.revokedNow', { name: key.name }));
    }) }, t('apikeys.revokeForGood'), seen.cloneNode(true));
    const no = el('button', { type: 'button', click: () => {
      place.replaceChildren(ask);
      ask.focus();
    } }, t('apikeys.keep'), seen.cloneNode(true));
    place.append(ask);
    return place;
  }

  function adding() {
    const name = el('input', { maxlength: 100, required: true, autocomplete: 'off' });
    const scopes = SCOPES.map((scope) => [scope, el('input', { type: 'checkbox', id: `scope-${scope}`, checked: true })]);
    const origins = el('textarea', { rows: 2, spellcheck: 'false' });
    const requests = el('input', { type: 'number', min: 1, max: 1000000 });
    const period = select(words('per', PERIODS), 'PT1M');
    return el('section', {}, el('h2', {}, t('apikeys.add')), el('form.card', { submit: (event) => {
      event.preventDefault();
      attempt(async () => {
        const chosen = scopes.filter(([, check]) => check.checked).map(([scope]) => scope);
        if (chosen.length === 0) {
          scopes[0][1].focus();
          throw new Error(t('apikeys.noScope'));
        }
        showKey(await send('POST', 'api-keys', { name: name.value.trim(), scopes: chosen,
          origins: origins.value.split(/[\s,]+/).filter(Boolean),
          rate_limit: requests.value ? `${requests.value}/${period.value}` : null }));
        await reload();
        made.scrollIntoView({ block: 'nearest' });
      });
    } }, field(t('apikeys.name'), name, t('apikeys.nameHint')),
      el('fieldset.choices', {}, el('legend', {}, t('apikeys.scopes')), scopes.map(([scope, check]) => el('div.check', {}, check,
        el('label', { for: check.id }, word('scope', scope))))),
      field(t('apikeys.origins'), origins, t('apikeys.originsHint')),
      field(t('apikeys.limit'), requests, t('apikeys.limitHint')), field(t('apikeys.per'), period),
      el('button.primary', { type: 'submit' }, t('apikeys.add'))));
  }

  show((await get('api-keys', null, signal)).api_keys);
  return { title: t('page.api-keys'), content };
}

function lines(texts) {
  return texts.map((text) => el('div.whole', {}, text));
}

/** A limit such as 60/PT1M in words; one of another period as it is. */
function limit(text) {
  if (text === null) return t('apikeys.unlimited');
  const [count, period] = text.split('/');
  return PERIODS.includes(period) ? t('apikeys.rate', { count, period: word('per', period) }) : text;
}
