package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What points back to something that was told before the sentence. */
final class Pointing {
    private static final Set<String> WORDS = Set.of("this", "these", "such", "those", "这", "这 些", "这 种", "这 类", "此",
            "该", "此 类",
            "该 等", "此 等");

    private Pointing() {}

    static boolean is(Word word) {
        return WORDS.contains(word.surface());
    }

    /** Whether the sentence speaks of people who were named before: "these people" are no others than the relevant ones. */
    static boolean isToPeople(Reading said) {
        List<Word> words = said.words();
        return IntStream.range(1, words.size())
                .anyMatch(i -> words.get(i).is(Kind.ROLE) && is(words.get(i - 1)));
    }

    /** Whether the sentence denies something of all cases but those that it only points to, as in "in other cases". */
    static boolean isRest(Reading said) {
        return said.has(Kind.NEGATION)
                && said.words().stream().filter(word -> word.is(Kind.EXCEPTION)).map(Word::phrase)
                        .anyMatch(phrase -> said.words().stream().filter(word -> word.phrase() == phrase)
                                .noneMatch(Word::isContent));
    }
}
