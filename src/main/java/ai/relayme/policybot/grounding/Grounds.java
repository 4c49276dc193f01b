package ai.relayme.policybot.grounding;

import ai.relayme.policybot.corpus.Passage;

/**
 * The run of a passage that a sentence rests on, never empty.
 *
 * @param passage the passage cited
 * @param start   where the run begins in the passage's text, in Unicode code points
 * @param end     where it ends, exclusive
 */
public record Grounds(Passage passage, int start, int end) {
    /** Throws where the run does not lie inside the passage. */
    public Grounds {
        String text = passage.text();
        if (start < 0 || end <= start || end > text.codePointCount(0, text.length())) {
            throw new IllegalArgumentException("no run of the passage: " + start + " to " + end);
        }
    }

    /** The words of the run, verbatim. */
    public String quote() {
        String text = passage.text();
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
