package ai.relayme.policybot.transcript;

import java.util.List;
import java.util.Map;

/**
 * The parts of a statement that finds answers by the words of their question or their own, in the language of either
 * database. An answer's number grows with time.
 */
public final class FullText {
    private final SearchWords words;
    private final int rules;
    private final boolean postgresql;

    /** @param rules the least number of the rules under which an answer's words were made that may be looked for */
    public FullText(SearchWords words, int rules, boolean postgresql) {
        this.words = words;
        this.rules = rules;
        this.postgresql = postgresql;
    }

    /** The table that has the words alone. */
    public String index() {
        return postgresql ? "answer_words w" : "answer_index";
    }

    /**
     * The tables that have an answer's row as {@code a} and its number as {@code w.number}, to be read by a few numbers.
     * SQLite would rather begin with all answers of an outcome, but a cross join it takes in the order written.
     */
    public String byNumber() {
        return "answer_words w " + (postgresql ? "join" : "cross join") + " answer a on a.id = w.answer_id";
    }

    /** What holds where an answer has all the words of {@code :words}, which is bound to {@link #query}. */
    public String condition() {
        return postgresql
                ? "w.words @@ to_tsquery('simple', :words) and w.masked_by >= " + rules
                : "answer_index match :words and answer_index.rowid not in (select number from answer_words where masked_by < "
                        + rules + ")";
    }

    /**
     * What holds where the answer whose row has that alias has all the words of a text. SQLite's index is slow to tell of a
     * single row whether it has a word that many have; the row's own words are quick to look through.
     *
     * @param values gets what the condition is to be bound to
     */
    public String matches(String alias, String text, Map<String, Object> values) {
        String row = "exists (select 1 from answer_words v where v.answer_id = " + alias + ".id and v.masked_by >= "
                + rules;
        if (postgresql) {
            values.put("words", query(text));
            return row + " and v.words @@ to_tsquery('simple', :words))";
        }
        StringBuilder condition = new StringBuilder(row);
        List<String> patterns = words.patterns(text);
        for (int i = 0; i < patterns.size(); i++) {
            condition.append(" and ' ' || v.words || ' ' like :pattern").append(i);
            values.put("pattern" + i, patterns.get(i));
        }
        return condition.append(')').toString();
    }

    /** The answer's number. */
    public String number() {
        return postgresql ? "w.number" : "answer_index.rowid";
    }

    /** What that text is looked for as; empty where it has no word. */
    public String query(String text) {
        return postgresql ? words.postgresqlQuery(text) : words.sqliteQuery(text);
    }
}
