package ai.relayme.policybot.retrieval;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a word of the corpus or the glossary in place of an English word that nobody knows and that is one slip of the keys
 * away from it, two where the word is long. Slips seldom hit the first letter, so it must be the same. Immutable.
 */
final class SpellingCorrector {
    /** Of shorter words too many are one slip from another. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{5,40}");
    private static final int SHORTEST_WITH_TWO_SLIPS = 9;

    private final Set<String> words;
    private final Predicate<String> known;
    /** Words by first letter and length, sorted, so that the same slip is always mended the same way; made for the first. */
    private final AtomicReference<@Nullable Map<String, List<String>>> buckets = new AtomicReference<>();

    /**
     * @param words what words are corrected to, lower-cased
     * @param known whether a lower-cased word is right as it is
     */
    SpellingCorrector(Set<String> words, Predicate<String> known) {
        this.words = words;
        this.known = word -> words.contains(word) || known.test(word);
    }

    private Map<String, List<String>> buckets() {
        Map<String, List<String>> made = buckets.get();
        if (made == null) {
            made = words.stream().filter(word -> WORD.matcher(word).matches()).sorted()
                    .collect(Collectors.groupingBy(word -> bucket(word, word.length())));
            buckets.set(made);
        }
        return made;
    }

    private static String bucket(String word, int length) {
        return word.charAt(0) + Integer.toString(length);
    }

    /** The text with slips mended; the same text where there are none. */
    String corrected(String text) {
        return WORD.matcher(text).replaceAll(match -> nearest(match.group()));
    }

    private String nearest(String written) {
        String word = written.toLowerCase(Locale.ROOT);
        if (known.test(word)) {
            return written;
        }
        int most = word.length() >= SHORTEST_WITH_TWO_SLIPS ? 2 : 1;
        String nearest = written;
        int least = most + 1;
        for (int length = word.length() - most; length <= word.length() + most; length++) {
            for (String candidate : buckets().getOrDefault(bucket(word, length), List.of())) {
                int slips = slips(word, candidate, least);
                if (slips < least) {
                    least = slips;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** How many letters are changed, left out, added or swapped with their neighbour; {@code bound} where not fewer. */
    private static int slips(String from, String to, int bound) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= bound) {
                return bound;
            }
            beforeLast = last;
            last = row;
        }
        return last[to.length()];
    }
}
