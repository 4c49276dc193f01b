// The server's words for how an answer came out, and how they are shown.
import { badge } from './dom.js';
import { word } from './text.js';

export const OUTCOMES = ['answered', 'abstained', 'rights_request', 'human', 'smalltalk'];

export function outcomeBadge(outcome) {
  return badge(word('outcome', outcome), outcome === 'abstained' ? 'warn' : 'plain');
}

/** What the visitor thought of it. */
export function feedbackBadge(feedback) {
  return badge(word('feedback', feedback), feedback === 'helpful' ? 'good' : 'bad');
}
