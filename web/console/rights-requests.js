// Rights requests and hand-offs: their clocks, their mail, and what support does with them.
import { address } from './address.js';
import { get, getPublic, send } from './api.js';
import { scale } from './chart.js';
import { badge, el, facts, field, select, table, terms } from './dom.js';
import { filterForm, openFilter } from './filter.js';
import { inParts } from './parts.js';
import { attempt, say } from './say.js';
import { may } from './session.js';
import { moment, number, t, word, words } from './text.js';

const RIGHTS = ['access', 'rectification', 'erasure', 'restriction', 'portability', 'objection'];
const fields = (regimes) => [
  { name: 'state', kind: 'choice', words: 'case_state',
    options: ['open', 'awaiting_verification', 'received', 'acknowledged', 'in_progress', 'paused', 'closed'] },
  { name: 'kind', kind: 'choice', options: ['rights_request', 'handoff'] },
  { name: 'right', kind: 'choice', options: RIGHTS },
  { name: 'regime', kind: 'choice', options: regimes },
  { name: 'due_within_days', kind: 'days' },
];
const OUTCOMES = ['granted', 'partly_granted', 'refused', 'withdrawn', 'answered'];
/** Whoever is refused something is told why. */
const REFUSALS = ['partly_granted', 'refused'];
const CLOCKS = { overdue: 'bad', at_risk: 'warn', on_track: 'good' };
const MAILS = { sent: 'good', dead: 'bad', expired: 'bad', pending: 'warn' };
/** What a state allows; the server has the last word. */
const CHANGES = {
  received: ['acknowledge', 'start', 'set_regime', 'extend', 'close'],
  acknowledged: ['start', 'set_regime', 'extend', 'close'],
  in_progress: ['pause', 'set_regime', 'extend', 'close'],
  paused: ['start', 'set_regime', 'extend', 'close'],
};

export async function render({ id, query, signal }) {
  return id ? one(id, signal) : list(query, signal);
}

/** The laws on file. */
async function laws(signal) {
  return (await getPublic('forms', signal)).regimes.map((one) => one.regime);
}

/** The clock in words; its colour only repeats them. */
function clock(item) {
  const text = item.clock === 'on_track' || item.clock === 'at_risk' ? t(`clock.${item.clock}`, { days: number(item.days_left) })
    : item.clock === 'overdue' ? t('clock.overdue', { days: number(-item.days_left) }) : t(`clock.${item.clock}`);
  return badge(text, CLOCKS[item.clock] ?? 'plain');
}

/** How much of the time to answer is over, beside the words that say it. */
function spent(item) {
  if (!CLOCKS[item.clock] || !item.due_at) return null;
  const [from, to] = [item.received_at, item.due_at].map(Date.parse);
  return el('p', {}, scale((Date.now() - from) / (to - from), null, item.clock === 'on_track' ? 'good' : 'bad'));
}

function wanted(item) {
  return item.kind === 'handoff' ? word('kind', 'handoff')
    : item.rights.map((right) => word('right', right.right)).join(' · ');
}

async function list(query, signal) {
  const rows = el('ol.rows');
  const [regimes, more] = await Promise.all([laws(signal),
    inParts('rights-requests', query, signal, rows, (page) => page.rights_requests.map(row))]);
  const filter = filterForm('rights-requests', query, fields(regimes));
  const content = el('div', {}, el('h1', { tabindex: -1 }, t('page.rights-requests')),
    filter, rows.children.length === 0 && el('p.quiet', {}, t('rights.none')), rows, more);
  const move = (steps) => {
    const at = [...rows.children].findIndex((one) => one.contains(document.activeElement));
    rows.children[at < 0 ? 0 : at + steps]?.querySelector('a').focus();
  };
  return { title: t('page.rights-requests'), content, keys: [
    { key: 'j', text: t('key.next'), run: () => move(1) },
    { key: 'k', text: t('key.previous'), run: () => move(-1) },
    { key: 'f', text: t('key.filters'), run: () => openFilter(filter) },
  ] };
}

function row(item) {
  return el('li', {}, el('div.what', {},
    el('a.question', { href: address('rights-requests', item.reference) }, `${item.reference} · ${wanted(item)}`),
    el('p.badges', {}, clock(item), badge(word('case_state', item.status), item.status === 'closed' ? 'good' : 'plain'),
      badge(t(item.verified ? 'rights.verified' : 'rights.unverified'), item.verified ? 'plain' : 'warn'),
      item.last_mail && badge(t('rights.mailIs', { topic: word('mail_topic', item.last_mail.topic), state: word('mail_state', item.last_mail.state) }),
        MAILS[item.last_mail.state])), spent(item)),
  terms('figures', [[t('rights.due'), moment(item.due_at)], [t('filter.regime'), word('regime', item.regime)],
    [t('rights.received'), moment(item.received_at)], [t('rights.from'), item.email],
    [t('filter.language'), word('language', item.language)]]));
}

