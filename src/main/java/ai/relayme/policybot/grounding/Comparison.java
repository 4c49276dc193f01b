package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Optional;

/** One gate that compares what a sentence says with what the passages that it cites say. Safe for concurrent use. */
interface Comparison {
    Gate gate();

    /**
     * What a part of a sentence says that the passages do not, nothing where it passes.
     *
     * @param said    the part, or the whole sentence where it has but one
     * @param sources the passages that it cites, at least one
     * @param all     the passages that the whole sentence cites
     */
    Optional<String> fault(Reading said, List<Source> sources, List<Source> all);
}
