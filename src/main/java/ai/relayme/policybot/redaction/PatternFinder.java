package ai.relayme.policybot.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what matches a pattern and, where there is a check, stands up to it. */
final class PatternFinder implements Finder {
    private final Identifier kind;
    private final Pattern pattern;
    private final BiFunction<String, Span, Optional<Span>> check;

    /** @param check the part of a match that is an identifier, nothing where none is; it sees the whole text */
    PatternFinder(Identifier kind, String pattern, BiFunction<String, Span, Optional<Span>> check) {
        this.kind = kind;
        this.pattern = Pattern.compile(pattern);
        this.check = check;
    }

    PatternFinder(Identifier kind, String pattern) {
        this(kind, pattern, (text, span) -> Optional.of(span));
    }

    @Override
    public Identifier kind() {
        return kind;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        int from = 0;
        while (from < text.length() && matcher.find(from)) {
            Optional<Span> span = check.apply(text, new Span(matcher.start(), matcher.end()));
            span.ifPresent(found::add);
            // what failed as a whole may hold an identifier further on
            from = span.map(Span::end).orElse(matcher.start() + 1);
        }
        return found;
    }
}
