// @ts-check
// What of the panel stays.

/**
 * Everything of the panel that stays, made once in one language.
 * @param {string} mode @param {Strings} say @param {Language} language @param {URL} server @param {HTMLElement} composer @param {Announcer} announcer
 */
function buildFrame(mode, say, language, server, composer, announcer) {
  const inline = mode !== 'launcher';
  const title = element(
    'h2',
    { class: 'title', tabindex: '-1' },
    element('span', {}, say.title),
    element('span', { class: 'badge' }, say.aiBadge),
  );
  const languages = element('select', { class: 'language', 'aria-label': say.language });
  for (const [tag, name] of Object.entries(LANGUAGE_NAMES)) {
    languages.append(element('option', { value: tag, lang: tag, selected: tag === language }, name));
  }
  const menu = element('button', { type: 'button', class: 'icon menu', 'aria-label': say.menu, 'aria-haspopup': 'dialog', hidden: true }, icon('menu'));
  const close = element('button', { type: 'button', class: 'icon', 'aria-label': say.close, hidden: inline }, icon('close'));

  const starterButtons = [say.starter1, say.starter2, say.starter3, say.starter4].map((text) =>
    element('button', { type: 'button', class: 'starter' }, text),
  );
  const starters = element(
    'div',
    { class: 'starters' },
    element('h3', { class: 'small' }, say.starters),
    element('ul', {}, ...starterButtons.map((starter) => element('li', {}, starter))),
  );
  const disclosure = element(
    'div',
    { class: 'disclosure' },
    element('p', {}, fill(say.disclosure, { company: COMPANY })),
    element('p', {}, say.dataHint),
  );
  const notice = element('p', { class: 'notice', hidden: true });
  const turns = element('ol', { class: 'turns' });
  const transcript = element(
    'div',
    { class: 'transcript', role: 'region', 'aria-label': inline ? `${say.title}: ${say.conversation}` : say.conversation, tabindex: '0' },
    notice,
    disclosure,
    starters,
    turns,
  );
  const more = element('button', { type: 'button', class: 'icon more', hidden: true, 'aria-label': say.more }, icon('down'));

  /** @param {string} name */
  const documentPage = (name) => new URL(`documents/${name}?lang=${language}`, server).href;
  const formButtons = KINDS.map((kind) =>
    element('button', { type: 'button' }, formTitle(kind, say)),
  );
  const foot = element(
    'div',
    { class: 'foot' },
    ...formButtons,
    outwardLink(documentPage('privacy-policy'), say.privacy, say),
  );

  const pending = element('div', { class: 'pending', hidden: true });
  const main = element(
    'div',
    { class: 'main' },
    element('div', { class: 'head' }, title, languages, menu, close),
    element('div', { class: 'stage' }, transcript, more),
    announcer.status,
    pending,
    composer,
    foot,
  );
  const attributes = { class: mode === 'inline' ? 'frame' : 'frame whole', id: 'panel', lang: language, 'aria-label': say.title };
  const frame = inline ? element('section', attributes, main, announcer.log) : element('dialog', attributes, main, announcer.log);
  return {
    frame,
    main,
    title,
    languages,
    menu,
    close,
    notice,
    starters,
    starterButtons,
    transcript,
    turns,
    more,
    foot,
    formButtons,
    pending,
  };
}
