package ai.relayme.policybot.mail;

import ai.relayme.policybot.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of a letter, simple enough for every mail reader: no picture, no style sheet, no colour but for lines, so that it
 * is legible in the dark too. Lines that all are {@code name: value} become a table, a line that is nothing but a link
 * becomes one, and six digits alone stand out.
 */
final class LetterHtml {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final Pattern CODE = Pattern.compile("\\d{6}");
    /** A short name, its colon, and the value; a link is none. */
    private static final Pattern FACT = Pattern.compile("(?!https?:)([^:：]{1,60}[:：])\\s*(\\S.*)");
    private static final String LINE = "1px solid #8a9aa3";

    private LetterHtml() {}

    /** What a line stands in. */
    private enum Kind {
        NOTHING, HEADING, QUOTE, TEXT;

        static Kind of(String line) {
            return line.isEmpty()
                    ? NOTHING
                    : line.startsWith("# ") ? HEADING : line.startsWith(">") ? QUOTE : TEXT;
        }
    }

    /** The letter of those lines. */
    static String of(List<String> lines, Language language) {
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"").append(language.tag())
                .append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\"></head><body>")
                .append("<div style=\"font:16px/1.55 sans-serif;max-width:38em;margin:0 auto;padding:8px\">");
        List<String> block = new ArrayList<>();
        Kind kind = Kind.NOTHING;
        for (String line : lines) {
            if (Kind.of(line) != kind) {
                html.append(block(kind, block));
                block.clear();
                kind = Kind.of(line);
            }
            block.add(line);
        }
        return html.append(block(kind, block)).append("</div></body></html>").toString();
    }

    private static String block(Kind kind, List<String> lines) {
        return switch (kind) {
            case NOTHING -> "";
            case HEADING ->
                "<h2 style=\"font-size:1.1em;margin:1.75em 0 .5em;padding-top:1em;border-top:" + LINE + "\">"
                        + lines(lines.stream().map(line -> escape(line.substring(2))).toList()) + "</h2>";
            case QUOTE -> "<blockquote style=\"margin:.5em 0 1em;padding-left:1em;border-left:" + LINE
                    + ";border-left-width:3px\">"
                    + lines(lines.stream().map(line -> escape(line.replaceFirst("^> ?", ""))).toList())
                    + "</blockquote>";
            case TEXT -> lines.size() > 1 && lines.stream().allMatch(line -> FACT.matcher(line).matches())
                    ? table(lines)
                    : "<p style=\"margin:0 0 1em\">" + lines(lines.stream().map(LetterHtml::inline).toList()) + "</p>";
        };
    }

    private static String table(List<String> lines) {
        StringBuilder table = new StringBuilder(
                "<table role=\"presentation\" style=\"border-collapse:collapse;width:100%;margin:0 0 1.25em\">");
        for (String line : lines) {
            Matcher fact = FACT.matcher(line);
            if (fact.matches()) {
                table.append("<tr><td style=\"padding:.3em 1em .3em 0;border-top:").append(LINE)
                        .append(";vertical-align:top;width:35%\">").append(escape(fact.group(1)))
                        .append("</td><td style=\"padding:.3em 0;border-top:").append(LINE)
                        .append(";vertical-align:top;font-weight:bold;word-break:break-word\">")
                        .append(escape(fact.group(2))).append("</td></tr>");
            }
        }
        return table.append("</table>").toString();
    }

    private static String lines(List<String> lines) {
        return String.join("<br>", lines);
    }

    private static String inline(String line) {
        return LINK.matcher(line).matches()
                ? "<a href=\"" + escape(line) + "\" style=\"word-break:break-all\">" + escape(line) + "</a>"
                : CODE.matcher(line).matches()
                        ? "<strong style=\"font-size:2em;letter-spacing:.15em\">" + line + "</strong>"
                        : escape(line);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
