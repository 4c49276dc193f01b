// What reviewers do with a conversation, from the list and from its own page; and how the last of it is undone.
import { send } from './api.js';
import { complain, say } from './say.js';
import { currentAgent } from './session.js';
import { t, word } from './text.js';

/** In the order of the keys 1 to 9. */
export const LABELS = ['correct', 'wrong', 'incomplete', 'should_have_abstained', 'should_have_answered',
  'citation_does_not_support', 'tone_or_language', 'not_a_policy_question', 'spam'];
export const STATUSES = ['open', 'needs_others', 'reviewed'];

let undoing = null;

function path(id) {
  return `conversations/${encodeURIComponent(id)}`;
}

/** Sets status and reviewer of that conversation, an object that has both. */
export async function setReview(item, status, reviewer) {
  const before = [item.status, item.reviewer];
  await send('PATCH', path(item.id), { status, ...(reviewer ? { reviewer } : {}) });
  item.status = status;
  item.reviewer = reviewer;
  undoing = async () => {
    await setReview(item, ...before);
    return item;
  };
}

/** Marks it reviewed by whoever is logged in. */
export function markReviewed(item) {
  return setReview(item, 'reviewed', currentAgent().name);
}

/** Takes it on. */
export function assign(item) {
  return setReview(item, item.status === 'reviewed' ? 'open' : item.status, currentAgent().name);
}

/** Gives an answer a label, or takes it away; `labels` is its list of words. */
export async function toggleLabel(item, answerId, labels, label) {
  const given = !labels.includes(label);
  await send('POST', `${path(item.id)}/labels`, { answer_id: answerId, label, given });
  if (given) labels.push(label);
  else labels.splice(labels.indexOf(label), 1);
  say(t(given ? 'label.given' : 'label.taken', { label: word('label', label) }));
  undoing = async () => {
    await toggleLabel(item, answerId, labels, label);
    return item;
  };
}

export function addNote(item, text) {
  return send('POST', `${path(item.id)}/notes`, { text });
}

/** Undoes the last of these; the conversation it was about, or nothing where there is nothing to undo. */
export async function undo() {
  const action = undoing;
  undoing = null;
  if (!action) {
    say(t('undo.nothing'));
    return null;
  }
  try {
    const item = await action();
    say(t('undo.done'));
    return item;
  } catch (error) {
    if (error.status === 401) throw error;
    complain(error);
    return null;
  }
}
