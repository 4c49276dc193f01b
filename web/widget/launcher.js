// @ts-check
// The button that opens the panel.

/** @param {Strings} say @param {Language} language @param {() => void} toggle the panel @param {() => void} near somebody is about to */
function buildLauncher(say, language, toggle, near) {
  const attributes = {
    class: 'launcher',
    lang: language,
    'aria-expanded': 'false',
    'aria-controls': 'panel',
    'aria-haspopup': 'dialog',
  };
  const launcher = button(attributes, toggle, icon('chat'), element('span', { class: 'text' }, say.launcher));
  launcher.addEventListener('pointerenter', near);
  return launcher;
}

/** It must not hide what has the keyboard focus, but for what is its own assistant's. @param {HTMLElement} launcher @param {FocusEvent} event @param {Element} host */
function makeWay(launcher, event, host) {
  const [focused] = event.composedPath();
  if (!(focused instanceof Element)) return;
  launcher.classList.remove('aside');
  if (event.target === host) return;
  const own = launcher.getBoundingClientRect();
  const other = focused.getBoundingClientRect();
  launcher.classList.toggle('aside', other.right > own.left && other.left < own.right && other.bottom > own.top && other.top < own.bottom);
}
