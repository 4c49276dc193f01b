// @ts-check
// What a screen reader says by itself.

/** Speaks finished answers, each once, and what is going on if it lasts. The transcript itself is not live, so that nothing is read twice. */
class Announcer {
  status = element('p', { class: 'unseen', role: 'status' });
  log = element('div', { class: 'unseen', role: 'log', 'aria-live': 'polite' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Child} text @param {...Child} more */
  speak(text, ...more) {
    const message = element('p', {}, text, ...more);
    this.log.append(message);
    // Once spoken it would only be met a second time by someone reading on.
    setTimeout(() => message.remove(), 3000);
  }

  /** @param {Turn} turn @param {Strings} say */
  follow(turn, say) {
    clearTimeout(this.#timer);
    if (turn.status === 'asking') {
      const text = stageText(turn, say);
      this.#timer = setTimeout(() => {
        if (turn.status === 'asking' && this.status.textContent !== text) this.status.textContent = text;
      }, 1000);
      return;
    }
    this.status.textContent = '';
    if (turn.status !== 'answered' || !turn.answer) return;
    const sentences = turn.segments.map((segment) => segment.text);
    const text = joinSentences(sentences, turn.language) || say.abstainBody;
    const { handoff } = turn.answer;
    this.speak(
      element('span', { lang: turn.language }, fill(say.srAnswer, { text })),
      turn.citations.length > 0 && ` ${fill(say.srSources, { n: turn.citations.length })}`,
      handoff?.email && ` ${handoffLead(turn.answer, say)} ${handoff.email}`,
    );
  }
}

/** @param {Turn} turn @param {Strings} say */
function stageText(turn, say) {
  return turn.stage === 'checking' ? say.checking : say.searching;
}
