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
        return affirms && Stream.of(source.text(), source.lead())
                .flatMap(reading -> Conditions.in(reading.words()).stream())
                .filter(condition -> !condition.getFirst().is(Kind.EXCEPTION))
                .anyMatch(condition -> keys(condition).stream().anyMatch(excepted::contains));
    }

    private static Set<String> keys(List<Word> words) {
        Set<String> keys = new HashSet<>();
        words.forEach(word -> keys.addAll(word.keys()));
        return keys;
    }
}
