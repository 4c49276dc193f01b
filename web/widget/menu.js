// @ts-check
// What can be done with the whole conversation.

/** @param {Strings} say @param {() => void} save @param {() => Promise<boolean>} remove whether it is gone */
function menuContent(say, save, remove) {
  const error = element('p', { class: 'error', role: 'alert' });
  return element(
    'div',
    { class: 'passage' },
    element('p', {}, say.kept),
    button({ class: 'button' }, save, say.download),
    element('p', {}, say.deleteWhat),
    button({ class: 'button' }, async () => {
      error.textContent = '';
      if (!(await remove())) error.textContent = say.deleteFailed;
    }, say.delete),
    error,
  );
}

/** A copy to keep, in the visitor's language. @param {Turn[]} turns @param {boolean} complete @param {Strings} say */
function download(turns, complete, say) {
  const head = [say.title, fill(say.disclosure, { company: COMPANY }), !complete && say.latest].filter(Boolean).join('\n');
  const texts = [head, ...turns.map((turn) => textWithSources(turn, say))];
  const href = URL.createObjectURL(new Blob([texts.join('\n\n\n')], { type: 'text/plain' }));
  element('a', { href, download: 'conversation.txt' }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
