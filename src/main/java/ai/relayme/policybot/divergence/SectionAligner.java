package ai.relayme.policybot.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Pairs the passages of a section in two versions, so that one that is missing does not make strangers of all that follow
 * it. Where both have as many, the places tell; else the pairs are those of the alignment whose likenesses add up to most
 * (S. B. Needleman and C. D. Wunsch, A general method applicable to the search for similarities in the amino acid sequence
 * of two proteins, Journal of Molecular Biology 48, 1970).
 */
final class SectionAligner {
    /** Two passages that nothing is known of are more likely one than two. */
    private static final double UNKNOWN = 0.05;

    private SectionAligner() {}

    /**
     * A pair of passages, or one that has no other.
     *
     * @param first  its place in the first list, -1 for none
     * @param second its place in the second list, -1 for none
     */
    record Pair(int first, int second) {
        /** Whether one side is missing. */
        boolean isGap() {
            return first < 0 || second < 0;
        }
    }

    /**
     * The pairs in order.
     *
     * @param likeness of two members, 0 to 1
     */
    static <T> List<Pair> align(List<T> first, List<T> second, ToDoubleBiFunction<T, T> likeness) {
        int rows = first.size();
        int columns = second.size();
        double[][] best = new double[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                best[i][j] = Math.max(pair(first.get(i), second.get(j), likeness) + best[i + 1][j + 1],
                        Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < rows && j < columns) {
            if (rows == columns
                    || best[i][j] == pair(first.get(i), second.get(j), likeness) + best[i + 1][j + 1]) {
                pairs.add(new Pair(i++, j++));
            } else if (best[i][j] == best[i + 1][j]) {
                pairs.add(new Pair(i++, -1));
            } else {
                pairs.add(new Pair(-1, j++));
            }
        }
        while (i < rows) {
            pairs.add(new Pair(i++, -1));
        }
        while (j < columns) {
            pairs.add(new Pair(-1, j++));
        }
        return List.copyOf(pairs);
    }

    private static <T> double pair(T one, T other, ToDoubleBiFunction<T, T> likeness) {
        return UNKNOWN + likeness.applyAsDouble(one, other);
    }
}
