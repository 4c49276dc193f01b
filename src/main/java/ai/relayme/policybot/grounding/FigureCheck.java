package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every figure of a sentence is a figure of a passage that it cites, and says the same of the same thing. */
final class FigureCheck implements Comparison {
    /** After these the items follow that a phrase before has counted. */
    private static final Set<String> INTRODUCING = Set.of("分 别", "分 别 是", "分 别 为", "分 别 有", "name");
    private static final int A_LIST = 3;
    private static final Pattern FEW = Pattern.compile("[2-9]|1\\d");

    @Override
    public Gate gate() {
        return Gate.FIGURES;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        for (Figure figure : said.figures()) {
            boolean items = figure.kind() == Figure.Kind.NUMBER && countsItems(figure, said, sources);
            if (!items && sources.stream().flatMap(FigureCheck::figures).noneMatch(figure::isIn)
                    && (items(sources) >= A_LIST
                            || sources.stream().noneMatch(source -> counts(figure, said, source)))) {
                return Optional.of("no cited passage has the " + figure.kind() + " " + figure.value());
            }
        }
        if (isAffirmed(said, sources)) {
            return Optional.of("it affirms a share that the passage denies");
        }
        for (String range : said.ranges()) {
            if (sources.stream().noneMatch(source -> source.text().ranges().contains(range))) {
                return Optional.of("no cited passage has the range " + range);
            }
        }
        return Optional.empty();
    }

    /** Whether the sentence denies nothing, or says in a phrase what can be, and has a share that every passage with it has in a denial. */
    private static boolean isAffirmed(Reading said, List<Source> sources) {
        boolean affirms = said.words().stream().anyMatch(word -> word.means("can") && !ScopeCheck.isDenied(word, said));
        return (affirms || !said.has(Kind.NEGATION))
                && said.figures().stream().filter(figure -> figure.kind() == Figure.Kind.PERCENT)
                        .anyMatch(figure -> sources.stream().filter(source -> figures(source).anyMatch(figure::isIn))
                                .allMatch(source -> source.text().has(Kind.NEGATION)));
    }

    /** Whether the figure is the number of the items that the passage lists, and the sentence lists or names by their kind. */
    private static boolean counts(Figure figure, Reading said, Source source) {
        if (figure.kind() != Figure.Kind.NUMBER || !FEW.matcher(figure.value()).matches()) {
            return false;
        }
        int number = Integer.parseInt(figure.value());
        boolean named = said.listLengths().equals(Set.of(1))
                && said.contentIds().stream().anyMatch(source.heading().ids()::contains);
        boolean introduced = said.words().stream().anyMatch(word -> INTRODUCING.contains(word.form()))
                && said.listLengths().contains(number + 1);
        boolean lists = introduced || said.listLengths().contains(number);
        return source.text().listLengths().contains(number) && (named || lists);
    }

    /** Whether the sentence lists so many things and cites as many items of one list. */
    private static boolean countsItems(Figure figure, Reading said, List<Source> sources) {
        int items = items(sources);
        return figure.value().equals(String.valueOf(items)) && said.listLengths().contains(items);
    }

    /** How many items of one list are cited, none where they are of several. */
    private static int items(List<Source> sources) {
        List<String> leads = sources.stream().map(source -> source.passage().lead()).filter(lead -> !lead.isEmpty())
                .toList();
        return leads.stream().distinct().count() == 1 ? leads.size() : 0;
    }

    private static Stream<Figure> figures(Source source) {
        return Stream.of(source.text(), source.lead()).flatMap(reading -> reading.figures().stream());
    }
}
