// @ts-check
// Text: languages, templates, plain copies of answers.

/**
 * The interface language a BCP 47 tag asks for.
 * @param {string | null | undefined} tag
 * @returns {Language | null}
 */
function languageOf(tag) {
  const parts = (tag ?? '').toLowerCase().split(/[-_]/);
  if (parts[0] === 'en') return 'en';
  if (parts[0] === 'yue') return parts.includes('hans') ? 'zh-Hans' : 'zh-Hant';
  if (parts[0] !== 'zh') return null;
  if (parts.includes('hans')) return 'zh-Hans';
  return parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
}

/** Own attribute, else the nearest ancestor's (through shadow roots), else the browser's. @param {Element} element @returns {Language} */
function languageFor(element) {
  for (let node = /** @type {Element | null} */ (element); node;) {
    const tag = node.getAttribute('lang');
    // The nearest one decides even where it is a language this widget does not speak.
    if (tag) return languageOf(tag) ?? browserLanguage();
    const root = node.getRootNode();
    node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return browserLanguage();
}

/** @returns {Language} */
function browserLanguage() {
  for (const tag of navigator.languages) {
    const language = languageOf(tag);
    if (language) return language;
  }
  return 'en';
}

/** How a language is called in the visitor's own. @param {string} tag @param {Language} visitor */
function languageName(tag, visitor) {
  // The browser's own names take a slow machine 100 ms when they are first asked for.
  return optionalText(stringsOf(visitor), `in_${tag.replace('-', '_')}`) || tag;
}

/** Length as the server counts it: code points, so that an emoji or a rare character counts once. @param {string} text */
function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A passage cut into what stands before the quote, the quote, and what follows.
 * Positions are code points. Where the text is a newer one than the quote's, the quote is looked for instead.
 * @param {string} passage @param {Citation} citation
 * @returns {[string, string, string] | null}
 */
function cutAtQuote(passage, citation) {
  const points = [...passage];
  const quoted = points.slice(citation.start, citation.end).join('');
  if (quoted === citation.quote) {
    return [points.slice(0, citation.start).join(''), quoted, points.slice(citation.end).join('')];
  }
  const at = passage.indexOf(citation.quote);
  if (at < 0 || !citation.quote) return null;
  return [passage.slice(0, at), citation.quote, passage.slice(at + citation.quote.length)];
}

/** An address that a link may lead to. @param {string} text */
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/**
 * The citation's address with a text fragment, so that the browser marks the very words.
 * Long quotes are named by their first and last words: an address has a practical length.
 * @param {Citation} citation
 */
function addressOfQuote(citation) {
  const url = webAddress(citation.url);
  if (!url) return null;
  /** @param {string} text */
  const encode = (text) => encodeURIComponent(text).replaceAll('-', '%2D');
  let directive = encode(citation.quote);
  if (codePoints(citation.quote) > 200) {
    const words = [...new Intl.Segmenter(citation.language, { granularity: 'word' }).segment(citation.quote)].map((word) => word.segment);
    directive = `${encode(words.slice(0, 15).join('').trim())},${encode(words.slice(-15).join('').trim())}`;
  }
  if (!directive) return url.href;
  return `${url.href}${url.hash ? '' : '#'}:~:text=${directive}`;
}

/** The passage's number within its document, as the document's page shows it. @param {Citation} citation */
function passageNumber(citation) {
  return citation.passage_id.slice(citation.passage_id.indexOf(':') + 1);
}

/** Title, passage number and heading in one line. @param {Citation} citation */
function crumb(citation) {
  return [citation.title, `${passageNumber(citation)} ${citation.heading}`.trim()].filter(Boolean).join(' › ');
}

/** Where a citation stands, for people: title, passage, heading, version. @param {Citation} citation @param {Strings} say */
function whereabouts(citation, say) {
  const section = fill(say.section, { section: passageNumber(citation) });
  return [citation.title, section, citation.heading, citation.version && fill(say.version, { version: citation.version })]
    .filter(Boolean)
    .join(say.between);
}

/** Sentences as one run of text: Latin script puts a space between them, Chinese does not. @param {string[]} sentences @param {string} language */
function joinSentences(sentences, language) {
  return sentences.join(language.startsWith('zh') ? '' : ' ');
}

/** An answer as plain text with its markers. @param {Turn} turn */
function plainAnswer(turn) {
  return joinSentences(
    turn.segments.map(
      (segment) => segment.text + (segment.citations.length ? ` ${segment.citations.map((n) => `[${n}]`).join('')}` : ''),
    ),
    turn.language,
  );
}

/** What goes to the clipboard or into a file. @param {Turn} turn @param {Strings} say */
function textWithSources(turn, say) {
  const sources = turn.citations.map(
    (citation) =>
      `[${citation.number}] ${whereabouts(citation, say)}\n    ${fill(say.quotation, { quote: citation.quote })}\n    ${citation.url}`,
  );
  const { answer } = turn;
  const about = [
    ...noteLines(turn, say),
    answer?.id && fill(say.requestId, { id: answer.id }),
    answer?.created_at.replace(/T(.{5}).*/, ' $1 UTC'),
  ];
  return [
    turn.question,
    plainAnswer(turn) || (answer?.abstain && say.abstainBody),
    sources.length && [fill(say.sources, { n: sources.length }), ...sources].join('\n'),
    about.filter(Boolean).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}
