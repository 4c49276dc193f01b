// Figures of a time. What visitors said and what they did not say are never added together.
import { address } from './address.js';
import { OUTCOMES } from './answers.js';
import { get } from './api.js';
import { bars, daily, scale } from './chart.js';
import { el, facts, table, terms } from './dom.js';
import { filterForm } from './filter.js';
import { LANGUAGE_TAGS, day, moment, number, seconds, t, word } from './text.js';

const FIELDS = [
  { name: 'from', kind: 'date' },
  { name: 'to', kind: 'date' },
  { name: 'language', kind: 'choice', options: LANGUAGE_TAGS },
];

export async function render({ query, signal }) {
  const figures = await get('analytics', query, signal);
  const within = Object.fromEntries([...query].filter(([name]) => FIELDS.some((one) => one.name === name)));
  const to = (name) => (value) => address('conversations', '', { ...within, [name]: value });
  const { helpful, unhelpful, none } = figures.feedback;
  const part = (title, content, note) => el('section', {}, el('h2', {}, title), note && el('p.quiet', {}, note), content);
  return { title: t('page.analytics'), content: el('div', {}, el('h1', { tabindex: -1 }, t('page.analytics')),
    el('p.quiet', {}, moment(figures.from), ' – ', moment(figures.to)), filterForm('analytics', query, FIELDS),
    terms('numbers', [[t('analytics.conversations'), number(figures.conversations)],
      [t('analytics.questions'), number(figures.questions)], [t('analytics.helpful'), number(helpful)],
      [t('analytics.unhelpful'), number(unhelpful)], [t('analytics.silent'), number(none)],
      [t('analytics.reviewed'), number(figures.labelled_answers)]]),
    part(t('analytics.days'), figures.days.length === 0 ? el('p.quiet', {}, t('analytics.nothing'))
      : [daily(figures.days, OUTCOMES), el('details', {}, el('summary', {}, t('analytics.asTable')), table(t('analytics.days'),
        [t('analytics.day'), ...OUTCOMES.map((outcome) => word('outcome', outcome))], figures.days.map((one) =>
          [day(one.day), ...OUTCOMES.map((outcome) => number(one.outcomes[outcome] ?? 0))])))]),
    el('div.grid', {},
      part(t('analytics.outcomes'), bars(figures.outcomes, 'outcome', to('outcome'))),
      part(t('analytics.reasons'), bars(figures.reasons, 'reason', to('reason'))),
      part(t('analytics.feedback'), bars(figures.feedback, 'feedback', to('feedback')), t('analytics.feedbackNote')),
      part(t('analytics.languages'), bars(figures.languages, 'language', to('language'))),
      part(t('analytics.modes'), bars(figures.modes, 'mode', to('mode'))),
      part(t('analytics.labels'), bars(figures.labels, 'label', to('label')),
        t('analytics.labelsNote', { n: number(figures.labelled_answers) })),
      part(t('analytics.passages'), bars(figures.passages, 'passage', to('passage'))),
      part(t('analytics.times'), [times([
        [t('analytics.firstHalf'), figures.first_segment_micros.p50],
        [t('analytics.firstMost'), figures.first_segment_micros.p95],
        [t('analytics.wholeHalf'), figures.took_micros.p50],
        [t('analytics.wholeMost'), figures.took_micros.p95]]), facts([
        [t('trace.tokens'), t('trace.inOut', { input: number(figures.tokens.input), output: number(figures.tokens.output) })]])]))) };
}

/** Microseconds, each as a bar of the longest. */
function times(told) {
  const most = Math.max(1, ...told.map(([, micros]) => micros ?? 0));
  return el('ul.bars', {}, told.map(([name, micros]) =>
    el('li', {}, el('span', {}, name), scale((micros ?? 0) / most), el('span', {}, seconds(micros)))));
}
