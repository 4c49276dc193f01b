// @ts-check
// What stands below an answer: notes, support, and the way to a form.

/** How the answer came about and what its texts are worth. What the answer says of itself is not said again. @param {Turn} turn @param {Strings} say */
function noteLines(turn, say) {
  const { answer } = turn;
  if (!answer) return [];
  const provenance = new Set(turn.segments.map((segment) => segment.provenance));
  const making = provenance.has('ai_generated') ? say.written : provenance.has('verbatim_quote') ? say.quotes : '';
  const lines = [
    provenance.has('reviewed_answer') && say.reviewed,
    making,
    ...answer.notices
      .filter((notice) => notice !== 'ai_generated' || (!making && answer.outcome !== 'smalltalk'))
      .map((notice) => optionalText(say, `notice_${notice}`)),
  ];
  return lines.filter(Boolean).map(String);
}

/** @param {Turn} turn @param {Strings} say */
function notes(turn, say) {
  const shown = noteLines(turn, say).map((line) => note(line));
  return shown.length ? element('div', { class: 'notes' }, ...shown) : null;
}

/** What leads to the address; an answer that is itself about reaching a person has said it already. @param {Answer} answer @param {Strings} say */
function handoffLead(answer, say) {
  if (answer.outcome !== 'answered') return '';
  return answer.handoff?.kind === 'rights_request' ? say.rightsBody : say.handoffBody;
}

/** Whether a text is among the answer's own, whatever its punctuation. @param {Answer} answer @param {string} text */
function isSaid(answer, text) {
  /** @param {string} words */
  const bare = (words) => words.replace(/[^\p{L}\p{N}]/gu, '');
  return answer.segments.some((segment) => bare(segment.text).includes(bare(text)));
}

/** What opens a form of that kind, and stands over it. @param {Kind} kind @param {Strings} say */
function formTitle(kind, say) {
  return kind === 'handoff' ? say.contact : say.askRights;
}

/** When somebody is there. @param {Handoff} handoff @param {Strings} say */
function availability(handoff, say) {
  const when = momentText(handoff.next_open, say);
  if (handoff.open_now) return say.openNow;
  return when ? fill(say.nextOpen, { when }) : handoff.open_now === false && say.closedNow;
}

/**
 * Who takes over, and how: the form, and the address in clear, so that it can also be copied.
 * @param {Handoff} handoff @param {Answer} answer @param {Turn} turn @param {Surroundings} surroundings
 */
function handoffCard(handoff, answer, turn, { say, showForm }) {
  const forRight = handoff.kind === 'rights_request';
  const right = handoff.rights.map((one) => optionalText(say, `right_${one}`) || one).join(say.comma);
  const subject = fill(forRight ? say.rightsSubject : say.mailSubject, { right: right || say.askRights, id: answer.id });
  const plain = /^[^\s@<>"?&,;]+@[^\s@<>"?&,;]+$/.test(handoff.email);
  const href = `mailto:${encodeURIComponent(handoff.email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}`;
  const lead = handoffLead(answer, say);
  const presence = availability(handoff, say);
  const opener = button({ class: 'button primary' }, () => showForm(turn, opener), forRight ? say.makeRequest : say.writeMessage);
  return element(
    'div',
    { class: 'card' },
    element('h4', {}, !forRight ? say.handoffTitle : right ? fill(say.rightsHandoff, { right }) : say.askRights),
    lead && element('p', {}, lead),
    opener,
    element('p', {}, `${say.orMail} `, plain ? element('a', { href, class: 'mail' }, handoff.email) : handoff.email),
    handoff.hours && !isSaid(answer, handoff.hours) && note(fill(say.hours, { hours: handoff.hours })),
    presence && note(presence),
    forRight && note(say.noIdDocs),
  );
}

/**
 * A moment in the visitor's language and time zone. Of what every date says of itself: the browser's own formats take a slow
 * machine 100 ms when they are first asked for.
 * @param {string} instant ISO 8601 @param {Strings} say
 */
function momentText(instant, say) {
  const date = new Date(instant);
  if (!instant || Number.isNaN(date.getTime())) return '';
  const [w, m, , , , z] = String(date).split(' ');
  return fill(say.moment, { w, m, d: date.getDate(), t: clockText(date), z, n: date.getMonth() + 1, c: '日一二三四五六'[date.getDay()] });
}

/** Hours and minutes. @param {Date} date */
function clockText(date) {
  return String(date).slice(16, 21);
}
