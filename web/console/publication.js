// Changed documents before they are published: what waits, where it differs, what publishing it would do, and who does it.
import { address } from './address.js';
import { outcomeBadge } from './answers.js';
import { get, send } from './api.js';
import { badge, el, field, select, table } from './dom.js';
import { attempt, say } from './say.js';
import { may } from './session.js';
import { LANGUAGES, number, t, word } from './text.js';

/** A check takes some seconds; whoever waits for it is told within two. */
const LOOK_EVERY_MILLIS = 1_500;
const LONGEST = 60_000;

export async function render({ signal }) {
  const content = el('div');
  let timer = 0;
  signal.addEventListener('abort', () => clearTimeout(timer));

  async function reload() {
    const data = await get('publication', null, signal);
    const focused = document.activeElement?.dataset?.keep;
    show(data);
    if (focused) content.querySelector(`[data-keep="${focused}"]`)?.focus();
    clearTimeout(timer);
    if (data.check && !data.check.ended_at) timer = setTimeout(() => attempt(reload), LOOK_EVERY_MILLIS);
    return data;
  }

  const act = (path, done, body) => attempt(async () => {
    await send('POST', `publication/${path}`, body);
    await reload();
    say(done);
  });

  function show(data) {
    content.replaceChildren(el('div.heading', {}, el('h1', { tabindex: -1 }, t('page.publication')),
      el('a.button', { href: address('documents') }, t('documents.back'))),
    el('p.quiet', {}, t('publication.lead')),
    data.writable ? '' : el('p.notice', {}, t('publication.readOnly')),
    data.faults.length > 0 ? el('ul.notice', {}, data.faults.map((fault) => el('li', {}, fault))) : '',
    waiting(data), may('approver') ? form() : el('p.quiet', {}, t('publication.viewer')),
    data.check ? checked(data) : '');
  }

  function waiting(data) {
    return el('section', {}, el('h2', {}, t('publication.waiting')),
      data.staged.length === 0 ? el('p.quiet', {}, t('publication.nothing')) : data.staged.map(differences),
      data.staged.length > 0 && may('approver') && el('div.group', {},
        keep('check', el('button.primary', { type: 'button', disabled: data.check && !data.check.ended_at,
          click: () => act('check', t('publication.begun')) }, t('publication.check'))),
        el('button', { type: 'button', click: () => act('discard', t('publication.discarded')) }, t('publication.discard'))));
  }

  /** The form by which a document is staged. */
  function form() {
    const name = el('input', { type: 'text', maxlength: 64, required: true, value: 'privacy-policy', spellcheck: 'false' });
    const language = select(LANGUAGES, 'en');
    const text = el('textarea', { rows: 8, maxlength: LONGEST, required: true, spellcheck: 'false' });
    const file = el('input', { type: 'file', accept: '.md,text/markdown', change: () => attempt(async () => {
      const [chosen] = file.files;
      if (!chosen) return;
      text.value = await chosen.text();
      name.value = chosen.name.replace(/\.md$/, '');
    }) });
    return el('details', {}, el('summary', {}, t('publication.add')), el('form.card.wide', { novalidate: true, submit: (event) => {
      event.preventDefault();
      act('documents', t('publication.staged'), { document: name.value.trim(), language: language.value, text: text.value });
    } }, field(t('publication.file'), file), field(t('publication.name'), name, t('publication.nameHint')),
    field(t('filter.language'), language), field(t('publication.text'), text, t('publication.textHint')),
    el('button', { type: 'submit' }, t('publication.stage'))));
  }

  function checked(data) {
    const { result, ended_at: ended } = data.check;
    const part = el('section', { 'aria-live': 'polite' }, el('h2', {}, t('publication.result')));
    if (!ended) {
      part.append(el('p.quiet', {}, t('publication.running')));
      return part;
    }
    if (!result) {
      part.append(el('p.notice', {}, t('publication.failed')));
      return part;
    }
    part.append(el('p.badges', {}, badge(t(result.passes ? 'publication.passes' : 'publication.fails'), result.passes ? 'good' : 'bad')),
      ...findings(result));
    if (may('approver')) part.append(publish(data, result));
    return part;
  }

  function publish(data, result) {
    const despite = el('input', { type: 'checkbox', id: 'despite' });
    return el('form.group', { submit: (event) => {
      event.preventDefault();
      act('publish', t('publication.published'), { staged_version: data.staged_version, despite_the_check: despite.checked });
    } }, !result.passes && el('p.check', {}, despite, el('label', { for: 'despite' }, t('publication.despite'))),
    el('button.primary', { type: 'submit', disabled: !data.writable }, t('publication.publish')));
  }

  await reload();
  return { title: t('page.publication'), content };
}

