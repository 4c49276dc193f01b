package ai.relayme.policybot.grounding;

import ai.relayme.policybot.language.SentenceSplitter.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The runs of a text that stand in quotation marks. */
final class Quotes {
    private static final String OPENING = "“\"「『«＂";
    private static final String CLOSING = "”\"」』»＂";
    /** In code points; a shorter run is a word in quotation marks, not a quotation. */
    private static final int LONGEST_TERM = 3;
    /** Punctuation that writers put inside the closing mark although it is not quoted. */
    private static final Pattern LOOSE_END = Pattern.compile("[.,;:!?。，、；：！？…\\s]+$");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Quotes() {}

    /** Whether every quotation mark has its counterpart. Marks inside a quotation belong to it. */
    static boolean arePaired(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int kind = OPENING.indexOf(c);
            if (kind >= 0) {
                at = text.indexOf(CLOSING.charAt(kind), at + 1);
                if (at < 0) {
                    return false;
                }
            } else if (CLOSING.indexOf(c) >= 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** What is quoted in the text, without its marks and loose punctuation; only runs long enough to be quotations. */
    static List<String> in(String text) {
        List<String> quotes = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int kind = OPENING.indexOf(text.charAt(at));
            int end = kind < 0 ? -1 : text.indexOf(CLOSING.charAt(kind), at + 1);
            if (end < 0) {
                at++;
                continue;
            }
            String quote = LOOSE_END.matcher(text.substring(at + 1, end)).replaceFirst("").strip();
            if (quote.codePointCount(0, quote.length()) > LONGEST_TERM) {
                quotes.add(quote);
            }
            at = end + 1;
        }
        return quotes;
    }

    /** Where the quotation stands in the passage's text as one run, white space folded; in UTF-16 units. */
    static Optional<Span> find(String quote, String passage) {
        String words = Arrays.stream(SPACE.split(quote, -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(words).matcher(passage);
        return matcher.find() ? Optional.of(new Span(matcher.start(), matcher.end())) : Optional.empty();
    }
}
