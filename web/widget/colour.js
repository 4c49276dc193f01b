// @ts-check
// The site's own accent colour, made legible.

/** WCAG 2.2 asks 4.5:1 of text; with this against plain paper, text on a tint of the accent has that too. */
const CONTRAST = 6;
const WHITE = [255, 255, 255];
/** `--paper` in the dark. */
const DARK = [20, 27, 31];

/** Relative luminance as WCAG defines it. @param {number[]} rgb 0 to 255 */
function luminance(rgb) {
  const [r, g, b] = rgb.map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3294.6));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The colour, moved towards black or white no further than needed. @param {number[]} rgb @param {number[]} paper @param {number} end 0 or 255 */
function legible(rgb, paper, end) {
  for (let share = 0; ; share += 0.04) {
    const mixed = rgb.map((part) => Math.round(part + (end - part) * Math.min(share, 1)));
    const [dark, light] = [luminance(mixed) + 0.05, luminance(paper) + 0.05].sort((a, b) => a - b);
    if (share > 1 || light / dark >= CONTRAST) return `rgb(${mixed.join(' ')})`;
  }
}

/** What sets the accent colour; nothing where it is not given as hexadecimal. @param {string | null} accent */
function accentRule(accent) {
  const digits = /^#(?:[0-9a-f]{3}){1,2}$/i.test(accent ?? '') ? (accent ?? '').slice(1).replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3') : '';
  if (!digits) return '';
  const rgb = [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16));
  return `--accent: light-dark(${legible(rgb, WHITE, 0)}, ${legible(rgb, DARK, 255)});`;
}
