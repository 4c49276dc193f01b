package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Each passage that a sentence cites supports some of it, which no other does. */
final class CitationCheck implements Comparison {
    /** A sentence that cites so many passages lists what they are about. */
    private static final int MANY = 4;

    @Override
    public Gate gate() {
        return Gate.SUPPORT;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        List<List<Word>> parts = SupportCheck.parts(said);
        Optional<Source> outsider = outsider(said, sources);
        if (outsider.isPresent()) {
            return Optional.of("it lists " + outsider.get().passage().id() + " with items of another list");
        }
        for (Source source : sources) {
            boolean supports = isLabelled(said, source)
                    || parts.stream().anyMatch(part -> isWhole(part, said, source, all));
            boolean taken = supports && isNeeded(parts, said, source, sources);
            taken |= said.figures().stream()
                    .filter(figure -> source.text().figures().stream().anyMatch(figure::isIn))
                    .anyMatch(figure -> sources.stream()
                            .noneMatch(other -> !other.passage().equals(source.passage())
                                    && other.text().figures().stream().anyMatch(figure::isIn)));
            taken |= sources.stream().anyMatch(item -> item.passage().isListItem()
                    && item.passage().lead().equals(source.passage().text()));
            // "this is one of the rights you may have" is about the item that was told of before
            taken |= source.passage().isListItem() && said.words().stream().anyMatch(Pointing::is)
                    && sources.stream().anyMatch(lead -> source.passage().lead().equals(lead.passage().text()));
            taken |= said.addresses().stream().anyMatch(source.text().addresses()::contains);
            if (!taken) {
                return Optional.of("it takes nothing from " + source.passage().id());
            }
        }
        return Optional.empty();
    }

    /** A passage that is an item of another list than most that a sentence in one clause cites. */
    private static Optional<Source> outsider(Reading said, List<Source> sources) {
        long told = said.claims().stream().filter(claim -> claim.modality() != Claim.Modality.OPEN).count();
        if (said.clauses() > 1 || (told > 1 && sources.size() < MANY)) {
            return Optional.empty();
        }
        List<Source> items = sources.stream().filter(source -> source.passage().isListItem()).toList();
        return items.stream().filter(item -> items.stream()
                .filter(other -> !other.passage().lead().equals(item.passage().lead()))
                .collect(Collectors.groupingBy(other -> other.passage().lead(), Collectors.counting())).values()
                .stream()
                .anyMatch(count -> count > 1)
                && items.stream().filter(other -> other.passage().lead().equals(item.passage().lead())).count() == 1)
                .findFirst();
    }

    /** Whether some part rests on no other passage, or the passage has much of what the sentence says. */
    private static boolean isNeeded(List<List<Word>> parts, Reading said, Source source, List<Source> sources) {
        List<Word> counted = said.words().stream().filter(SupportCheck::counts).toList();
        List<Word> own = counted.stream().filter(source::hasInText).toList();
        boolean most = own.size() > 1
                && SupportCheck.weight(own) > SupportCheck.LEAST_RELATED * SupportCheck.weight(counted);
        return sources.size() == 1 || most || parts.stream()
                .filter(part -> part.stream().anyMatch(word -> SupportCheck.counts(word) && source.hasInText(word)))
                .anyMatch(part -> SupportCheck.missing(part, source, said).isEmpty() && sources.stream()
                        .noneMatch(other -> !other.passage().equals(source.passage())
                                && SupportCheck.missing(part, other, said).isEmpty()));
    }

    /** Whether the sentence has all words of the label before the colon of a list's item. */
    private static boolean isLabelled(Reading said, Source source) {
        Set<String> ids = said.ids();
        List<Word> label = source.passage().isListItem() && source.text().clauses() > 1
                ? source.text().clause(0).stream().filter(Word::isContent).toList()
                : List.of();
        return !label.isEmpty() && label.stream().allMatch(word -> word.contentIds().stream().anyMatch(ids::contains));
    }

    /** Whether the passage supports the part alone, and not only by what stands above it. */
    private static boolean isWhole(List<Word> part, Reading said, Source source, List<Source> all) {
        return part.stream().anyMatch(word -> SupportCheck.counts(word) && source.hasInText(word))
                && SupportCheck.missing(part, source, said).stream().allMatch(
                        word -> !source.passage().isListItem()
                                && all.stream().anyMatch(other -> SupportCheck.isRight(word, other)));
    }
}
