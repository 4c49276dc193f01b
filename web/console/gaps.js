// What visitors ask and the policies do not answer.
import { address } from './address.js';
import { get } from './api.js';
import { scale } from './chart.js';
import { badge, el, terms } from './dom.js';
import { number, t, word } from './text.js';

export async function render({ signal }) {
  const { gaps } = await get('gaps', null, signal);
  const content = el('div', {}, el('h1', { tabindex: -1 }, t('page.gaps')), el('p.quiet', {}, t('gaps.lead')),
    gaps.length === 0 && el('p.quiet', {}, t('gaps.none')), el('ol.rows', {}, gaps.map((gap) => row(gap, gaps[0].questions_28d))));
  return { title: t('page.gaps'), content };
}

/** @param most questions of the widest gap, which comes first */
function row(gap, most) {
  const query = gap.topic === 'other' ? { outcome: 'abstained' } : { outcome: 'abstained', topic: gap.topic };
  const trend = gap.questions_28d - gap.questions_28d_before;
  return el('li', {}, el('div.what', {},
    el('a.question', { href: address('conversations', '', query) }, word('concept', gap.topic)),
    el('p', {}, scale(gap.questions_28d / most)),
    el('p.badges', {}, Object.entries(gap.reasons).map(([reason, count]) => badge(`${word('reason', reason)} ${number(count)}`)),
      Object.entries(gap.languages).map(([language, count]) => badge(`${word('language', language)} ${number(count)}`))),
    el('ul.examples', { 'aria-label': t('gaps.examples') }, gap.examples.map((example) => el('li', {}, example)))),
  terms('figures', [[t('gaps.week'), number(gap.questions_7d)], [t('gaps.month'), number(gap.questions_28d)],
    [t('gaps.trend'), trend > 0 ? `▲ +${number(trend)}` : trend < 0 ? `▼ −${number(-trend)}` : '='],
    [t('gaps.closest'), gap.closest_passage ?? '–']]));
}
