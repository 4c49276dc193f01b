package ai.relayme.policybot.grounding;

import java.util.Optional;

/** A sentence is at most so long that a reader can still check it. */
final class LengthCheck implements Check {
    /** In code points. */
    static final int LONGEST = 1_000;

    @Override
    public Gate gate() {
        return Gate.LENGTH;
    }

    @Override
    public Optional<String> fault(CitedSentence sentence) {
        String text = sentence.text();
        return text.codePointCount(0, text.length()) > LONGEST
                ? Optional.of("it is longer than " + LONGEST + " characters")
                : Optional.empty();
    }
}
