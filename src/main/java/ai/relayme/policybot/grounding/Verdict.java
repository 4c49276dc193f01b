package ai.relayme.policybot.grounding;

import java.util.List;

/** What the gates say of a sentence. */
public sealed interface Verdict {
    /** The sentence as it may be shown, without markers. */
    String text();

    /**
     * It passed every gate.
     *
     * @param grounds a run of each passage cited, in the order of the markers, at least one
     */
    record Supported(String text, List<Grounds> grounds) implements Verdict {
        public Supported {
            grounds = List.copyOf(grounds);
        }
    }

    /**
     * It failed, and must not be shown.
     *
     * @param gate   the first gate it failed by
     * @param reason what was wrong, for the transcript
     */
    record Rejected(String text, Gate gate, String reason) implements Verdict {}
}
