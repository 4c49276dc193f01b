package ai.relayme.policybot.language;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts text into sentences by the Unicode rules (UAX 29), for the three languages alike. Safe for concurrent use. */
public final class SentenceSplitter {
    private @Nullable BreakIterator english;
    private @Nullable BreakIterator chinese;

    /** Their rules take a while to load, and nothing is split before the first answer. */
    private synchronized BreakIterator breaks(Language language) {
        if (english == null || chinese == null) {
            english = BreakIterator.getSentenceInstance(ULocale.ENGLISH);
            chinese = BreakIterator.getSentenceInstance(ULocale.CHINESE);
        }
        // an iterator holds the text it is on, so each call works on its own copy
        return (BreakIterator) (language.isChinese() ? chinese : english).clone();
    }

    /**
     * The sentences of the text in order, as spans with the white space around them left out.
     *
     * @return half-open spans in UTF-16 units, none of them empty
     */
    public List<Span> split(String text, Language language) {
        BreakIterator breaks = breaks(language);
        breaks.setText(text);
        List<Span> spans = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            Span span = Span.of(text, start, end);
            if (!span.isEmpty()) {
                spans.add(span);
            }
        }
        return List.copyOf(spans);
    }

    /** A half-open stretch of a text, in UTF-16 units. */
    public record Span(int start, int end) {
        static Span of(String text, int start, int end) {
            int from = start;
            int to = end;
            while (from < to && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            return new Span(from, to);
        }

        /** The stretch itself. */
        public String in(String text) {
            return text.substring(start, end);
        }

        boolean isEmpty() {
            return start == end;
        }
    }
}
