package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The runs of words that say when, where or how far something is so. */
final class Conditions {
    /** What conditions speak of without being a thing of their own. */
    static final Set<String> CIRCUMSTANCES = Set.of("situation", "extent", "time", "purpose", "ground");

    private static final Set<String> OPENING = Set.of("在", "于", "仅 在", "只 在", "当", "自");

    private final List<Word> words;

    private Conditions(List<Word> words) {
        this.words = words;
    }

    /** The conditions among the words; one reaches over a comma only where a list goes on in it. */
    static List<List<Word>> in(List<Word> words) {
        return new Conditions(words).all();
    }

    /** The words that stand in a condition. */
    static Set<Word> wordsIn(List<Word> words) {
        return in(words).stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    private List<List<Word>> all() {
        List<List<Word>> conditions = new ArrayList<>();
        BitSet closed = new BitSet();
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(Kind.CONDITION_AFTER)) {
                int from = opening(i);
                closed.set(from, i + 1);
                conditions.add(words.subList(from, i + 1));
            }
        }
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean opens = (word.is(Kind.CONDITION) || word.is(Kind.EXCEPTION)) && !word.isContent();
            if (opens && !word.is(Kind.CONDITION_AFTER) && (!isHan(word) || startsPhrase(i))
                    && !(isHan(word) && closed.get(i))) {
                conditions.add(words.subList(i, end(i)));
            }
        }
        return conditions;
    }

    /** Where the condition ends that begins with this word: with its phrase, or with the list that its phrase begins. */
    private int end(int opening) {
        int own = phraseEnd(opening);
        int end = own;
        while (end < words.size() && words.get(end).clause() == words.get(opening).clause() && isItem(end)) {
            boolean last = words.subList(end, phraseEnd(end)).stream().anyMatch(Word::isJoining);
            end = phraseEnd(end);
            if (last) {
                return end;
            }
        }
        return own;
    }

    private int phraseEnd(int i) {
        int end = i;
        while (end < words.size() && words.get(end).phrase() == words.get(i).phrase()) {
            end++;
        }
        return end;
    }

    /** Whether the phrase that begins here only names things. */
    private boolean isItem(int start) {
        return words.subList(start, phraseEnd(start)).stream().allMatch(word -> word.is(Kind.THING)
                || word.is(Kind.ROLE) || word.isJoining() || (word.is(Kind.LIGHT) && !word.is(Kind.HABIT)));
    }

    /** Chinese: where the condition begins that ends with this word. */
    private int opening(int closing) {
        int at = closing;
        while (at > 0 && words.get(at - 1).clause() == words.get(closing).clause()) {
            boolean listed = words.get(at - 1).phrase() != words.get(at).phrase();
            if (listed && !isOpenedList(at - 1)) {
                break;
            }
            at--;
            if (OPENING.contains(words.get(at).form()) || (words.get(at).is(Kind.CONDITION) && startsPhrase(at))) {
                break;
            }
        }
        return at;
    }

    /** Whether this word ends a phrase that opens a condition and names only things in it, or an item after such a phrase. */
    private boolean isOpenedList(int end) {
        int start = end;
        while (start > 0 && words.get(start - 1).phrase() == words.get(end).phrase()) {
            start--;
        }
        Word first = words.get(start);
        boolean opens = first.is(Kind.CONDITION) || OPENING.contains(first.form());
        if (opens) {
            return words.subList(start + 1, end + 1).stream()
                    .allMatch(word -> word.is(Kind.THING) || word.is(Kind.ROLE) || word.is(Kind.LIGHT));
        }
        return isItem(start) && start > 0 && words.get(start - 1).clause() == first.clause() && isOpenedList(start - 1);
    }

    private boolean startsPhrase(int i) {
        return i == 0 || words.get(i - 1).phrase() != words.get(i).phrase();
    }

    private static boolean isHan(Word word) {
        return word.tokens().getFirst().isHan();
    }
}
