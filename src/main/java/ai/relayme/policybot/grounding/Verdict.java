package ai.relayme.policybot.grounding;

import java.util.List;
import java.util.Optional;

/** What the gates say of a sentence. */
public sealed interface Verdict {
    /** The sentence without markers. */
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
     * @param clause what to show in its place: the words of a passage that it cites and that is about the same
     */
    record Rejected(String text, Gate gate, String reason, Optional<Grounds> clause) implements Verdict {}
}
