// @ts-check
// What the visitor thinks of an answer.

/** As the server keeps them; the strings have their words. */
const REASONS = ['wrong', 'incomplete', 'unsupported', 'unrelated'];

/** Asks whether an answer helped, and after a no what is wrong with it. What was pressed stays pressed, and can be changed. */
class FeedbackView {
  #state = note('');
  /** @type {{ node: HTMLButtonElement, feedback: Feedback }[]} */
  #choices = [];
  #why;

  /** @param {Turn} turn @param {Surroundings} surroundings */
  constructor(turn, surroundings) {
    const { say } = surroundings;
    this.turn = turn;
    this.surroundings = surroundings;
    const reasons = REASONS.map((reason) => this.#choice(optionalText(say, `reason_${reason}`), { helpful: false, reason }));
    this.#why = element('div', { class: 'feedback', role: 'group', 'aria-label': say.why }, note(say.why), ...reasons);
    this.node = element(
      'div',
      { class: 'feedback', role: 'group', 'aria-label': say.helpful },
      note(say.helpful),
      this.#choice(say.yes, { helpful: true, reason: '' }),
      this.#choice(say.no, { helpful: false, reason: '' }),
      this.#why,
      this.#state,
    );
    this.#update();
  }

  /** @param {string} label @param {Feedback} feedback */
  #choice(label, feedback) {
    const node = button({ class: 'button' }, () => this.#choose(feedback), label);
    this.#choices.push({ node, feedback });
    return node;
  }

  /** @param {Feedback} feedback */
  async #choose(feedback) {
    const { say, rate, speak } = this.surroundings;
    const heard = await rate(this.turn, feedback);
    this.#state.textContent = heard ? say.thanks : say.feedbackFailed;
    speak(this.#state.textContent);
    this.#update();
  }

  #update() {
    const given = this.turn.feedback;
    for (const { node, feedback } of this.#choices) {
      const pressed = given?.helpful === feedback.helpful && (!feedback.reason || feedback.reason === given.reason);
      node.setAttribute('aria-pressed', String(pressed));
    }
    this.#why.hidden = given?.helpful !== false;
  }
}
