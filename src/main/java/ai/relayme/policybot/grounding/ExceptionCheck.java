package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a passage says is so in some case, a sentence does not say is so except in that case. */
final class ExceptionCheck implements Comparison {
    private static final Set<String> ADDING = Set.of("also", "too", "as well", "and also", "还", "也", "亦", "还 会", "也 会", "亦 会",
            "还 可 能", "也 可 能", "亦 可 能", "还 有", "也 有", "还 包 括", "也 包 括");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        for (List<Word> exception : Conditions.in(said.words())) {
            if (exception.getFirst().is(Kind.EXCEPTION)
                    && sources.stream().anyMatch(source -> isTurned(said, exception, source))) {
                return Optional.of("it excepts what the passage makes a condition: " + exception.getFirst().form());
            }
        }
        return Optional.empty();
    }

    /** Whether the case is a condition in the passage, and the sentence affirms outside of it what the passage affirms in it. */
    private static boolean isTurned(Reading said, List<Word> exception, Source source) {
        Set<String> excepted = keys(exception);
        boolean affirms = said.claims().stream()
                .filter(claim -> !exception.contains(said.words().get(claim.word())) && !claim.negated())
                .filter(claim -> said.clause(said.words().get(claim.word()).clause()).stream()
                        .noneMatch(word -> word.is(Kind.NEGATION) && !exception.contains(word)))
                .anyMatch(claim -> Stream.of(source.text(), source.lead())
                        .anyMatch(reading -> reading.claims().stream().anyMatch(claim::sharesAct)));
        boolean condition = Stream.of(source.text(), source.lead())
                .flatMap(reading -> Conditions.in(reading.words()).stream())
                .filter(own -> !own.getFirst().is(Kind.EXCEPTION))
                .anyMatch(own -> keys(own).stream().anyMatch(excepted::contains));
        return affirms && (condition || (!isAdding(said) && !source.says(Kind.EXCEPTION, Kind.NEGATION)
                && isSaidOf(said, excepted, source.text())));
    }

    /** Whether it goes on to something else: "besides the training, they also sign". */
    private static boolean isAdding(Reading said) {
        return said.words().stream().anyMatch(word -> ADDING.contains(word.surface()));
    }

    /** Whether the text says the same of what is excepted. */
    private static boolean isSaidOf(Reading said, Set<String> excepted, Reading text) {
        return text.claims().stream().filter(known -> said.claims().stream().anyMatch(known::sharesAct))
                .anyMatch(known -> keys(text.clause(text.words().get(known.word()).clause())).stream()
                        .anyMatch(excepted::contains));
    }

    private static Set<String> keys(List<Word> words) {
        Set<String> keys = new HashSet<>();
        words.forEach(word -> keys.addAll(word.keys()));
        return keys;
    }
}
