package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every figure of a sentence is a figure of a passage that it cites, and says the same of the same thing. */
final class FigureCheck implements Comparison {
    private static final Pattern FEW = Pattern.compile("[2-9]|1\\d");

    @Override
    public Gate gate() {
        return Gate.FIGURES;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
        for (Figure figure : said.figures()) {
            if (sources.stream().flatMap(FigureCheck::figures).noneMatch(figure::isIn)
                    && sources.stream().noneMatch(source -> counts(figure, said, source))) {
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

    /** Whether the figure is the number of the items that the passage lists, and the sentence lists or names by their kind. */
    private static boolean counts(Figure figure, Reading said, Source source) {
        if (figure.kind() != Figure.Kind.NUMBER || !FEW.matcher(figure.value()).matches()) {
            return false;
        }
        int number = Integer.parseInt(figure.value());
        boolean named = said.listLengths().equals(Set.of(1))
                && said.contentIds().stream().anyMatch(source.heading().ids()::contains);
        return source.text().listLengths().contains(number) && (named || said.listLengths().contains(number));
    }

    private static Stream<Figure> figures(Source source) {
        return Stream.of(source.text(), source.lead()).flatMap(reading -> reading.figures().stream());
    }
}
