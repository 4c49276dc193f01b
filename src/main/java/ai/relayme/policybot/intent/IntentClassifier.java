package ai.relayme.policybot.intent;

import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a visitor wants from the words alone, by the terms of {@code intent.txt}. Immutable. */
public final class IntentClassifier {
    /** A negation bears on a right's words when it stands no further before them than this, in tokens. */
    private static final int NEGATION_REACH = 2;

    private final Tokenizer tokenizer;
    private final Map<String, TermMatcher<String>> terms = new HashMap<>();

    public IntentClassifier(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        for (BlockFile.Block block : BlockFile.read(IntentClassifier.class, "intent.txt")) {
            TermMatcher.Builder<String> builder = new TermMatcher.Builder<>(tokenizer);
            block.values("en").forEach(term -> builder.add(term, block.name()));
            block.values("zh").forEach(term -> builder.add(term, block.name()));
            terms.put(block.name(), builder.build());
        }
    }

    /**
     * What the visitor wants.
     *
     * @param question what was written now
     * @param earlier  the conversation's earlier questions, oldest first
     */
    public Intent classify(String question, List<String> earlier) {
        List<Token> tokens = tokenizer.tokens(question);
        if (has("unsafe", tokens)) {
            return new Intent.Unsafe();
        }
        Optional<Intent> right = right(tokens, earlier);
        if (right.isPresent()) {
            return right.get();
        }
        if (has("human", tokens) && !has("not_human", tokens)) {
            return new Intent.Human();
        }
        if (isSmalltalk(tokens)) {
            return new Intent.Smalltalk();
        }
        if (has("advice", tokens)) {
            return new Intent.Advice();
        }
        if (has("account", tokens)) {
            return new Intent.AccountMatter();
        }
        return new Intent.PolicyQuestion();
    }

    private Optional<Intent> right(List<Token> tokens, List<String> earlier) {
        Optional<Right> named = namedRight(tokens);
        if (named.isEmpty() && has("act.do_it", tokens) && !earlier.isEmpty()) {
            return namedRight(tokenizer.tokens(earlier.getLast())).map(Intent.RightsRequest::new);
        }
        return named.flatMap(right -> {
            boolean request = has("act.request", tokens);
            if (has("act.how", tokens)) {
                return Optional.of(new Intent.RightsInformation(right));
            }
            if (has("act.ask", tokens) && !request) {
                return Optional.empty();
            }
            return Optional.of(new Intent.RightsRequest(right));
        });
    }

    /**
     * The right that most of the words speak of. Access gives way to any other: whoever wants all that is held on them
     * deleted, moved or put right names what is held too.
     */
    private Optional<Right> namedRight(List<Token> tokens) {
        Map<Right, Integer> words = new EnumMap<>(Right.class);
        for (Right right : Right.values()) {
            BitSet covered = new BitSet();
            int longest = 0;
            for (Match<String> match : matches(right.label(), tokens)) {
                if (!isNegated(match, tokens)) {
                    covered.set(match.start(), match.end());
                    longest = Math.max(longest, match.length());
                }
            }
            if (longest > 0) {
                words.put(right, longest);
            }
        }
        return words.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<Right, Integer> entry) -> entry.getKey() != Right.ACCESS)
                        .thenComparing(Map.Entry::getValue).thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey);
    }

    private boolean isNegated(Match<String> match, List<Token> tokens) {
        return matches("negation", tokens).stream()
                .anyMatch(
                        negation -> negation.end() <= match.start() && match.start() - negation.end() < NEGATION_REACH);
    }

    /** Nothing but politeness: every word belongs to a greeting, thanks, a farewell, or stands idly beside it. */
    private boolean isSmalltalk(List<Token> tokens) {
        BitSet covered = new BitSet();
        List<Match<String>> polite = matches("smalltalk", tokens);
        polite.forEach(match -> covered.set(match.start(), match.end()));
        matches("filler", tokens).forEach(match -> covered.set(match.start(), match.end()));
        return tokens.isEmpty() || (!polite.isEmpty() && covered.cardinality() == tokens.size());
    }

    private boolean has(String block, List<Token> tokens) {
        return !matches(block, tokens).isEmpty();
    }

    private List<Match<String>> matches(String block, List<Token> tokens) {
        TermMatcher<String> matcher = terms.get(block);
        if (matcher == null) {
            throw new IllegalStateException("intent.txt has no block " + block);
        }
        return matcher.all(tokens);
    }
}
