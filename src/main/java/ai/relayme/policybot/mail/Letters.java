package ai.relayme.policybot.mail;

import ai.relayme.policybot.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes letters from templates, files named {@code template.language.txt}: a line {@code Subject: …}, an empty line, and
 * the text. {@code {name}} stands for a value; a line all of whose values are empty is left out, and so is a heading over
 * none but such. A line that begins with {@code # } is a heading, one that begins with {@code > } quotes; {@link LetterHtml}
 * tells what becomes of the others in the HTML.
 */
public final class Letters {
    private static final String SUBJECT = "Subject: ";
    private static final String HEADING = "# ";
    private static final Pattern VALUE = Pattern.compile("\\{([a-z_]+)}");
    /** Marks that turn the direction of text could make a quoted line read as something else. */
    private static final Pattern DIRECTION = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F]");

    private final Map<String, String> templates = new ConcurrentHashMap<>();

    /**
     * The letter of that template in that language.
     *
     * @param values what its names stand for
     * @throws IllegalStateException if there is no such template, or it names a value that is not given
     */
    public Letter write(String template, Language language, Map<String, String> values) {
        String source = templates.computeIfAbsent(template + "." + language.tag() + ".txt", Letters::read);
        int end = source.indexOf('\n');
        String subject = fill(source.substring(SUBJECT.length(), end), values).replaceAll("\\s+", " ").strip();
        List<String> lines = lines(source.substring(end + 1), values);
        return new Letter(language, subject, text(lines), LetterHtml.of(lines, language));
    }

    /** That text as a quotation, which cannot pass for the letter's own words; empty for an empty text. */
    public static String quote(String text) {
        if (text.isBlank()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        text.strip().lines().forEach(line -> lines.add("> " + line));
        return String.join("\n", lines);
    }

    private static String read(String file) {
        try (InputStream stream = Letters.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("missing template " + file);
            }
            String source = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (!source.startsWith(SUBJECT)) {
                throw new IllegalStateException(file + " does not begin with its subject");
            }
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String body, Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        String heading = "";
        for (String line : body.strip().split("\n", -1)) {
            List<String> names = VALUE.matcher(line).results().map(found -> found.group(1)).toList();
            if (line.isEmpty()) {
                lines.add("");
            } else if (line.startsWith(HEADING)) {
                heading = line;
            } else if (names.isEmpty() || names.stream().anyMatch(name -> !value(name, values).isEmpty())) {
                lines.addAll(heading.lines().toList());
                heading = "";
                fill(line, values).lines().forEach(lines::add);
            }
        }
        // what was left out leaves one empty line, not two
        List<String> tidy = new ArrayList<>();
        for (String line : lines) {
            if (!line.isEmpty() || (!tidy.isEmpty() && !tidy.getLast().isEmpty())) {
                tidy.add(line);
            }
        }
        return tidy;
    }

    private static String fill(String line, Map<String, String> values) {
        return DIRECTION.matcher(
                VALUE.matcher(line).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values))))
                .replaceAll("");
    }

    private static String value(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for {" + name + "}");
        }
        return value;
    }

    private static String text(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line.startsWith(HEADING) ? "--- " + line.substring(HEADING.length()) + " ---" : line)
                    .append('\n');
        }
        return text.toString();
    }
}
