package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Optional;

/** A sentence promises nothing, advises nothing and claims nothing to be done, unless a passage that it cites does. */
final class ConductCheck implements Comparison {
    @Override
    public Gate gate() {
        return Gate.CONDUCT;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
        for (Word word : said.words()) {
            for (Meaning meaning : word.meanings()) {
                boolean own = sources.stream().anyMatch(source -> source.text().ids().contains(meaning.id())
                        || (meaning.id().equals("recommend") && source.text().ids().contains("please")));
                if (own) {
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
