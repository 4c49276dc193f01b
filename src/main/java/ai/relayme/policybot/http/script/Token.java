package ai.relayme.policybot.http.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a script.
 *
 * @param kind what it is
 * @param text as it is written; of a template what stands between its expressions, with the marks around them
 * @param source the file's place among the joined ones
 * @param line from 0
 * @param column from 0, in UTF-16 units
 */
record Token(Kind kind, String text, int source, int line, int column) {
    enum Kind {
        /** A name, keyword or number. */
        WORD,
        /** A name that is private to a class. */
        OWN,
        /** A string or regular expression. */
        TEXT, TEMPLATE,
        /** One character of punctuation. */
        MARK
    }

    private static final Pattern TOKEN = Pattern.compile(String.join("|", "(?<none>//[^\n]*+|/\\*(?s:.*?)\\*/|\\s++)",
            "(?<text>'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\")",
            "(?<own>#[A-Za-z]\\w*+)", "(?<word>[\\w$]++)", "(?<mark>.)"));
    private static final Pattern REGULAR_EXPRESSION = Pattern
            .compile("/(?:[^/\\\\\\[\n]|\\\\.|\\[(?:[^\\]\\\\\n]|\\\\.)*+\\])++/[a-z]*+");
    /** From the mark that begins it, or ends an expression within it, to the next one. */
    private static final Pattern TEMPLATE = Pattern
            .compile("[`}][^`\\\\$]*+(?:(?:\\\\(?s:.)|\\$(?!\\{))[^`\\\\$]*+)*+(?:`|\\$\\{)");
    private static final Set<String> BEFORE_EXPRESSION = Set.of("return", "typeof", "case", "of", "in", "await",
            "yield");

    boolean is(String what) {
        return text.equals(what);
    }

    /** Whether it is one of these characters of punctuation. */
    boolean isMark(String marks) {
        return kind == Kind.MARK && marks.contains(text);
    }

    boolean opens() {
        return isMark("([{") || (kind == Kind.TEMPLATE && text.endsWith("${"));
    }

    boolean closes() {
        return isMark(")]}") || (kind == Kind.TEMPLATE && text.startsWith("}"));
    }

    int lastLine() {
        return line + (int) text.chars().filter(letter -> letter == '\n').count();
    }

    /** The tokens of a script, without comments and what separates them. */
    static List<Token> of(String script, int source) {
        List<Token> tokens = new ArrayList<>();
        // whether a brace stands within a template
        Deque<Boolean> braces = new ArrayDeque<>();
        Matcher token = TOKEN.matcher(script);
        int line = 0;
        int lineStart = 0;
        int at = 0;
        while (at < script.length()) {
            Kind kind;
            char first = script.charAt(at);
            int end;
            if (first == '`' || (first == '}' && Boolean.TRUE.equals(braces.poll()))) {
                kind = Kind.TEMPLATE;
                end = end(TEMPLATE, script, at);
                if (script.charAt(end - 1) == '{') {
                    braces.push(true);
                }
            } else if (first == '/' && expressionMayFollow(tokens) && script.charAt(at + 1) != '/'
                    && script.charAt(at + 1) != '*') {
                kind = Kind.TEXT;
                end = end(REGULAR_EXPRESSION, script, at);
            } else {
                token.region(at, script.length()).lookingAt();
                end = token.end();
                kind = token.group("text") != null
                        ? Kind.TEXT
                        : token.group("own") != null
                                ? Kind.OWN
                                : token.group("word") != null ? Kind.WORD : Kind.MARK;
                if (first == '{') {
                    braces.push(false);
                }
            }
            if (kind != Kind.MARK || token.group("none") == null) {
                tokens.add(new Token(kind, script.substring(at, end), source, line, at - lineStart));
            }
            for (; at < end; at++) {
                if (script.charAt(at) == '\n') {
                    line++;
                    lineStart = at + 1;
                }
            }
        }
        return tokens;
    }

    private static int end(Pattern pattern, String script, int at) {
        Matcher matcher = pattern.matcher(script).region(at, script.length());
        if (!matcher.lookingAt()) {
            throw new IllegalArgumentException(
                    "nothing ends what begins with " + script.substring(at).lines().findFirst());
        }
        return matcher.end();
    }

    private static boolean expressionMayFollow(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.getLast();
        return last.kind == Kind.MARK ? !last.isMark(")]}") : BEFORE_EXPRESSION.contains(last.text);
    }
}
