package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The runs of words that say when, where or how far something is so. */
final class Conditions {
    private static final Set<String> OPENING = Set.of("在", "于", "仅 在", "只 在", "当", "自");

    private Conditions() {}

    /** The conditions among the words; none reaches over a comma. */
    static List<List<Word>> in(List<Word> words) {
        List<List<Word>> conditions = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            int phrase = word.phrase();
            boolean starts = i == 0 || words.get(i - 1).phrase() != phrase;
            boolean opens = (word.is(Kind.CONDITION) || word.is(Kind.EXCEPTION)) && !word.isContent();
            boolean closes = word.is(Kind.CONDITION_AFTER);
            if (closes) {
                conditions.add(words.subList(opening(words, i), i + 1));
            } else if (opens && (!isHan(word) || starts)) {
                int from = i;
                conditions.add(words.subList(from, words.size()).stream().filter(other -> other.phrase() == phrase)
                        .toList());
            }
        }
        return conditions;
    }

    /** Chinese: where the condition begins that ends with this word. */
    private static int opening(List<Word> words, int closing) {
        int at = closing;
        while (at > 0 && words.get(at - 1).phrase() == words.get(closing).phrase()) {
            at--;
            if (OPENING.contains(words.get(at).form()) || words.get(at).is(Kind.CONDITION)) {
                break;
            }
        }
        return at;
    }

    private static boolean isHan(Word word) {
        return word.tokens().getFirst().isHan();
    }
}