async function one(reference, signal) {
  const path = `rights-requests/${encodeURIComponent(reference)}`;
  const content = el('div');
  const reload = async () => show(await get(path));

  function show(data) {
    content.replaceChildren(
      el('div.heading', {}, el('h1', { tabindex: -1 }, `${data.reference} · ${wanted(data)}`),
        el('a.button', { href: address('rights-requests') }, t('rights.back'))),
      el('p.badges', {}, clock(data), badge(word('case_state', data.status)), data.outcome && badge(word('case_outcome', data.outcome)),
        data.extended && badge(t('rights.extended')), badge(t(data.verified ? 'rights.verified' : 'rights.unverified'),
          data.verified ? 'plain' : 'warn')),
      el('div.columns', {}, el('div', {}, about(data), mails(data)), el('div', {}, changes(data), log(data))));
  }

  function about(data) {
    return el('section', {}, el('h2', {}, t('rights.about')), facts([
      [t('rights.from'), data.email], [t('rights.name'), data.name], [t('rights.onBehalfOf'), data.on_behalf_of],
      [t('filter.regime'), word('regime', data.regime)], [t('filter.language'), word('language', data.language)],
      [t('rights.received'), moment(data.received_at)],
      ...data.rights.map((right) => [t('rights.dueFor', { right: word('right', right.right) }), moment(right.due_at)]),
      [t('rights.verifiedAt'), data.verified_at && moment(data.verified_at)],
      [t('rights.joinedTo'), data.joined_to && el('a', { href: address('rights-requests', data.joined_to) }, data.joined_to)],
    ]),
    data.details && el('div', {}, el('h3', {}, t('rights.details')), el('p.words', { lang: data.language }, data.details)),
    data.transcript && el('details', {}, el('summary', {}, t('rights.transcript')), el('p.words', { lang: data.language }, data.transcript)),
    data.masked && may('reviewer') && el('p', {}, el('button', { type: 'button', click: () => attempt(async () => {
      show(await send('POST', `${path}/reveal`));
      say(t('action.revealed'));
    }) }, t('action.reveal'))));
  }

  function mails(data) {
    return el('section', {}, el('h2', {}, t('rights.mails')), data.mails.length === 0 ? el('p.quiet', {}, t('rights.noMail'))
      : table(t('rights.mails'), [t('rights.mail'), t('rights.state'), t('rights.attempts'), t('rights.queued'), t('rights.concluded')],
        data.mails.map((mail) => [word('mail_topic', mail.topic), [badge(word('mail_state', mail.state), MAILS[mail.state]),
          mail.fault && el('p.hint', {}, mail.fault),
          ...mail.state === 'dead' && may('reviewer') ? resending(mail, data) : []], number(mail.attempts), moment(mail.created_at), moment(mail.concluded_at)])));
  }

  /** A mail server may refuse a mail for the conversation in it: then support gets it without. */
  function resending(mail, data) {
    const again = (name, body) => el('button', { type: 'button', click: () => attempt(async () => {
      await send('POST', `${path}/mails/${encodeURIComponent(mail.id)}/resend`, body);
      await reload();
      say(t('rights.resent'));
    }) }, t(name));
    return [again('rights.resend', {}),
      mail.topic === 'support' && data.transcript && again('rights.resendWithout', { transcript: false })];
  }

  function changes(data) {
    const allowed = (CHANGES[data.status] ?? []).filter((change) => !['extend', 'set_regime'].includes(change)
      || (data.due_at && (change === 'set_regime' || (!data.extended && data.clock !== 'overdue'))));
    if (!may('reviewer')) return el('section', {}, el('h2', {}, t('rights.changes')), el('p.quiet', {}, t('rights.viewer')));
    if (allowed.length === 0) {
      return el('section', {}, el('h2', {}, t('rights.changes')), el('p.quiet', {},
        t(data.status === 'closed' ? 'rights.closed' : 'rights.waits')));
    }
    const change = select(words('change', allowed), allowed[0], { change: () => fit() });
    const reason = el('textarea', { rows: 3, maxlength: 2000, name: 'reason' });
    const outcome = select([['', t('rights.choose')], ...words('case_outcome', OUTCOMES)], '', { change: () => fit() });
    const regime = select([['', t('rights.choose')], ...words('regime', regimes.filter((one) => one !== data.regime))], '');
    const regimeField = field(t('filter.regime'), regime);
    const reasonField = field(t('rights.reason'), reason, t('rights.reasonHint'));
    const outcomeField = field(t('rights.outcome'), outcome);
    const effect = el('p.hint');
    const fit = () => {
      reasonField.hidden = ['acknowledge', 'start'].includes(change.value);
      regimeField.hidden = change.value !== 'set_regime';
      outcomeField.hidden = change.value !== 'close';
      reason.required = !reasonField.hidden && (change.value !== 'close' || REFUSALS.includes(outcome.value));
      effect.textContent = t(`change.${change.value}.effect`);
    };
    fit();
    return el('section', {}, el('h2', {}, t('rights.changes')), el('form.card', { submit: async (event) => {
      event.preventDefault();
      const body = { change: change.value };
      if (!reasonField.hidden && reason.value.trim()) body.reason = reason.value.trim();
      if (!regimeField.hidden && regime.value) body.regime = regime.value;
      if (change.value === 'close' && outcome.value) body.outcome = outcome.value;
      if (await attempt(() => send('POST', `${path}/changes`, body))) {
        say(t('rights.changed', { change: word('change', change.value) }));
        await attempt(reload);
        content.querySelector('h1').focus();
      }
    } }, field(t('rights.change'), change), effect, regimeField, outcomeField, reasonField,
    el('button.primary', { type: 'submit' }, t('rights.apply'))));
  }

  function log(data) {
    return el('section', {}, el('h2', {}, t('rights.log')),
      el('p', {}, badge(t(data.log_whole ? 'rights.logWhole' : 'rights.logBroken'), data.log_whole ? 'good' : 'bad')),
      el('ol.log', {}, data.log.map((entry) => el('li', {}, el('p', {}, el('b', {}, word('event', entry.event))),
        el('p.quiet', {}, moment(entry.at), entry.detail ? ` · ${entry.detail}` : '')))));
  }

  const [regimes, found] = await Promise.all([laws(signal), get(path, null, signal)]);
  show(found);
  return { title: reference, content, keys: [] };
}
