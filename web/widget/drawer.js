// @ts-check
// What lies over the conversation: one thing at a time.

/**
 * @typedef {{ node: HTMLElement, opener: HTMLElement, again: (opener: HTMLElement) => void, leave: () => void }} Shown
 * @typedef {{ frame: HTMLElement, main: HTMLElement, composer: Composer }} Beneath
 */

class Drawer {
  /** @type {Shown | null} */
  #shown = null;
  #beneath;
  #onClosed;

  /** @param {() => Beneath} beneath what it lies over now @param {() => void} onClosed */
  constructor(beneath, onClosed) {
    this.#beneath = beneath;
    this.#onClosed = onClosed;
  }

  get isOpen() {
    return this.#shown !== null;
  }

  /**
   * @param {string} title @param {string} back what the way back is called @param {HTMLElement} content
   * @param {HTMLElement} opener gets the focus back @param {(opener: HTMLElement) => void} again lays it there once more
   * @param {() => void} [leave] the visitor leaves it
   * @returns {HTMLButtonElement} the way back
   */
  show(title, back, content, opener, again, leave = () => {}) {
    const { frame, main } = this.#beneath();
    this.close();
    const way = button({ class: 'icon', 'aria-label': back }, () => this.leave(), icon('back'));
    const heading = element('h2', { class: 'title', id: 'drawer-title' }, title);
    const node = element(
      'div',
      { class: 'drawer', role: 'dialog', 'aria-labelledby': 'drawer-title' },
      element('div', { class: 'head' }, way, heading),
      content,
    );
    this.#shown = { node, opener, again, leave };
    content.hidden = true;
    frame.append(node);
    this.#settle(node, content, main);
    return way;
  }

  /** What it shows, and that what it lies over is out of reach, is laid out in a task each. @param {HTMLElement} node @param {HTMLElement} content @param {HTMLElement} main */
  async #settle(node, content, main) {
    await shown();
    content.hidden = false;
    await shown();
    if (this.#shown?.node === node) main.inert = true;
  }

  /** The visitor leaves it; closing with the panel or for another one is not leaving. */
  leave() {
    const leave = this.#shown?.leave;
    this.close();
    leave?.();
  }

  close() {
    const shown = this.#shown;
    if (!shown) return;
    const { main, composer } = this.#beneath();
    this.#shown = null;
    this.#onClosed();
    shown.node.remove();
    main.inert = false;
    (shown.opener.isConnected ? shown.opener : composer.textarea).focus();
  }

  /** Lets go of it where all beneath it is drawn anew. @returns {((opener: HTMLElement) => void) | undefined} how to lay it there again */
  abandon() {
    const again = this.#shown?.again;
    this.#shown = null;
    return again;
  }
}
