package ai.relayme.policybot.http.script;

import ai.relayme.policybot.http.script.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives what a script declares for itself alone short names: what is at its top, the variables and parameters of each
 * function at its top and of each member of its classes, and what is private to a class. Names of properties stay, and so does every name
 * that is not declared. A name that a function declares must not mean something else of the page in the same function.
 */
final class ShortNames {
    private static final Set<String> DECLARING = Set.of("const", "let", "class", "function");
    private static final Set<String> MODIFIERS = Set.of("get", "set", "async", "static");
    /** Words that a name of two letters must not be. */
    private static final Set<String> RESERVED = Set.of("do", "if", "in", "of", "as", "is");
    private static final int TOP = -1;
    /** Those first that are frequent anyway. */
    private static final String LETTERS = "etnraioscldupmhfgybvwkxjqz";

    private final List<Token> tokens;
    private final Brackets brackets;
    /** Which declaration at the top, or member of a class, each token is in. */
    private final int[] scopes;
    /** Names in their scopes; what is declared at the top is in the scope {@link #TOP}. */
    private final Map<Integer, Set<String>> declared = new HashMap<>();
    private final Map<Integer, Map<String, String>> names = new HashMap<>();
    private final boolean[] properties;

    ShortNames(List<Token> tokens, Brackets brackets) {
        this.tokens = tokens;
        this.brackets = brackets;
        scopes = new int[tokens.size()];
        properties = new boolean[tokens.size()];
        divide();
        for (int i = 0; i < tokens.size(); i++) {
            declare(i);
        }
        choose();
    }

    /** What a token is called now. */
    String text(int i) {
        Token token = tokens.get(i);
        String text = token.text();
        if ((token.kind() != Kind.WORD && token.kind() != Kind.OWN) || properties[i]) {
            return text;
        }
        String name = names.getOrDefault(scope(i), Map.of()).getOrDefault(text, text);
        return isShorthand(i) && !name.equals(text) ? text + ':' + name : name;
    }

    private void divide() {
        int scope = 0;
        boolean value = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            int around = brackets.around(i);
            boolean member = brackets.isClass(around);
            scopes[i] = scope;
            properties[i] = token.kind() == Kind.WORD && (member ? !value : isProperty(i, around));
            if (around != Brackets.NONE && !member) {
                continue;
            }
            value |= member && token.is("=");
            if (token.isMark(";}") || brackets.isClass(i)) {
                scope++;
                value = false;
            }
        }
    }

    private boolean isProperty(int i, int around) {
        if (text(i - 1, ".")) {
            return !text(i - 2, ".");
        }
        if (!brackets.isObject(around)) {
            return false;
        }
        boolean first = i - 1 == around || text(i - 1, ",");
        return (first && text(i + 1, ":")) || (text(i + 1, "(")
                && (first || MODIFIERS.contains(tokens.get(i - 1).text()) || text(i - 1, "*")));
    }

    /** Whether it is both a property's name and that of what it holds. */
    private boolean isShorthand(int i) {
        int around = brackets.around(i);
        return brackets.isObject(around) && (i - 1 == around || text(i - 1, ","))
                && (text(i + 1, ",") || text(i + 1, "}") || text(i + 1, "="));
    }

    private void declare(int i) {
        Token token = tokens.get(i);
        if (token.kind() == Kind.WORD && !properties[i]) {
            if (DECLARING.contains(token.text())) {
                target(text(i + 1, "*") ? i + 2 : i + 1);
            } else if (text(i + 1, "=") && text(i + 2, ">")) {
                target(i);
            }
        } else if (brackets.isParameters(i)) {
            targets(i);
        }
    }

    /** What is declared there: a name, or those of a pattern. */
    private void target(int i) {
        Token token = tokens.get(i);
        if (token.isMark("[{")) {
            targets(i);
        } else if (token.kind() == Kind.WORD) {
            declared.computeIfAbsent(brackets.around(i) == Brackets.NONE ? TOP : scopes[i], key -> new HashSet<>())
                    .add(token.text());
        }
    }

    private void targets(int open) {
        int end = brackets.end(open);
        for (int i = open + 1; i < end; i++) {
            while (text(i, ".")) {
                i++;
            }
            boolean renamed = brackets.isObject(open) && text(i + 1, ":");
            target(renamed ? i + 2 : i);
            // what it is where nothing is given declares nothing here
            while (i < end && !(text(i, ",") && brackets.around(i) == open)) {
                i++;
            }
        }
    }

    /** Names at the top are known in all scopes, those of the others in theirs, private ones in their class. */
    private int scope(int i) {
        String text = tokens.get(i).text();
        if (tokens.get(i).kind() == Kind.OWN) {
            int open = brackets.around(i);
            while (!brackets.isClass(open)) {
                open = brackets.around(open);
            }
            return -2 - open;
        }
        return declared.getOrDefault(TOP, Set.of()).contains(text) ? TOP : scopes[i];
    }

    private void choose() {
        Map<Integer, Map<String, Integer>> counts = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>(RESERVED);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if ((token.kind() != Kind.OWN && token.kind() != Kind.WORD) || properties[i]) {
                continue;
            }
            int scope = scope(i);
            if (token.kind() == Kind.OWN || declared.getOrDefault(scope, Set.of()).contains(token.text())) {
                counts.computeIfAbsent(scope, key -> new LinkedHashMap<>()).merge(token.text(), 1, Integer::sum);
            } else {
                taken.add(token.text());
            }
        }
        counts.forEach((scope, words) -> {
            List<String> frequent = new ArrayList<>(words.keySet());
            frequent.sort(Comparator.comparing(words::get, Comparator.reverseOrder()));
            Map<String, String> chosen = new HashMap<>();
            int at = 0;
            for (String word : frequent) {
                String name;
                do {
                    name = word.startsWith("#") ? '#' + name(at, false) : name(at, scope == TOP);
                    at++;
                } while (taken.contains(name));
                chosen.put(word, name);
            }
            names.put(scope, chosen);
        });
    }

    /** One or two letters; of what is at the top two, the first of them a capital, which nothing else is called. */
    private static String name(int at, boolean top) {
        int letters = LETTERS.length();
        String last = LETTERS.substring(at % letters, at % letters + 1);
        if (top) {
            return Character.toUpperCase(LETTERS.charAt(at / letters)) + last;
        }
        return at < letters ? last : LETTERS.charAt(at / letters - 1) + last;
    }

    private boolean text(int i, String text) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(text);
    }
}
