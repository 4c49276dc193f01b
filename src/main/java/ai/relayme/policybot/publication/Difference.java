package ai.relayme.policybot.publication;

import ai.relayme.policybot.corpus.Passage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where two versions of a document differ.
 *
 * @param before the passage as it is published; nothing where it is new
 * @param after  the passage as it is staged; nothing where it is taken out
 */
public record Difference(@Nullable Passage before, @Nullable Passage after) {

    /** Where these differ, in reading order; what both have in the same order is left out. */
    static List<Difference> between(List<Passage> before, List<Passage> after) {
        // the longest common subsequence, from the end, so that it is walked from the beginning
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = isSame(before.get(i), after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Difference> differences = new ArrayList<>();
        List<Passage> removed = new ArrayList<>();
        List<Passage> added = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && isSame(before.get(i), after.get(j))) {
                pair(removed, added, differences);
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                removed.add(before.get(i++));
            } else {
                added.add(after.get(j++));
            }
        }
        pair(removed, added, differences);
        return differences;
    }

    private static boolean isSame(Passage one, Passage other) {
        return one.text().equals(other.text()) && one.heading().equals(other.heading());
    }

    /** What stands in the same gap is taken for the same passage, changed, as far as there are as many. */
    private static void pair(List<Passage> removed, List<Passage> added, List<Difference> differences) {
        for (int i = 0; i < Math.max(removed.size(), added.size()); i++) {
            differences.add(new Difference(i < removed.size() ? removed.get(i) : null,
                    i < added.size() ? added.get(i) : null));
        }
        removed.clear();
        added.clear();
    }
}
