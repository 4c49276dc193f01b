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
    const here = new URL('.', document.baseURI).href;
    for (const code of document.querySelectorAll('pre code')) {
      code.textContent = (code.textContent ?? '').replace('https://bot.example/', here);
    }
    showLauncherBelow();
  });

  /** While the assistant in the page is in view, a second way to it would only cover it. */
  function showLauncherBelow() {
    const assistant = document.querySelector('.assistant');
    const launcher = /** @type {HTMLElement & { open(): void } | null} */ (document.querySelector('relayme-chat[mode="launcher"]'));
    if (!assistant || !launcher) return;
    let open = false;
    let inView = false;
    const update = () => (launcher.hidden = inView && !open && document.activeElement !== launcher);
    launcher.addEventListener('relayme:open', () => (open = true));
    launcher.addEventListener('relayme:close', () => (open = false));
    for (const opener of document.querySelectorAll('[data-show]')) {
      opener.addEventListener('click', () => {
        launcher.hidden = false;
        launcher.open();
      });
    }
    launcher.addEventListener('focusout', () => setTimeout(update));
    new IntersectionObserver(([entry]) => {
      inView = entry.intersectionRatio >= 0.25;
      update();
    }, { threshold: 0.25 }).observe(assistant);
  }
})();
