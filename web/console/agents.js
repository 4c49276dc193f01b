// Accounts of agents.
import { address } from './address.js';
import { get, send } from './api.js';
import { badge, el, field, select, table } from './dom.js';
import { attempt, say, shownOnce } from './say.js';
import { ROLES } from './session.js';
import { moment, t, words } from './text.js';

export async function render({ signal }) {
  const content = el('div');
  const link = el('div', { role: 'status' });

  /** A link is shown once; the server keeps only what tells it again. */
  function showLink({ name, setup_url: url }) {
    link.replaceChildren(shownOnce(t('agents.link', { name }), url, t('agents.copy')));
  }

  async function reload() {
    show((await get('agents')).agents);
  }

  function show(agents) {
    const name = el('input', { maxlength: 100, required: true, autocomplete: 'off' });
    const role = select(words('role', ROLES), 'viewer');
    content.replaceChildren(el('h1', { tabindex: -1 }, t('page.agents')), link,
      table(t('page.agents'), [t('signin.name'), t('agents.role'), t('agents.state'), t('agents.since'), t('agents.actions')],
        agents.map(row)),
      el('section', {}, el('h2', {}, t('agents.add')), el('form.card', { submit: (event) => {
        event.preventDefault();
        attempt(async () => {
          showLink(await send('POST', 'agents', { name: name.value.trim(), role: role.value }));
          await reload();
        });
      } }, field(t('signin.name'), name), field(t('agents.role'), role), el('button.primary', { type: 'submit' }, t('agents.add')))));
  }

  function row(agent) {
    const path = `agents/${encodeURIComponent(agent.name)}`;
    const change = (role, disabled, done) => attempt(async () => {
      try {
        await send('PATCH', path, { role, disabled });
        say(done);
      } finally {
        await reload();
      }
    });
    const disabled = agent.disabled_at !== null;
    const role = select(words('role', ROLES), agent.role, { 'aria-label': t('agents.roleOf', { name: agent.name }),
      change: () => change(role.value, disabled, t('agents.changed')) });
    return [agent.name, role, badge(t(disabled ? 'agents.disabled' : agent.active ? 'agents.active' : 'agents.invited'),
      disabled ? 'bad' : agent.active ? 'good' : 'warn'), moment(agent.created_at), el('div.group', {},
      el('button', { type: 'button', click: () => attempt(async () => showLink(await send('POST', `${path}/link`))) }, t('agents.newLink'),
        el('span.unseen', {}, ` ${agent.name}`)),
      el('button', { type: 'button', click: () => change(agent.role, !disabled, t('agents.changed')) },
        t(disabled ? 'agents.enable' : 'agents.disable'), el('span.unseen', {}, ` ${agent.name}`)),
      el('a.button', { href: address('audit', '', { target: agent.name }) }, t('agents.log'),
        el('span.unseen', {}, ` ${agent.name}`)))];
  }

  show((await get('agents', null, signal)).agents);
  return { title: t('page.agents'), content };
}
