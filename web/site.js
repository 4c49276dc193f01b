// @ts-check
// Chooses the page's language before anything is drawn: `?lang=`, else what the browser prefers. All texts are in the page;
// the style sheet shows those of the root's `lang`, and the assistant takes its language from there too.
(() => {
  'use strict';

  /** @type {Record<string, string>} */
  const TITLES = {
    en: 'RelayMe policy assistant',
    'zh-Hant': 'RelayMe 政策助理',
    'zh-Hans': 'RelayMe 政策助手',
  };

  /** @param {string} tag */
  function spoken(tag) {
    const parts = tag.toLowerCase().split('-');
    if (parts[0] === 'en') return 'en';
    if (parts[0] !== 'zh') return '';
    if (parts.includes('hans')) return 'zh-Hans';
    return parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 'zh-Hant' : 'zh-Hans';
  }

  const asked = new URLSearchParams(location.search).get('lang') ?? '';
  const language = [asked, ...navigator.languages].map(spoken).find(Boolean) ?? 'en';
  document.documentElement.lang = language;
  document.title = TITLES[language];

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelector(`.languages a[hreflang="${language}"]`)?.setAttribute('aria-current', 'true');
    const script = new URL('widget.js', document.baseURI).href;
    for (const snippet of document.querySelectorAll('.snippet')) {
      snippet.textContent = `<script async src="${script}"></script>`;
    }
  });
})();
