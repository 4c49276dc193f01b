package ai.relayme.policybot.http.script;

import ai.relayme.policybot.http.script.Token.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Which bracket each token of a script stands in, and what that bracket is. */
final class Brackets {
    /** In no bracket. */
    static final int NONE = -1;
    private static final Set<String> BEFORE_OBJECT = Set.of("return", "const", "let", "yield", "await", "of", "in",
            "default");
    private static final Set<String> CONTROL = Set.of("if", "for", "await", "while", "switch", "with");

    private final List<Token> tokens;
    private final int[] opener;
    private final int[] closer;
    private final int[] beginnings;

    Brackets(List<Token> tokens) {
        this.tokens = tokens;
        opener = new int[tokens.size()];
        closer = new int[tokens.size()];
        beginnings = new int[tokens.size()];
        Arrays.fill(closer, NONE);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).closes()) {
                beginnings[i] = open.pop();
                closer[beginnings[i]] = i;
            }
            opener[i] = open.isEmpty() ? NONE : open.peek();
            if (tokens.get(i).opens()) {
                open.push(i);
            }
        }
    }

    /** Where the bracket is opened that a token stands in; a bracket's own ends stand in the one around it. */
    int around(int token) {
        return opener[token];
    }

    /** Where a bracket is closed. */
    int end(int open) {
        return closer[open];
    }

    /** Where the bracket is opened that is closed there. */
    int begin(int close) {
        return beginnings[close];
    }

    boolean isClass(int open) {
        return open >= 2 && text(open).equals("{")
                && (text(open - 2).equals("class") || text(open - 2).equals("extends"));
    }

    /** Whether it holds an object's properties, or names that are taken from them. */
    boolean isObject(int open) {
        if (open < 1 || !text(open).equals("{")) {
            return false;
        }
        Token before = tokens.get(open - 1);
        return switch (before.kind()) {
            case MARK -> before.isMark("(,=:[?&|.");
            case WORD -> BEFORE_OBJECT.contains(before.text());
            case TEMPLATE -> before.opens();
            default -> false;
        };
    }

    /** Whether a condition stands in it, whose statement follows. */
    boolean isCondition(int open) {
        return open > 0 && text(open).equals("(") && CONTROL.contains(text(open - 1));
    }

    /** Whether a function's parameters stand in it. */
    boolean isParameters(int open) {
        if (!text(open).equals("(") || closer[open] == NONE) {
            return false;
        }
        int after = closer[open] + 1;
        if (text(after).equals("=") && text(after + 1).equals(">")) {
            return true;
        }
        return text(after).equals("{") && open > 0 && !isCondition(open)
                && (tokens.get(open - 1).kind() == Kind.WORD || tokens.get(open - 1).kind() == Kind.OWN);
    }

    private String text(int token) {
        return token < tokens.size() ? tokens.get(token).text() : "";
    }
}
