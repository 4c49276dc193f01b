package ai.relayme.policybot.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a growing text into sentences with the markers that belong to them. Where the text was cut into pieces on its way
 * makes no difference: an end is decided only when all that decides it has come.
 */
final class SentenceStream {
    /** Not to be decided before more text has come. */
    private static final int OPEN = -1;
    /** No end of a sentence, whatever comes. */
    private static final int NONE = 0;

    private static final String CHINESE_STOPS = "。！？．｡";
    private static final String STOPS = ".!?" + CHINESE_STOPS;
    private static final String OPENING_QUOTES = "“\"「『";
    private static final String CLOSING_QUOTES = "”\"」』";
    private static final String CLOSERS = ")）”’'」』";
    /** From here on characters are of scripts that put no space after a full stop. */
    private static final char FIRST_SPACELESS = 0x2E80;
    /** Digits of the longest marker; a longer number in brackets is text. */
    private static final int MOST_DIGITS = 9;
    private static final Set<String> ABBREVIATIONS = Set.of("e.g", "i.e", "etc", "vs", "cf", "art", "sec", "para",
            "inc",
            "ltd", "co", "corp", "mr", "mrs", "ms", "dr", "approx", "a.m", "p.m");
    private static final String MARKERS = "(?:\\s*\\[\\d{1," + MOST_DIGITS + "}\\])+";
    private static final Pattern WHOLE = Pattern.compile("(?s).*(?:" + MARKERS + "\\s*[" + STOPS + "][" + CLOSERS
            + "\"]*|[" + STOPS + "][" + CLOSERS + "\"]*" + MARKERS + "[" + STOPS + "]?)\\s*");

    private final StringBuilder pending = new StringBuilder();

    /** The sentences that the text makes complete, in order. */
    List<String> push(String text) {
        pending.append(text);
        return take(false);
    }

    /** What is left, now that the text is at its end. */
    List<String> finish() {
        return take(true);
    }

    /** What is left and plainly whole, now that the text was cut off: with a full stop and with markers. */
    List<String> cut() {
        String rest = pending.toString();
        pending.setLength(0);
        return WHOLE.matcher(rest).matches() ? List.of(rest.strip()) : List.of();
    }

    private List<String> take(boolean last) {
        List<String> sentences = new ArrayList<>();
        while (dropLeadingSpace()) {
            int end = firstEnd(last);
            if (end == OPEN) {
                break;
            }
            sentences.add(pending.substring(0, end).strip());
            pending.delete(0, end);
        }
        return sentences;
    }

    private boolean dropLeadingSpace() {
        pending.delete(0, afterSpace(0, true));
        return !pending.isEmpty();
    }

    private int firstEnd(boolean last) {
        char awaited = 0;
        boolean marked = false;
        int at = 0;
        while (at < pending.length()) {
            char c = pending.charAt(at);
            int marker = c == '[' ? afterMarker(at) : NONE;
            if (marker == OPEN && !last) {
                return OPEN;
            }
            if (marker > 0) {
                marked = true;
                at = marker;
                continue;
            }
            if (c == '\n') {
                return afterMarkers(at, last, marked);
            }
            boolean stops = awaited == 0 ? STOPS.indexOf(c) >= 0 : c == awaited && endsInStop(at);
            boolean closing = awaited != 0;
            if (closing) {
                awaited = c == awaited ? 0 : awaited;
            } else if (OPENING_QUOTES.indexOf(c) >= 0) {
                awaited = CLOSING_QUOTES.charAt(OPENING_QUOTES.indexOf(c));
            }
            int end = stops ? endAtStop(at, closing, last, marked) : NONE;
            if (end != NONE) {
                return end;
            }
            at++;
        }
        return last ? pending.length() : OPEN;
    }

    private boolean endsInStop(int at) {
        return at > 0 && STOPS.indexOf(pending.charAt(at - 1)) >= 0;
    }

    /** Where the sentence ends that may end with the full stop, or the quotation mark after one, at this index. */
    private int endAtStop(int at, boolean closing, boolean last, boolean marked) {
        int after = afterStops(at + 1);
        if (after == pending.length()) {
            return last ? after : OPEN;
        }
        int end = afterMarkers(after, last, marked);
        if (end == OPEN) {
            return OPEN;
        }
        int next = afterSpace(end, false);
        if (next == pending.length()) {
            return last ? end : OPEN;
        }
        char following = pending.charAt(next);
        char stop = pending.charAt(closing ? at - 1 : at);
        boolean chinese = CHINESE_STOPS.indexOf(stop) >= 0;
        if (following == '\n' || (chinese && !closing)) {
            return end;
        }
        if (Character.isLowerCase(following)) {
            return NONE;
        }
        if (end > after) {
            return end;
        }
        if (stop == '.' && !closing && isAbbreviated(at, following)) {
            return NONE;
        }
        boolean spaced = next > end;
        return spaced || (following >= FIRST_SPACELESS && !closing) ? end : NONE;
    }

    /** Whether the full stop at this index belongs to an abbreviation, an initial or the number of a list item. */
    private boolean isAbbreviated(int at, char following) {
        int start = at;
        while (start > 0 && !Character.isWhitespace(pending.charAt(start - 1))
                && pending.charAt(start - 1) < FIRST_SPACELESS && "(“\"'‘".indexOf(pending.charAt(start - 1)) < 0) {
            start--;
        }
        String word = pending.substring(start, at);
        if (start == 0 && !word.isEmpty() && word.chars().allMatch(Character::isDigit)) {
            return true;
        }
        int letter = word.length() - 1;
        boolean initial = letter >= 0 && Character.isUpperCase(word.charAt(letter))
                && (letter == 0 || word.charAt(letter - 1) == '.');
        boolean numbered = word.equalsIgnoreCase("no") && isDigit(following);
        return initial || numbered || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    private int afterStops(int from) {
        int at = from;
        while (at < pending.length()
                && (STOPS.indexOf(pending.charAt(at)) >= 0 || CLOSERS.indexOf(pending.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /**
     * The index after the markers that follow, with white space before and full stops after them; {@code from} where none
     * does. A sentence that has markers already takes none from the next line.
     */
    private int afterMarkers(int from, boolean last, boolean marked) {
        int end = from;
        while (true) {
            int at = afterSpace(end, !marked && end == from);
            if (at == pending.length()) {
                return last ? end : OPEN;
            }
            int marker = pending.charAt(at) == '[' ? afterMarker(at) : NONE;
            if (marker == OPEN && !last) {
                return OPEN;
            }
            if (marker <= 0) {
                return end;
            }
            end = afterStops(marker);
        }
    }

    /** The index after the marker that begins at this bracket, {@code NONE} where it is no marker. */
    private int afterMarker(int bracket) {
        int at = bracket + 1;
        while (at < pending.length() && at <= bracket + MOST_DIGITS && isDigit(pending.charAt(at))) {
            at++;
        }
        if (at == pending.length()) {
            return OPEN;
        }
        return pending.charAt(at) == ']' && at > bracket + 1 ? at + 1 : NONE;
    }

    private int afterSpace(int from, boolean overLines) {
        int at = from;
        while (at < pending.length() && isSpace(pending.charAt(at)) && (overLines || pending.charAt(at) != '\n')) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
