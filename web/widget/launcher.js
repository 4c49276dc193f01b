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

/**
 * The button must hide nothing of what has the keyboard focus in the page, and the panel not all of it.
 * @param {HTMLElement} launcher @param {HTMLDialogElement | null} panel @param {FocusEvent} event @param {Element} host
 */
function makeWay(launcher, panel, event, host) {
  const [focused] = event.composedPath();
  // What is pressed must not move away.
  if (!(focused instanceof Element) || event.target === host) return;
  const nodes = [launcher, ...(panel?.open ? [panel] : [])];
  for (const node of nodes) node.classList.remove('aside');
  const other = focused.getBoundingClientRect();
  const own = launcher.getBoundingClientRect();
  const over = panel?.getBoundingClientRect();
  const aside =
    (other.right > own.left && other.left < own.right && other.bottom > own.top && other.top < own.bottom) ||
    (over && other.right <= over.right && other.left >= over.left && other.bottom <= over.bottom && other.top >= over.top);
  for (const node of nodes) node.classList.toggle('aside', Boolean(aside));
}