/** Marks what has the keyboard before the page is made anew, so that it has it afterwards. */
function keep(name, node) {
  node.dataset.keep = name;
  return node;
}

function differences(one) {
  return el('details', { open: true }, el('summary', {}, `${one.title} · ${word('language', one.language)} · `,
    one.published_version ? t('publication.versions', { before: one.published_version, after: one.version }) : t('publication.new')),
  one.differences.length === 0 ? el('p.quiet', {}, t('publication.same'))
    : el('ol.cards', {}, one.differences.map((difference) => el('li.passage', {},
      el('p.source', {}, (difference.after ?? difference.before).passage_id, ' · ', (difference.after ?? difference.before).heading),
      difference.before && el('del', { lang: one.language }, difference.before.text),
      difference.after && el('ins', { lang: one.language }, difference.after.text)))));
}

function findings(result) {
  const part = (title, count, content) => el('details', { open: count > 0 }, el('summary', {}, `${title} (${number(count)})`),
    count > 0 ? content : el('p.quiet', {}, t('publication.none')));
  const got = (one) => [outcomeBadge(one.outcome), ' ',
    [...new Set(one.citations.map((citation) => citation.passage_id))].join(', ')];
  const { divergences, corrections, repeated, past } = result;
  return [
    part(t('publication.divergences'), divergences.length, table(t('publication.divergences'), [t('filter.passage'),
      t('publication.first'), t('publication.second')], divergences.map((one) => [one.place, side(one.first), side(one.second)]))),
    part(t('publication.corrections'), corrections.suspended.length, table(t('publication.corrections'), [t('corrections.question'),
      t('publication.instead'), t('filter.status')], corrections.suspended.map((one) => [
      el('a', { href: address('corrections', one.id), lang: one.lang }, one.question), el('span', {}, got(one.after)),
      badge(t(one.worse ? 'publication.worse' : 'publication.holds'), one.worse ? 'bad' : 'good')]))),
    el('p.quiet', {}, t('publication.asked', { n: number(repeated.asked) })),
    part(t('publication.repeated'), repeated.changed.length, table(t('publication.repeated'), [t('corrections.question'),
      t('publication.before'), t('publication.after')], repeated.changed.map((one) => [
      el('a', { href: address('conversations', one.conversation_id), lang: one.lang }, one.question), el('span', {}, got(one.before)),
      el('span', {}, got(one.after))]))),
    part(t('publication.fallen'), past.fallen.length, table(t('publication.fallen'), [t('filter.passage'), t('publication.quote'),
      t('publication.now'), t('publication.answers')], past.fallen.map((one) => [
      el('a', { href: address('conversations', '', { passage: one.passage_id, language: one.language }) }, one.passage_id),
      el('span', { lang: one.language }, one.quote), el('span', { lang: one.language }, one.moved_to || one.now || '–'),
      [number(one.answers), ' ', one.conversations.slice(0, 3).map((id, index) => [' ',
        el('a', { href: address('conversations', id), 'aria-label': `${t('conversation.title')} ${id}` }, `[${index + 1}]`)])]]))),
  ];
}

function side(one) {
  return el('span', {}, `${word('language', one.language)}: `, el('span', { lang: one.language }, one.text || '–'));
}
