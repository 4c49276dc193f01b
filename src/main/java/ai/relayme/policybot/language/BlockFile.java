package ai.relayme.policybot.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of the bot's own data files: blocks that open with {@code [name]} and hold {@code key = value; value}
 * lines; a {@code #} begins a comment line; a key may stand in a block more than once. A line {@code @set = value;
 * value} outside a block names a set of words, and {@code @set} in a later value stands for each of them in turn.
 */
public final class BlockFile {
    private BlockFile() {}

    /** A block: its name and the values of its keys in order. */
    public record Block(String name, Map<String, List<String>> values) {
        /** The values of that key, none if the block does not have it. */
        public List<String> values(String key) {
            return values.getOrDefault(key, List.of());
        }
    }

    /**
     * The blocks of a class path resource of that owner.
     *
     * @throws IllegalStateException if the file is missing or a line is not of the form: it is part of the program
     */
    public static List<Block> read(Class<?> owner, String resource) {
        try (InputStream stream = owner.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return parse(resource, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> parse(String resource, BufferedReader reader) throws IOException {
        Map<String, Map<String, List<String>>> blocks = new LinkedHashMap<>();
        Map<String, List<String>> sets = new LinkedHashMap<>();
        Map<String, List<String>> current = null;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith("#")) {
                continue;
            }
            if (content.startsWith("[") && content.endsWith("]")) {
                current = new LinkedHashMap<>();
                if (blocks.put(content.substring(1, content.length() - 1), current) != null) {
                    throw new IllegalStateException(resource + ":" + number + ": the block stands there twice");
                }
                continue;
            }
            int equals = content.indexOf('=');
            boolean isSet = content.startsWith("@");
            if (equals < 1 || (current == null && !isSet)) {
                throw new IllegalStateException(resource + ":" + number + ": expected key = value; value");
            }
            List<String> values = values(content.substring(equals + 1), sets);
            (isSet || current == null ? sets : current)
                    .computeIfAbsent(content.substring(0, equals).strip(), key -> new ArrayList<>()).addAll(values);
        }
        return blocks.entrySet().stream().map(block -> new Block(block.getKey(), block.getValue())).toList();
    }

    private static List<String> values(String line, Map<String, List<String>> sets) {
        List<String> values = new ArrayList<>();
        for (String part : line.split(";", -1)) {
            if (!part.isBlank()) {
                values.addAll(expand(part.strip(), sets));
            }
        }
        return values;
    }

    private static List<String> expand(String value, Map<String, List<String>> sets) {
        if (value.indexOf('@') < 0) {
            return List.of(value);
        }
        // the longest name first, so that @my-data is not read as @my
        List<String> names = sets.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList();
        for (String name : names) {
            int at = value.indexOf(name);
            if (at >= 0) {
                List<String> expanded = new ArrayList<>();
                for (String word : sets.getOrDefault(name, List.of())) {
                    expanded.addAll(
                            expand(value.substring(0, at) + word + value.substring(at + name.length()), sets));
                }
                return expanded;
            }
        }
        return List.of(value);
    }
}
