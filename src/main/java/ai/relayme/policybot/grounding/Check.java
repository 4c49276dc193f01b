package ai.relayme.policybot.grounding;

import java.util.Optional;

/** One gate. Safe for concurrent use. */
interface Check {
    Gate gate();

    /** What is wrong with the sentence, nothing where it passes. */
    Optional<String> fault(CitedSentence sentence);
}
