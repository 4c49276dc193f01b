package ai.relayme.policybot.relay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leaves out of a growing text what a model thinks aloud between tags, wherever the text was cut on its way. What is opened
 * and never closed runs to the end; what is closed and was never opened began with the text.
 */
final class ReasoningFilter {
    private static final Pattern TAG = Pattern.compile("(?i)(?:<|&lt;|\\[|◁)\\s{0,3}(?<closing>/?)\\s{0,3}"
            + "(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis)(?![\\p{L}\\d])"
            + "[^<>\\[\\]▷]{0,80}?(?:>|&gt;|\\]|▷)");
    private static final String OPENING = "<&[◁";

    private final StringBuilder pending = new StringBuilder();
    private int depth;

    /**
     * A piece of the text without the thinking.
     *
     * @param text     what may be read
     * @param restarts whether all that came before it turned out to be thinking
     */
    record Passed(String text, boolean restarts) {}

    /** The whole text without the thinking. */
    static String without(String text) {
        ReasoningFilter filter = new ReasoningFilter();
        Passed passed = filter.push(text);
        return passed.text() + filter.finish().text();
    }

    /** What may be read of the text that has come by now, as far as it was not handed out before. */
    Passed push(String text) {
        pending.append(text);
        return take(false);
    }

    /** What is left, now that the text is at its end. */
    Passed finish() {
        return take(true);
    }

    private Passed take(boolean last) {
        StringBuilder passed = new StringBuilder();
        boolean restarts = false;
        Matcher tag = TAG.matcher(pending);
        int from = 0;
        while (tag.find()) {
            pass(from, tag.start(), passed);
            boolean closes = !tag.group("closing").isEmpty();
            if (closes && depth == 0) {
                restarts = true;
                passed.setLength(0);
            }
            depth = Math.max(0, depth + (closes ? -1 : 1));
            from = tag.end();
        }
        int end = last ? pending.length() : beforeOpenTag(from);
        pass(from, end, passed);
        pending.delete(0, end);
        return new Passed(passed.toString(), restarts);
    }

    private void pass(int from, int end, StringBuilder passed) {
        if (depth == 0) {
            passed.append(pending, from, end);
        }
    }

    /** Where something begins that more text may make a tag, the end where nothing does. */
    @SuppressWarnings("JdkObsolete") // text that comes in pieces is what hitEnd is for
    private int beforeOpenTag(int from) {
        for (int at = from; at < pending.length(); at++) {
            if (OPENING.indexOf(pending.charAt(at)) >= 0) {
                Matcher tag = TAG.matcher(pending).region(at, pending.length());
                if (!tag.lookingAt() && tag.hitEnd()) {
                    return at;
                }
            }
        }
        return pending.length();
    }
}
