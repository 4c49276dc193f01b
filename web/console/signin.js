// Logging in, and choosing a password by a link.
import { Refusal, send } from './api.js';
import { el, field } from './dom.js';
import { t } from './text.js';

/** A field for a password, which may be shown: whoever can read what they type need not type it twice. */
function passwordField(label, autocomplete, hint) {
  const control = el('input', { type: 'password', name: 'password', autocomplete, required: true });
  const shown = el('input', { type: 'checkbox', id: 'show-password' });
  shown.addEventListener('change', () => (control.type = shown.checked ? 'text' : 'password'));
  return { control, node: [field(label, control, hint),
    el('p.check', {}, shown, el('label', { for: 'show-password' }, t('signin.show')))] };
}

function form(title, parts, button, submit) {
  const fault = el('p.fault', { role: 'alert', id: 'signin-fault' });
  const press = el('button.primary', { type: 'submit' }, button);
  const node = el('form.card', { novalidate: true, submit: async (event) => {
    event.preventDefault();
    fault.textContent = '';
    press.disabled = true;
    try {
      await submit();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fault.textContent = [error.message, ...error.errors.map((one) => one.detail)].join(' ');
      node.querySelector('input').focus();
    } finally {
      press.disabled = false;
    }
  } }, el('h1', { tabindex: -1 }, title), parts, fault, press);
  return node;
}

/** The form to log in; afterwards `done` is told who it is. */
export function signIn(done, expired) {
  const name = el('input', { name: 'name', autocomplete: 'username', autocapitalize: 'none', required: true });
  const password = passwordField(t('signin.password'), 'current-password');
  return el('div.signin', {},
    form(t('signin.title'), [expired && el('p.notice', {}, t('signin.expired')), field(t('signin.name'), name), password.node],
      t('signin.button'), async () => done(await send('POST', 'session',
        { name: name.value, password: password.control.value }))),
    el('p.quiet', {}, t('signin.first')));
}

/** The form behind a link; the token goes to the server and nowhere else. */
export function choosePassword(token, done) {
  const password = passwordField(t('setup.password'), 'new-password', t('setup.hint'));
  return el('div.signin', {}, form(t('setup.title'), [password.node], t('setup.button'),
    async () => done(await send('POST', 'setup', { token, password: password.control.value }))));
}
