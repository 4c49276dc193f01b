// The console's words in the agent's language, and how that language writes numbers and times.

export const LANGUAGES = [['en', 'English'], ['zh-Hant', '繁體中文'], ['zh-Hans', '简体中文']];
export const LANGUAGE_TAGS = LANGUAGES.map(([tag]) => tag);
const KEPT = 'console-language';

let strings = {};
let language = 'en';

function spoken(tag) {
  const parts = tag.toLowerCase().split('-');
  if (parts[0] === 'en') return 'en';
  if (parts[0] !== 'zh') return '';
  if (parts.includes('hans')) return 'zh-Hans';
  return parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

/** Takes the language chosen before, else the first that the browser asks for and the console has. */
export async function loadLanguage() {
  const wanted = [localStorage.getItem(KEPT) ?? '', ...navigator.languages].map(spoken).find(Boolean) ?? 'en';
  await use(wanted);
}

/** Takes that language, and keeps the choice in this browser. */
export async function chooseLanguage(tag) {
  localStorage.setItem(KEPT, tag);
  await use(tag);
}

async function use(tag) {
  strings = (await import(`./strings/${tag}.js`)).default;
  language = tag;
  document.documentElement.lang = tag;
}

export function currentLanguage() {
  return language;
}

/** The words of that key, with values in their places. */
export function t(key, values = {}) {
  return (strings[key] ?? key).replace(/\{(\w+)}/g, (whole, name) => values[name] ?? whole);
}

/** The words for one of the server's words; one that the console does not know shows as it is. */
export function word(kind, value) {
  return strings[`${kind}.${value}`] ?? String(value).replaceAll('_', ' ');
}

/** Pairs of a word and its text, to choose from. */
export function words(kind, values) {
  return values.map((value) => [value, word(kind, value)]);
}

export function number(value, digits = 0) {
  return value === null || value === undefined
    ? '–'
    : new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** Microseconds as seconds. */
export function seconds(micros) {
  return micros === null || micros === undefined
    ? '–'
    : new Intl.NumberFormat(language, { style: 'unit', unit: 'second', maximumSignificantDigits: 3 }).format(micros / 1e6);
}

function timeElement(moment, text, title) {
  const node = document.createElement('time');
  node.dateTime = moment;
  node.textContent = text;
  if (title) node.title = title;
  return node;
}

/** A moment in the agent's own time zone, with the same in UTC beside it as a title. */
export function moment(value) {
  if (!value) return '–';
  const date = new Date(value);
  const local = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
  return timeElement(value, local, value);
}

const STEPS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** How long ago that was. */
export function age(value) {
  const passed = (new Date(value) - Date.now()) / 1_000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(passed) >= length) ?? ['minute', 60];
  const text = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' })
    .format(Math.trunc(passed / size), unit);
  return timeElement(value, text, value);
}

/** A day as a calendar writes it. */
export function day(value) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
}
