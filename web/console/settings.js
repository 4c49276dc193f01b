// What agents set for themselves, and how the bot runs.
import { getPublic } from './api.js';
import { el, facts } from './dom.js';
import { keysSwitch } from './keys.js';
import { currentAgent } from './session.js';
import { number, t, word } from './text.js';

export async function render({ signal }) {
  const { name, role } = currentAgent();
  const ready = await getPublic('health/ready', signal);
  return { title: t('page.settings'), content: el('div', {}, el('h1', { tabindex: -1 }, t('page.settings')),
    el('section', {}, el('h2', {}, t('settings.own')), el('p.quiet', {}, t('settings.ownHint')),
      facts([[t('settings.agent'), `${name} · ${word('role', role)}`]]), keysSwitch('keys-here')),
    el('section', {}, el('h2', {}, t('settings.bot')), el('p.quiet', {}, t('settings.botHint')),
      facts([[t('settings.mode'), word('mode', ready.mode)], [t('filter.corpus_version'), ready.corpus_version],
        [t('settings.store'), word('store_state', ready.store)], [t('settings.mail'), word('mail_status', ready.mail.status)],
        [t('settings.pending'), number(ready.mail.pending)], [t('settings.dead'), number(ready.mail.dead_letters)]]))) };
}
