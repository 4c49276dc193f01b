package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Figure;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What follows from opening hours without being said: on other days nobody is there, and at these hours only. */
final class OpeningHours {
    private static final String HOURS = "support-hours";
    private static final String CLOSED = "close";
    private static final Set<String> WEEKEND = Set.of("6", "7");
    /** What may be said not to be there. */
    private static final Set<String> SERVICES = Set.of(HOURS, CLOSED, "support", "support-team", "service", "provide",
            "weekend",
            "time");

    private OpeningHours() {}

    /** The text without the parts that say that nobody is there on days that the hours leave out. */
    static String without(String folded, Reader reader, List<Source> cited) {
        List<Source> hours = cited.stream().filter(source -> source.ids().contains(HOURS)).toList();
        if (hours.isEmpty()) {
            return folded;
        }
        return Phrase.of(folded).stream()
                .filter(phrase -> hours.stream()
                        .noneMatch(source -> isClosed(reader.read(phrase.words()), source.text())))
                .map(Phrase::whole).collect(Collectors.joining());
    }

    private static boolean isClosed(Reading part, Reading hours) {
        List<String> days = new ArrayList<>(days(part).toList());
        if (part.ids().contains("weekend")) {
            days.addAll(WEEKEND);
        }
        List<String> open = days(hours).toList();
        boolean range = open.size() == 2 && hours.ranges().contains(open.getFirst() + "-" + open.getLast());
        return range && !days.isEmpty() && part.has(Kind.NEGATION) != part.ids().contains(CLOSED)
                && !part.has(Kind.ONLY) && !part.has(Kind.EXCEPTION)
                && part.figures().size() == days(part).count() && part.ranges().isEmpty()
                && part.words().stream().filter(Word::isContent).allMatch(OpeningHours::isService)
                && part.words().stream().noneMatch(word -> word.meanings().isEmpty())
                && IntStream.rangeClosed(Integer.parseInt(open.getFirst()), Integer.parseInt(open.getLast()))
                        .mapToObj(String::valueOf).noneMatch(days::contains);
    }

    private static boolean isService(Word word) {
        return SERVICES.stream().anyMatch(word::means);
    }

    private static Stream<String> days(Reading reading) {
        return reading.figures().stream().filter(figure -> figure.kind() == Figure.Kind.WEEKDAY).map(Figure::value);
    }

    /** Whether the word only shuts out what is not within the hours that the sentence gives. */
    static boolean limits(Word only, Reading said, List<Source> sources) {
        return only.is(Kind.ONLY) && days(said).findAny().isPresent()
                && said.words().stream().filter(word -> word.phrase() == only.phrase()).filter(Word::isContent)
                        .allMatch(OpeningHours::isService)
                && sources.stream().anyMatch(source -> source.ids().contains(HOURS));
    }
}
