package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Optional;

/** One gate that compares what a sentence says with what the passages that it cites say. Safe for concurrent use. */
interface Comparison {
    Gate gate();

    /** What the sentence says that the passages do not, nothing where it passes; there is at least one passage. */
    Optional<String> fault(Reading said, List<Source> sources);

    /**
     * The same for a part of a sentence.
     *
     * @param all the passages that the whole sentence cites
     */
    default Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        return fault(said, sources);
    }
}
