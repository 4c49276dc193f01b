package ai.relayme.policybot.language;

import ai.relayme.policybot.language.Tokenizer.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds terms in tokens. A term is a run of words or characters; {@code ..} in it is a gap that a few other tokens may
 * fill, a leading {@code ^} ties it to the beginning of the text and a trailing {@code $} to its end. Immutable once
 * built.
 *
 * @param <T> what a term stands for
 */
public final class TermMatcher<T> {
    private static final String GAP = "..";

    /** A gap spans a short clause, not a sentence: words of English, characters of Chinese. */
    private static final int WIDEST_GAP = 6;
    private static final int WIDEST_HAN_GAP = 8;

    /** In the first number of a term: which ends of a text it is tied to. */
    private static final int AT_START = 1;
    private static final int AT_END = 2;
    private static final int VALUE = 1;
    private static final int RUNS = 2;
    private static final int FIRST_RUN = 3;

    /** The words that terms are made of; numbers stand for them by their places. */
    private final NameTable words;
    /** By the place of a word: the first of the terms that begin with it; those up to the next word's follow. */
    private final int[] firsts;
    /** Where a term begins in {@link #code}. */
    private final int[] starts;
    /** Of every term: its ties, the place of its value, how many runs it has, and of each how many words and which. */
    private final int[] code;
    private final List<T> values;

    private TermMatcher(NameTable words, int[] firsts, int[] starts, int[] code, List<T> values) {
        this.words = words;
        this.firsts = firsts;
        this.starts = starts;
        this.code = code;
        this.values = values;
    }

    /**
     * Reads terms in the form that {@link #write} leaves.
     *
     * @param value what the name of a value stands for
     */
    public static <T> TermMatcher<T> read(DataInputStream in, Function<String, T> value) throws IOException {
        NameTable words = NameTable.read(in);
        int[] firsts = NameTable.readInts(in);
        int[] starts = NameTable.readInts(in);
        int[] code = NameTable.readInts(in);
        List<T> values = NameTable.read(in).names().stream().map(value).toList();
        return new TermMatcher<>(words, firsts, starts, code, values);
    }

    /**
     * Writes the terms in a form that is read without cutting a word.
     *
     * @param name what to call a value; no two the same
     */
    public void write(DataOutputStream out, Function<T, String> name) throws IOException {
        words.write(out);
        NameTable.writeInts(out, firsts);
        NameTable.writeInts(out, starts);
        NameTable.writeInts(out, code);
        NameTable.of(values.stream().map(name).toList()).write(out);
    }

    /**
     * A term found.
     *
     * @param value  what it stands for
     * @param length how many tokens it covers, those in its gaps left out
     * @param start  index of its first token
     * @param end    index after its last token
     */
    public record Match<T>(T value, int length, int start, int end) {}

    /** Collects terms. */
    public static final class Builder<T> {
        private final Tokenizer tokenizer;
        private final Map<String, List<Term<T>>> byFirst = new LinkedHashMap<>();

        public Builder(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        /**
         * Adds a term.
         *
         * @throws IllegalArgumentException if it has no words, or begins or ends with a gap
         */
        public void add(String term, T value) {
            String written = term.strip();
            boolean atStart = written.startsWith("^");
            boolean atEnd = written.endsWith("$");
            written = written.substring(atStart ? 1 : 0, written.length() - (atEnd ? 1 : 0));
            List<List<String>> runs = new ArrayList<>();
            int start = 0;
            for (int gap = written.indexOf(GAP); gap >= 0; gap = written.indexOf(GAP, start)) {
                runs.add(forms(term, written.substring(start, gap)));
                start = gap + GAP.length();
            }
            runs.add(forms(term, written.substring(start)));
            Term<T> added = new Term<>(runs, (atStart ? AT_START : 0) + (atEnd ? AT_END : 0), value);
            List<Term<T>> sameFirst = byFirst.computeIfAbsent(runs.getFirst().getFirst(), first -> new ArrayList<>());
            // two spellings of a term may have the same forms
            if (!sameFirst.contains(added)) {
                sameFirst.add(added);
            }
        }

        private List<String> forms(String term, String run) {
            List<String> forms = tokenizer.tokens(run).stream().map(Token::form).toList();
            if (forms.isEmpty()) {
                throw new IllegalArgumentException("the term '" + term + "' has a part without words");
            }
            return forms;
        }

        /** The matcher of the terms added so far. */
        public TermMatcher<T> build() {
            Map<String, Integer> places = new LinkedHashMap<>();
            byFirst.keySet().forEach(first -> places.put(first, places.size()));
            Map<T, Integer> values = new LinkedHashMap<>();
            int[] firsts = new int[byFirst.size() + 1];
            IntStream.Builder starts = IntStream.builder();
            List<Integer> code = new ArrayList<>();
            int word = 0;
            int terms = 0;
            for (List<Term<T>> sameFirst : byFirst.values()) {
                for (Term<T> term : sameFirst) {
                    starts.add(code.size());
                    code.add(term.ties);
                    code.add(values.computeIfAbsent(term.value, value -> values.size()));
                    code.add(term.runs.size());
                    for (List<String> run : term.runs) {
                        code.add(run.size());
                        run.forEach(form -> code.add(places.computeIfAbsent(form, added -> places.size())));
                    }
                }
                terms += sameFirst.size();
                word++;
                firsts[word] = terms;
            }
            return new TermMatcher<>(NameTable.of(List.copyOf(places.keySet())), firsts, starts.build().toArray(),
                    code.stream().mapToInt(Integer::intValue).toArray(), List.copyOf(values.keySet()));
        }

        private record Term<T>(List<List<String>> runs, int ties, T value) {}
    }

