// @ts-check
// What a screen reader says by itself.

/** Speaks finished answers, each once, and what is going on if it lasts. The transcript itself is not live, so that nothing is read twice. */
class Announcer {
  status = element('p', { class: 'unseen', role: 'status' });
  log = element('div', { class: 'unseen', role: 'log', 'aria-live': 'polite' });
  /** @type {ReturnType<typeof setTimeout> | undefined} While an answer comes. */
  #timer;
  #stage = '';

  /** @param {Child} text @param {...Child} more */
  speak(text, ...more) {
    const message = element('p', {}, text, ...more);
    this.log.append(message);
    // Once spoken it would only be met a second time by someone reading on.
    setTimeout(() => message.remove(), 3000);
  }

  /** @param {Turn} turn @param {Strings} say */
  follow(turn, say) {
    this.#stage = stageText(turn, say);
    if (turn.status === 'asking') {
      this.#timer ??= setTimeout(() => this.#tellStage(), 1000);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.status.textContent = '';
    if (turn.status === 'stopped') this.speak(say.stopped);
    if (turn.status !== 'answered' || !turn.answer) return;
    const sentences = turn.segments.map((segment) => segment.text);
    const text = joinSentences(sentences, turn.language) || say.abstainBody;
    const { handoff } = turn.answer;
    this.speak(
      element('span', { lang: turn.language }, fill(say.srAnswer, { text })),
      turn.citations.length > 0 && ` ${fill(turn.citations.length > 1 ? say.srSources : say.srSource, { n: turn.citations.length })}`,
      handoff?.email && ` ${handoffLead(turn.answer, say)} ${handoff.email}`,
    );
  }

  /** Each few seconds, however fast or slowly the answer comes. */
  #tellStage() {
    this.status.textContent = this.#stage;
    this.#timer = setTimeout(() => this.#tellStage(), 10_000);
  }
}

/** @param {Turn} turn @param {Strings} say */
function stageText(turn, say) {
  return turn.stage === 'checking' ? say.checking : say.searching;
}
