package ai.relayme.policybot.language;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * Cuts text of any of the three languages into the tokens that terms are matched by: a stemmed lower-case word, or one
 * Han character folded to simplified. Safe for concurrent use.
 */
public final class Tokenizer {
    /** How people write in a hurry, and the words they mean. */
    private static final Map<String, String> SHORTHAND = Map.ofEntries(Map.entry("u", "you"), Map.entry("ur", "your"),
            Map.entry("r", "are"), Map.entry("b4", "before"), Map.entry("pls", "please"), Map.entry("plz", "please"),
            Map.entry("thru", "through"), Map.entry("wat", "what"), Map.entry("wats", "whats"),
            Map.entry("acct", "account"), Map.entry("acc", "account"), Map.entry("hrs", "hours"),
            Map.entry("msg", "message"), Map.entry("msgs", "messages"), Map.entry("ppl", "people"),
            Map.entry("cuz", "because"), Map.entry("bc", "because"), Map.entry("abt", "about"),
            Map.entry("y", "why"), Map.entry("ya", "you"), Map.entry("w", "with"), Map.entry("cos", "because"));

    /** A few hundred kilobytes at most, filled by the term files and then by the first visitors' words. */
    private static final int MOST_STEMS = 20_000;
    private static final int LONGEST_KEPT_WORD = 30;

    private static final int FIRST_NOT_ASCII = 0x80;

    private final Map<String, String> stems = new ConcurrentHashMap<>();
    private final Normalizer2 nfkcCaseFold = Normalizer2.getNFKCCasefoldInstance();
    private final ScriptFolder scripts;

    public Tokenizer(ScriptFolder scripts) {
        this.scripts = scripts;
    }

    /**
     * A token.
     *
     * @param form what it is matched by
     * @param word the word as written, lower-cased; for a Han character the same as {@code form}
     */
    public record Token(String form, String word) {
        /** Whether it is a Han character. */
        public boolean isHan() {
            return form.length() == 1 && Tokenizer.isHan(form.charAt(0));
        }
    }

    /** The tokens in order; punctuation and white space are left out. */
    public List<Token> tokens(String text) {
        String folded = scripts.fold(isNormal(text) ? text : nfkcCaseFold.normalize(text));
        List<Token> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int c;
        for (int i = 0; i < folded.length(); i += Character.charCount(c)) {
            c = folded.codePointAt(i);
            if (isHan(c)) {
                flush(word, tokens);
                String han = Character.toString(c);
                tokens.add(new Token(han, han));
            } else if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (!isApostrophe(c)) {
                flush(word, tokens);
            }
        }
        flush(word, tokens);
        return List.copyOf(tokens);
    }

    /** Whether normalizing would change nothing: so it is with almost all of the ten thousand terms that a start reads. */
    private static boolean isNormal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= FIRST_NOT_ASCII && !isUnifiedIdeograph(c)) || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnifiedIdeograph(int c) {
        return c >= ScriptFolder.FIRST && c <= ScriptFolder.LAST;
    }

    private static boolean isHan(int c) {
        return c >= FIRST_NOT_ASCII && (isUnifiedIdeograph(c) || UScript.getScript(c) == UScript.HAN);
    }

    /** An apostrophe belongs to its word, so that "don't" and "dont" are one token. */
    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019';
    }

    /**
     * The stem, where it takes off no more than an inflection: a stemmer that makes "person" of "personalization" would
     * join words of different meaning.
     */
    private String stem(String written) {
        String word = WordForms.of(written);
        EnglishStemmer stemmer = new EnglishStemmer();
        stemmer.setCurrent(word);
        stemmer.stem();
        String stem = stemmer.getCurrent();
        boolean inflected = word.endsWith("ing") || word.endsWith("ed");
        String kept = word.length() - stem.length() <= (inflected ? 4 : 3) ? stem : word;
        if (stems.size() < MOST_STEMS && written.length() <= LONGEST_KEPT_WORD) {
            stems.putIfAbsent(written, kept);
        }
        return kept;
    }

    private void flush(StringBuilder word, List<Token> tokens) {
        if (word.isEmpty()) {
            return;
        }
        String written = SHORTHAND.getOrDefault(word.toString(), word.toString());
        word.setLength(0);
        // most words of a question stand in the term files too, whose stems are known since the start
        String known = stems.get(written);
        tokens.add(new Token(known != null ? known : stem(written), written));

    }
}
