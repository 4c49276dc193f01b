package ai.relayme.policybot.language;

import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final Map<String, List<Term<T>>> byFirst;

    private TermMatcher(Map<String, List<Term<T>>> byFirst) {
        this.byFirst = byFirst;
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
        private final Map<String, List<Term<T>>> byFirst = new HashMap<>();

        public Builder(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        /**
         * Adds a term.
         *
         * @throws IllegalArgumentException if it has no words, or begins or ends with a gap
         */
        public void add(String term, T value) {
            String words = term.strip();
            boolean atStart = words.startsWith("^");
            boolean atEnd = words.endsWith("$");
            words = words.substring(atStart ? 1 : 0, words.length() - (atEnd ? 1 : 0));
            List<List<String>> runs = new ArrayList<>();
            int start = 0;
            for (int gap = words.indexOf(GAP); gap >= 0; gap = words.indexOf(GAP, start)) {
                runs.add(forms(term, words.substring(start, gap)));
                start = gap + GAP.length();
            }
            runs.add(forms(term, words.substring(start)));
            byFirst.computeIfAbsent(runs.getFirst().getFirst(), first -> new ArrayList<>())
                    .add(new Term<>(runs, atStart, atEnd, value));
        }

        private List<String> forms(String term, String run) {
            List<Token> tokens = tokenizer.tokens(run);
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("the term '" + term + "' has a part without words");
            }
            String[] forms = new String[tokens.size()];
            for (int i = 0; i < forms.length; i++) {
                forms[i] = tokens.get(i).form();
            }
            return List.of(forms);
        }

        /** The matcher of the terms added so far. */
        public TermMatcher<T> build() {
            Map<String, List<Term<T>>> copy = new HashMap<>();
            byFirst.forEach((first, terms) -> copy.put(first, List.copyOf(terms)));
            return new TermMatcher<>(Map.copyOf(copy));
        }
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
        List<Candidate<T>> found = new ArrayList<>();
        for (int start = 0; start < tokens.size(); start++) {
            for (Term<T> term : byFirst.getOrDefault(tokens.get(start).form(), List.of())) {
                BitSet covers = new BitSet();
                if ((!term.atStart || start == 0) && fits(term, 0, tokens, start, covers)) {
                    int end = covers.length();
                    found.add(new Candidate<>(new Match<>(term.value, covers.cardinality(), start, end), covers));
                }
            }
        }
        return found;
    }

    private static <T> boolean fits(Term<T> term, int run, List<Token> tokens, int at, BitSet covers) {
        List<String> forms = term.runs.get(run);
        int end = at + forms.size();
        if (end > tokens.size()) {
            return false;
        }
        for (int i = 0; i < forms.size(); i++) {
            if (!tokens.get(at + i).form().equals(forms.get(i))) {
                return false;
            }
        }
        if (run + 1 == term.runs.size()) {
            if (term.atEnd && end != tokens.size()) {
                return false;
            }
            covers.set(at, end);
            return true;
        }
        int widest = tokens.get(at).isHan() ? WIDEST_HAN_GAP : WIDEST_GAP;
        for (int next = end; next <= end + widest && next < tokens.size(); next++) {
            if (fits(term, run + 1, tokens, next, covers)) {
                covers.set(at, end);
                return true;
            }
        }
        return false;
    }

    private record Term<T>(List<List<String>> runs, boolean atStart, boolean atEnd, T value) {}

    private record Candidate<T>(Match<T> match, BitSet covers) {
        boolean hasGap() {
            return match.length() < match.end() - match.start();
        }
    }
}