    /** Every term in the tokens, also where terms overlap, in order of their first token. */
    public List<Match<T>> all(List<Token> tokens) {
        List<Match<T>> found = new ArrayList<>();
        candidates(tokens).forEach(candidate -> found.add(candidate.match));
        return List.copyOf(found);
    }

    /**
     * The terms in the tokens; where terms without a gap share a token the one that covers most wins. A term with a gap
     * stands beside whatever lies in and around its gap. In order of their first token.
     */
    public List<Match<T>> longest(List<Token> tokens) {
        List<Candidate<T>> candidates = new ArrayList<>(candidates(tokens));
        candidates.sort(Comparator.comparingInt((Candidate<T> candidate) -> candidate.match.length()).reversed());
        BitSet taken = new BitSet();
        // terms that cover exactly the same tokens are equally good: a word may stand for two things
        BitSet[] kept = new BitSet[candidates.size()];
        List<Match<T>> found = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate<T> candidate = candidates.get(i);
            if (candidate.hasGap()) {
                found.add(candidate.match);
            } else if (!candidate.covers.intersects(taken) || isKept(kept, i, candidate.covers)) {
                kept[i] = candidate.covers;
                taken.or(candidate.covers);
                found.add(candidate.match);
            }
        }
        found.sort(Comparator.comparingInt(Match::start));
        return List.copyOf(found);
    }

    private static boolean isKept(BitSet[] kept, int count, BitSet covers) {
        for (int i = 0; i < count; i++) {
            if (covers.equals(kept[i])) {
                return true;
            }
        }
        return false;
    }

    private List<Candidate<T>> candidates(List<Token> tokens) {
        int[] text = new int[tokens.size()];
        for (int i = 0; i < text.length; i++) {
            text[i] = words.place(tokens.get(i).form());
        }
        List<Candidate<T>> found = new ArrayList<>();
        // what does not fit leaves it empty
        BitSet covers = new BitSet();
        for (int at = 0; at < text.length; at++) {
            // the words that begin no term come after all that do
            if (text[at] < 0 || text[at] + 1 >= firsts.length) {
                continue;
            }
            for (int term = firsts[text[at]]; term < firsts[text[at] + 1]; term++) {
                int start = starts[term];
                if (((code[start] & AT_START) == 0 || at == 0)
                        && fits(new Rest(start + FIRST_RUN, code[start + RUNS], (code[start] & AT_END) != 0), tokens,
                                text, at, covers)) {
                    found.add(new Candidate<>(new Match<>(values.get(code[start + VALUE]), covers.cardinality(), at,
                            covers.length()), covers));
                    covers = new BitSet();
                }
            }
        }
        return found;
    }

    private boolean fits(Rest rest, List<Token> tokens, int[] text, int at, BitSet covers) {
        int length = code[rest.run];
        int end = at + length;
        if (end > text.length || !Arrays.equals(code, rest.run + 1, rest.run + 1 + length, text, at, end)) {
            return false;
        }
        if (rest.runs == 1) {
            if (rest.atEnd && end != text.length) {
                return false;
            }
            covers.set(at, end);
            return true;
        }
        Rest following = new Rest(rest.run + 1 + length, rest.runs - 1, rest.atEnd);
        int widest = tokens.get(at).isHan() ? WIDEST_HAN_GAP : WIDEST_GAP;
        for (int next = end; next <= end + widest && next < text.length; next++) {
            if (fits(following, tokens, text, next, covers)) {
                covers.set(at, end);
                return true;
            }
        }
        return false;
    }

    /** What of a term is still to be found: where its next run stands, how many runs there are, whether they end the text. */
    private record Rest(int run, int runs, boolean atEnd) {}

    private record Candidate<T>(Match<T> match, BitSet covers) {
        boolean hasGap() {
            return match.length() < match.end() - match.start();
        }
    }
}
