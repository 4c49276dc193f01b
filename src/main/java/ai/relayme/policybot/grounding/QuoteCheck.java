package ai.relayme.policybot.grounding;

import java.util.Optional;

/** Every quotation is one contiguous run of a cited passage or of the heading over it. */
final class QuoteCheck implements Check {
    @Override
    public Gate gate() {
        return Gate.QUOTE;
    }

    @Override
    public Optional<String> fault(CitedSentence sentence) {
        if (!Quotes.arePaired(sentence.text())) {
            // where a quotation ends cannot be told, so neither can whether it is one
            return Optional.of("a quotation mark has no counterpart");
        }
        for (String quote : Quotes.in(sentence.text())) {
            if (sentence.cited().stream().noneMatch(passage -> Quotes.find(quote, passage.text())
                    .or(() -> Quotes.find(quote, passage.heading())).isPresent())) {
                return Optional.of("a quotation is no run of a cited passage");
            }
        }
        return Optional.empty();
    }
}
