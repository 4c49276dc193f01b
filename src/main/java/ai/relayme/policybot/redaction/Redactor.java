package ai.relayme.policybot.redaction;

import ai.relayme.policybot.redaction.Finder.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces identifiers in texts by typed placeholders such as {@code [EMAIL_1]}. It takes half a second to build, for the
 * sake of telephone numbers. Safe for concurrent use.
 */
public final class Redactor {
    /** What no finder takes for a part of an identifier. */
    private static final char TAKEN = '\uFFFC';
    private static final Pattern NOT_SIGN = Pattern.compile("[^\\p{L}\\p{N}@.:]");

    private final List<Finder> finders;
    private final Set<String> published;

    /** @param published identifiers that are no secret, such as the company's own address */
    public Redactor(Set<String> published) {
        this.published = published.stream().map(Redactor::plain).collect(Collectors.toUnmodifiableSet());
        List<Finder> all = new ArrayList<>(Finders.all());
        all.add(new PhoneFinder());
        finders = List.copyOf(all);
    }

    /**
     * The texts without identifiers. One that stands in several places has the same placeholder in all of them.
     *
     * @param texts what is to leave together, of any length
     */
    public List<String> redact(List<String> texts) {
        Map<Identifier, Map<String, Integer>> numbers = new EnumMap<>(Identifier.class);
        return texts.stream().map(text -> redact(text, numbers)).toList();
    }

    private String redact(String original, Map<Identifier, Map<String, Integer>> numbers) {
        FoldedText folded = FoldedText.of(original);
        StringBuilder rest = new StringBuilder(folded.text());
        List<Found> found = new ArrayList<>();
        for (Finder finder : finders) {
            for (Span span : finder.find(rest.toString())) {
                String value = plain(folded.text().substring(span.start(), span.end()));
                if (!published.contains(value)) {
                    found.add(new Found(finder.kind(), span, value));
                }
                for (int i = span.start(); i < span.end(); i++) {
                    rest.setCharAt(i, TAKEN);
                }
            }
        }
        found.sort(Comparator.comparingInt(one -> one.span.start()));
        StringBuilder redacted = new StringBuilder();
        int from = 0;
        for (Found one : found) {
            Map<String, Integer> known = numbers.computeIfAbsent(one.kind, kind -> new HashMap<>());
            int number = known.computeIfAbsent(one.value, value -> known.size() + 1);
            redacted.append(original, from, folded.starts()[one.span.start()]);
            redacted.append('[').append(one.kind).append('_').append(number).append(']');
            from = folded.originalEnd(one.span.end());
        }
        return redacted.append(original.substring(from)).toString();
    }

    /** Without what people write between the signs of a number. */
    private static String plain(String value) {
        return NOT_SIGN.matcher(value).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private record Found(Identifier kind, Span span, String value) {}
}
