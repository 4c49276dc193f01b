package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a passage says is so in some case, a sentence does not say is so except in that case. */
final class ExceptionCheck implements Comparison {
    private static final Set<String> ADDING = Set.of("also", "too", "as well", "and also", "还", "也", "亦", "还 会", "也 会",
            "亦 会",
            "还 可 能", "也 可 能", "亦 可 能", "还 有", "也 有", "还 包 括", "也 包 括");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        List<List<Word>> exceptions = Conditions.in(said.words()).stream()
                .filter(condition -> condition.getFirst().is(Kind.EXCEPTION)).toList();
        if (exceptions.isEmpty()) {
            return Optional.empty();
        }
        Set<Word> outside = new HashSet<>(said.words());
        exceptions.forEach(exception -> exception.forEach(outside::remove));
        List<Claim> affirmed = affirmed(said, outside);
        boolean adding = said.words().stream().anyMatch(word -> ADDING.contains(word.surface()));
        Set<String> excepted = new HashSet<>();
        exceptions.forEach(exception -> excepted.addAll(keys(exception)));
        return sources.stream().anyMatch(source -> isTurned(affirmed, excepted, adding, source))
                ? Optional.of("it excepts what the passage makes a condition")
                : Optional.empty();
    }

    /** What is affirmed outside of the exceptions, in clauses that deny nothing. */
    private static List<Claim> affirmed(Reading said, Set<Word> outside) {
        Set<Integer> denying = new HashSet<>();
        outside.stream().filter(word -> word.is(Kind.NEGATION)).forEach(word -> denying.add(word.clause()));
        return said.claims().stream().filter(claim -> !claim.negated())
                .filter(claim -> outside.contains(said.words().get(claim.word()))
                        && !denying.contains(said.words().get(claim.word()).clause()))
                .toList();
    }

    /** Whether what is excepted is a condition in the passage of what is affirmed, or what the passage says the same of. */
    private static boolean isTurned(List<Claim> affirmed, Set<String> excepted, boolean adding, Source source) {
        List<Reading> readings = List.of(source.text(), source.lead());
        boolean affirms = affirmed.stream()
                .anyMatch(claim -> readings.stream()
                        .anyMatch(reading -> reading.claims().stream().anyMatch(claim::sharesAct)));
        boolean condition = affirms && readings.stream()
                .flatMap(reading -> Conditions.in(reading.words()).stream())
                .filter(own -> !own.getFirst().is(Kind.EXCEPTION))
                .anyMatch(own -> keys(own).stream().anyMatch(excepted::contains));
        // "besides the training, they also sign" goes on to something else
        return condition || (affirms && !adding && !source.says(Kind.EXCEPTION, Kind.NEGATION)
                && isSaidOf(affirmed, excepted, source.text()));
    }

    /** Whether the text says the same of what is excepted. */
    private static boolean isSaidOf(List<Claim> affirmed, Set<String> excepted, Reading text) {
        return text.claims().stream().filter(known -> affirmed.stream().anyMatch(known::sharesAct))
                .anyMatch(known -> keys(text.clause(text.words().get(known.word()).clause())).stream()
                        .anyMatch(excepted::contains));
    }

    private static Set<String> keys(List<Word> words) {
        Set<String> keys = new HashSet<>();
        words.forEach(word -> keys.addAll(word.keys()));
        return keys;
    }
}
