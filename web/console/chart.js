// The drawings: a scale from 0 to 1, bars by day. Each stands beside the figures that it draws, so that none is needed.
import { el, svg } from './dom.js';
import { day, number, t, word } from './text.js';

/** A bar from 0 to 1, with a line where the threshold is, if there is one. The figure stands beside it. */
export function scale(value, threshold = null, kind = 'plain') {
  const width = 100 * Math.min(1, Math.max(0, value));
  return svg(`svg.scale.${kind}`, { viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect.track', { width: 100, height: 8 }), svg('rect.fill', { width, height: 8 }),
    threshold !== null && svg('rect.threshold', { x: 100 * threshold - 0.4, width: 0.8, height: 8 }));
}

/** Counted words as bars, the longest first; `link` gives where each leads, or nothing. */
export function bars(counted, kind, link = () => null) {
  const entries = Object.entries(counted).filter(([, count]) => count > 0);
  const most = Math.max(1, ...entries.map(([, count]) => count));
  if (entries.length === 0) return el('p.quiet', {}, t('analytics.nothing'));
  return el('ul.bars', {}, entries.map(([name, count]) => {
    const href = link(name);
    const text = kind === 'passage' ? name : word(kind, name);
    return el('li', {}, href ? el('a', { href }, text) : el('span', {}, text), scale(count / most), el('span', {}, number(count)));
  }));
}

const HEIGHT = 120;
const DAY_MILLIS = 86_400_000;

/** The days with those between them on which nothing was asked. */
function everyDay(days) {
  const known = new Map(days.map((one) => [one.day, one]));
  const [first, last] = [days[0], days.at(-1)].map((one) => Date.parse(one.day));
  return Array.from({ length: (last - first) / DAY_MILLIS + 1 }, (_, index) => {
    const name = new Date(first + index * DAY_MILLIS).toISOString().slice(0, 10);
    return known.get(name) ?? { day: name, outcomes: {} };
  });
}

/** Stacked bars, one a day, with the same as a table to open. `days` are `{day, outcomes}`, oldest first and at least one. */
export function daily(told, outcomes) {
  const days = everyDay(told);
  const sums = days.map((one) => outcomes.reduce((sum, outcome) => sum + (one.outcomes[outcome] ?? 0), 0));
  const most = Math.max(1, ...sums);
  const width = 10;
  const drawing = svg('svg.days', { viewBox: `0 0 ${Math.max(days.length, 14) * width} ${HEIGHT}`,
    preserveAspectRatio: 'none', role: 'img', 'aria-label': t('analytics.daysLabel', { most: number(most) }) },
  days.map((one, index) => {
    let top = HEIGHT;
    return outcomes.map((outcome, series) => {
      const count = one.outcomes[outcome] ?? 0;
      const height = (count / most) * HEIGHT;
      top -= height;
      return count > 0 && svg(`rect.series-${series + 1}`, { x: index * width + 1, y: top, width: width - 2, height },
        svg('title', {}, `${day(one.day)} · ${word('outcome', outcome)}: ${number(count)}`));
    });
  }));
  return el('figure.chart', {}, drawing,
    el('ul.legend', {}, outcomes.map((outcome, series) => el('li', {}, el(`span.key.series-${series + 1}`, { 'aria-hidden': 'true' }),
      word('outcome', outcome)))));
}
