// @ts-check
// The turns of a conversation as they are seen, and what of them is in view.

const low = matchMedia('(max-height: 420px), (max-height: 20em)');

class Transcript {
  /** @type {Map<Turn, TurnView>} */
  #views = new Map();
  #released = false;
  #moreSoon = 0;
  #pinSoon = 0;
  #parts;
  #inline;
  #surroundings;

  /** @param {ReturnType<typeof buildFrame>} parts of the frame @param {boolean} inline it is in a page @param {(turn: Turn) => Surroundings} surroundings */
  constructor(parts, inline, surroundings) {
    this.#parts = parts;
    this.#inline = inline;
    this.#surroundings = surroundings;
  }

  /** What there is already: the last turn, which is what one looks at; those before it in parts. @param {() => Turn[]} now which there are */
  async restore(now) {
    const [last, ...before] = now().toReversed();
    if (!last || this.#released) return;
    this.#add(last, false);
    if (!before.length) return;
    await shown();
    await inParts(before, (turn) => {
      if (this.#released) return false;
      if (now().includes(turn)) this.#add(turn, false, true);
    });
  }

  /** Shows what became of a turn. @param {Turn} turn */
  show(turn) {
    const known = this.#views.get(turn);
    if (known) known.update(true);
    else this.#add(turn, true);
    this.showMoreSoon();
  }

  /** @param {Turn} turn */
  remove(turn) {
    const view = this.#views.get(turn);
    view?.release();
    view?.node.remove();
    this.#views.delete(turn);
  }

  /** It is shown no longer. */
  release() {
    this.#released = true;
    for (const view of this.#views.values()) view.release();
  }

  /** @param {number} share of what is in view */
  scroll(share) {
    this.#scroller.scrollBy({ top: share * this.#scroller.clientHeight });
  }

  /** Once a frame, since it asks where things lie: for each sentence of a stream that would be felt. */
  showMoreSoon() {
    this.#moreSoon ||= requestAnimationFrame(() => {
      this.#moreSoon = 0;
      this.#showMore();
    });
  }

  /** @param {Turn} turn @param {boolean} fresh @param {boolean} [first] it goes before the others */
  #add(turn, fresh, first = false) {
    if (this.#views.has(turn)) return;
    const { turns } = this.#parts;
    const view = new TurnView(turn, this.#surroundings(turn));
    this.#views.set(turn, view);
    if (first) turns.prepend(view.node);
    else turns.append(view.node);
    view.update(fresh);
    this.#pinLast();
  }

  /** The transcript, or on a very low screen the whole panel. */
  get #scroller() {
    return low.matches && !this.#inline ? this.#parts.main : this.#parts.transcript;
  }

  /** A new question goes to the top, so that its answer is read from the start and nothing moves while it grows. */
  #pinLast() {
    this.#pinSoon ||= requestAnimationFrame(() => {
      this.#pinSoon = 0;
      const last = this.#parts.turns.lastElementChild;
      const scroller = this.#scroller;
      // On a low screen the panel's head stands over it.
      const over = parseFloat(getComputedStyle(scroller).scrollPaddingTop) || 0;
      if (last) scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - over;
    });
  }

  #showMore() {
    const { turns, transcript, more } = this.#parts;
    const last = turns.lastElementChild?.querySelector('.reply');
    const scroller = this.#scroller;
    more.hidden = !last || scroller !== transcript || last.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom < 24;
  }
}
