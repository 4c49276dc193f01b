package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every figure of a sentence is a figure of a passage that it cites, and says the same of the same thing. */
final class FigureCheck implements Comparison {
    @Override
    public Gate gate() {
        return Gate.FIGURES;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
        for (Figure figure : said.figures()) {
            if (sources.stream().flatMap(FigureCheck::figures).noneMatch(figure::isIn)) {
                return Optional.of("no cited passage has the " + figure.kind() + " " + figure.value());
            }
        }
        for (String range : said.ranges()) {
            if (sources.stream().noneMatch(source -> source.text().ranges().contains(range))) {
                return Optional.of("no cited passage has the range " + range);
            }
        }
        return Optional.empty();
    }

    private static Stream<Figure> figures(Source source) {
        return Stream.of(source.text(), source.lead()).flatMap(reading -> reading.figures().stream());
    }
}
