package ai.relayme.policybot.transcript;

import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts text into the words that transcripts are searched by, so that every database finds the same: the stem of a word, and
 * of Chinese, folded to simplified characters, every two characters that follow each other and the last one of each run.
 * Safe for concurrent use.
 */
public final class SearchWords {
    /** In characters; databases do not index words of kilobytes, and nobody searches for the end of one. */
    private static final int LONGEST_WORD = 60;

    private final Tokenizer tokenizer;

    public SearchWords(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The words of a text, each separated from the next by a space. */
    public String words(String text) {
        List<String> words = new ArrayList<>();
        for (List<String> run : runs(text)) {
            words.addAll(run);
        }
        return String.join(" ", words);
    }

    /** What finds the texts with all words of that one, some perhaps longer, in the language of SQLite's index. */
    String sqliteQuery(String text) {
        return terms(text, word -> '"' + word + "\" *", words -> '"' + String.join(" ", words) + '"', " AND ");
    }

    /** The same for PostgreSQL. */
    String postgresqlQuery(String text) {
        return terms(text, word -> '\'' + word + "':*",
                words -> words.stream().map(word -> '\'' + word + '\'').collect(Collectors.joining(" <-> ")), " & ");
    }

    /** The same as patterns of which a text's words, between spaces, must match each. Words hold no sign but letters. */
    List<String> patterns(String text) {
        return runs(text).stream()
                .map(run -> run.size() == 1
                        ? "% " + run.getFirst() + "%"
                        : "% " + String.join(" ", run.subList(0, run.size() - 1)) + " %")
                .toList();
    }

    private interface Form<T> {
        String of(T words);
    }

    private String terms(String text, Form<String> word, Form<List<String>> phrase, String and) {
        List<String> terms = new ArrayList<>();
        for (List<String> run : runs(text)) {
            // the last character of a run alone is there to be found, not to be looked for: the text may go on there
            terms.add(run.size() == 1 ? word.of(run.getFirst()) : phrase.of(run.subList(0, run.size() - 1)));
        }
        return String.join(and, terms);
    }

    /** Each word, and each run of Chinese characters as its pairs and the last character. */
    private List<List<String>> runs(String text) {
        List<List<String>> runs = new ArrayList<>();
        List<String> han = new ArrayList<>();
        for (Token token : tokenizer.tokens(text)) {
            if (token.isHan()) {
                han.add(token.form());
            } else {
                addRun(han, runs);
                runs.add(List.of(word(token.form())));
            }
        }
        addRun(han, runs);
        return runs;
    }

    private static void addRun(List<String> han, List<List<String>> runs) {
        if (han.isEmpty()) {
            return;
        }
        List<String> run = new ArrayList<>();
        for (int i = 0; i + 1 < han.size(); i++) {
            run.add(han.get(i) + han.get(i + 1));
        }
        run.add(han.getLast());
        runs.add(run);
        han.clear();
    }

    /** PostgreSQL would read what begins with a digit as a number or a version, and cut it. */
    private static String word(String form) {
        String prefixed = Character.isDigit(form.codePointAt(0)) ? "n" + form : form;
        return prefixed.codePointCount(0, prefixed.length()) <= LONGEST_WORD
                ? prefixed
                : prefixed.substring(0, prefixed.offsetByCodePoints(0, LONGEST_WORD));
    }
}
