package ai.relayme.policybot.divergence;

import java.util.List;

/**
 * How often something stands in a text, where that is not sure to the last: some words may or may not count.
 *
 * @param least how often at least
 * @param most  how often at most
 * @param words the words that were counted, in order
 */
record Count(int least, int most, List<String> words) {
    static final Count NONE = new Count(0, 0, List.of());

    Count {
        words = List.copyOf(words);
    }

    /** Whether both texts may have it equally often. */
    boolean agrees(Count other) {
        return least <= other.most && other.least <= most;
    }
}
