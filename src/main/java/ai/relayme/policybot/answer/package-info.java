/** What an answer is: its segments, citations and hand-off, the fixed texts, and the answerer that quotes passages. */
@NullMarked
package ai.relayme.policybot.answer;

import org.jspecify.annotations.NullMarked;
