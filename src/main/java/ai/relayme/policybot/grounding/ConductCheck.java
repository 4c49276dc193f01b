package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Optional;

/** A sentence promises nothing, advises nothing and claims nothing to be done, unless a passage that it cites does. */
final class ConductCheck implements Comparison {
    /** Whether measures or efforts are what has been taken, which a passage tells of as taken. */
    static boolean isTaken(int done, List<Word> words) {
        return done + 1 < words.size()
                && (words.get(done + 1).means("take-measures") || words.get(done + 1).form().equals("尽"));
    }

    /** Whether the word right before says that it is not so. */
    static boolean isDenied(int promise, List<Word> words) {
        return promise > 0 && words.get(promise - 1).is(Kind.NEGATION);
    }

    /** Whether the passage says of a promise that nobody can give it. */
    static boolean promisesNothing(List<Word> words) {
        return words.stream().anyMatch(word -> word.is(Kind.PROMISE) && words.stream()
                .anyMatch(other -> other.phrase() == word.phrase() && other.is(Kind.NEGATION)));
    }

    @Override
    public Gate gate() {
        return Gate.CONDUCT;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        for (int i = 0; i < said.words().size(); i++) {
            Word word = said.words().get(i);
            boolean taking = isTaken(i, said.words());
            for (Meaning meaning : word.meanings()) {
                boolean denied = meaning.kind() == Meaning.Kind.PROMISE && isDenied(i, said.words())
                        && sources.stream().anyMatch(source -> promisesNothing(source.text().words()));
                boolean own = denied || sources.stream().anyMatch(source -> source.text().ids().contains(meaning.id())
                        || (meaning.id().equals("recommend") && source.text().ids().contains("please")));
                if (own || (taking && meaning.kind() == Meaning.Kind.DONE)) {
                    continue;
                }
                String fault = switch (meaning.kind()) {
                    case FIRST_PERSON -> "it speaks of itself";
                    case PROMISE -> "it promises something";
                    case ADVICE -> "it gives advice";
                    case DONE -> "it claims that something was done";
                    default -> "";
                };
                if (!fault.isEmpty()) {
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }
}
