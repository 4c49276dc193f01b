package ai.relayme.policybot.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Folds traditional characters into simplified ones, character by character, so that both scripts match each other. For
 * matching only, never for display: the folding loses distinctions. Immutable.
 */
public final class ScriptFolder {
    /** The block of CJK unified ideographs, where both scripts' everyday characters lie. */
    static final int FIRST = 0x4E00;
    static final int LAST = 0x9FFF;

    /** Four lines beside its comments: characters and what they fold to, in the one direction and in the other. */
    static final String TABLES = "han.txt";

    private final char[] simplified;
    private final char[] traditional;

    /**
     * Reads the tables. They are those of ICU's transforms, kept as a file: compiling the transforms' rules and asking
     * them for every character would take half a second of every start.
     */
    public ScriptFolder() {
        List<String> lines = lines();
        simplified = table(lines.get(0), lines.get(1));
        traditional = table(lines.get(2), lines.get(3));
    }

    private static List<String> lines() {
        try (InputStream stream = ScriptFolder.class.getResourceAsStream(TABLES)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + TABLES);
            }
            return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)).lines()
                    .filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char[] table(String from, String to) {
        char[] table = new char[LAST - FIRST + 1];
        for (int i = 0; i < table.length; i++) {
            table[i] = (char) (FIRST + i);
        }
        for (int i = 0; i < from.length(); i++) {
            table[from.charAt(i) - FIRST] = to.charAt(i);
        }
        return table;
    }

    /** The text with every traditional character as its simplified one; its length stays the same. */
    public String fold(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= FIRST && c <= LAST) {
                folded.setCharAt(i, simplified[c - FIRST]);
            }
        }
        return folded.toString();
    }

    /** Whether only simplified text has this character. */
    boolean isSimplifiedOnly(int c) {
        return c >= FIRST && c <= LAST && traditional[c - FIRST] != c && simplified[c - FIRST] == c;
    }

    /** Whether only traditional text has this character. */
    boolean isTraditionalOnly(int c) {
        return c >= FIRST && c <= LAST && simplified[c - FIRST] != c && traditional[c - FIRST] == c;
    }
}
