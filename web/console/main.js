// The frame of the console: who is logged in, which page the address asks for, and what surrounds it.
import { address, go, here } from './address.js';
import { Refusal, get, send } from './api.js';
import { el, select } from './dom.js';
import { bindKeys, listen, showSheet } from './keys.js';
import { attempt, complain, places } from './say.js';
import { currentAgent, may, setAgent } from './session.js';
import { choosePassword, signIn } from './signin.js';
import { LANGUAGES, chooseLanguage, currentLanguage, loadLanguage, t, word } from './text.js';

/** Each page: the least role that sees it, and what makes it. It is loaded when it is first asked for. */
const PAGES = {
  conversations: ['viewer', () => import('./conversations.js')],
  'rights-requests': ['viewer', () => import('./rights-requests.js')],
  gaps: ['viewer', () => import('./gaps.js')],
  corrections: ['viewer', () => import('./corrections.js')],
  documents: ['viewer', () => import('./documents.js')],
  publication: ['viewer', () => import('./publication.js')],
  analytics: ['viewer', () => import('./analytics.js')],
  agents: ['admin', () => import('./agents.js')],
  'api-keys': ['admin', () => import('./api-keys.js')],
  audit: ['admin', () => import('./audit.js')],
  settings: ['viewer', () => import('./settings.js')],
};
const START = address('conversations', '', { status: 'open', queued_by: 'any' });

// what is said stays in the page while everything else changes: a place that comes anew is not read out
const root = el('div.frame');
let leaving = new AbortController();

function languageChoice() {
  return select(LANGUAGES, currentLanguage(), { 'aria-label': t('language'), change: async (event) => {
    await chooseLanguage(event.target.value);
    await show();
  } });
}

function frame(content, page) {
  const agent = currentAgent();
  const links = Object.entries(PAGES).filter(([, [role]]) => may(role)).map(([name]) => el('li', {},
    el('a', { href: name === 'conversations' ? START : address(name), 'aria-current': name === page ? 'page' : null },
      t(`page.${name}`))));
  const own = agent && [el('span.who', {}, `${agent.name} · ${word('role', agent.role)}`),
    el('button.plain', { type: 'button', click: showSheet }, t('keys.button')),
    el('button.plain', { type: 'button', click: signOut }, t('signout'))];
  const main = el('main', { id: 'main', tabindex: -1 }, content);
  root.replaceChildren(
    el('a.skip', { href: '#main', click: (event) => {
      event.preventDefault();
      main.focus();
    } }, t('skip')),
    el('header.top', {}, el('p.brand', {}, t('brand')), el('div.own', {}, languageChoice(), own)),
    ...(agent ? [el('nav', { 'aria-label': t('pages') }, el('ul', {}, links))] : []),
    main);
  // on a phone the pages stand in one row, which is wider than the screen
  root.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

async function signOut() {
  if (await attempt(() => send('DELETE', 'session'))) {
    setAgent(null);
    await show();
  }
}

function askWhoItIs(expired) {
  bindKeys([]);
  setAgent(null);
  document.title = `${t('signin.title')} – ${t('brand')}`;
  frame(signIn(async (agent) => {
    setAgent(agent);
    await show();
  }, expired));
  document.querySelector('main input').focus();
}

function askForPassword(token) {
  bindKeys([]);
  document.title = `${t('setup.title')} – ${t('brand')}`;
  frame(choosePassword(token, (agent) => {
    setAgent(agent);
    // the link is used up, and no business of the history's
    history.replaceState(null, '', START);
    show();
  }));
  document.querySelector('main input').focus();
}

/** Shows what the address asks for. */
async function show() {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const { page, id, query } = here();
  if (page.startsWith('setup=')) {
    askForPassword(page.slice('setup='.length));
    return;
  }
  if (!currentAgent()) {
    try {
      setAgent(await get('session'));
    } catch (error) {
      if (error.status === 401) {
        askWhoItIs(false);
      } else {
        frame(faulty(error));
      }
      return;
    }
  }
  if (!(page in PAGES) || !may(PAGES[page][0])) {
    history.replaceState(null, '', START);
    await show();
    return;
  }
  bindKeys([]);
  document.body.setAttribute('aria-busy', 'true');
  try {
    const module = await PAGES[page][1]();
    const view = await module.render({ id, query, signal });
    if (signal.aborted) return;
    document.title = `${view.title} – ${t('brand')}`;
    frame(view.content, page);
    bindKeys(view.keys ?? []);
    (document.querySelector('main [data-refocus]') ?? document.querySelector('main h1')).focus();
  } catch (error) {
    if (signal.aborted) return;
    if (error.status === 401) {
      askWhoItIs(true);
    } else {
      frame(faulty(error), page);
      document.querySelector('main h1').focus();
    }
  } finally {
    document.body.removeAttribute('aria-busy');
  }
}

function faulty(error) {
  const known = error instanceof Refusal;
  if (!known) console.error(error);
  return el('div', {}, el('h1', { tabindex: -1 }, t('error.title')),
    el('p', {}, known ? error.message : t('error.unknown')),
    el('p', {}, el('button.primary', { type: 'button', click: show }, t('error.again'))));
}

window.addEventListener('hashchange', show);
window.addEventListener('unhandledrejection', (event) => {
  if (!(event.reason instanceof Refusal)) return;
  event.preventDefault();
  if (event.reason.status === 401) askWhoItIs(true);
  else complain(event.reason);
});

document.body.replaceChildren(root, places());
listen();
await loadLanguage();
if (!location.hash) go(START);
else await show();
