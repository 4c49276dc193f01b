package ai.relayme.policybot.http.page;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts without what only their readers need. */
public final class LeanScript {
    /** Strings, templates and regular expressions; then names that are private to a class, and what surrounds tokens. */
    private static final Pattern TOKEN = Pattern.compile(String.join("|",
            "'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'", "\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"",
            "(?<=[(,=:!&|?]\\s?|return )/(?![*/])(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\n])*+\\]|[^/\\\\\n\\[])++/",
            "(?<template>`[^`]*+`)", "(?<own>#[A-Za-z]\\w*+)", "(?<=[;{,(\\[])(?<after>\n)",
            "(?<before>\n)(?=[})\\]?:.&|])", " ?(?<mark>[{}()\\[\\];,=:?&|<>*!]++) ?"));
    /** A private name within a template. */
    private static final Pattern OWN = Pattern.compile("(?<=this\\.)#\\w+");
    private static final int LETTERS = 26;

    private final Map<String, String> names = new HashMap<>();

    private LeanScript() {}

    /**
     * Without the lines that are comments, empty lines, and indentation. Line by line, so that the script's lines must not
     * matter where they stand within a string, and that none may begin with a comment and go on with code.
     */
    static String of(String script) {
        StringBuilder lean = new StringBuilder(script.length());
        boolean comment = false;
        for (String line : script.lines().map(String::strip).toList()) {
            comment |= line.startsWith("/*");
            if (!comment && !line.isEmpty() && !line.startsWith("//")) {
                lean.append(line).append('\n');
            }
            comment &= !line.endsWith("*/");
        }
        return lean.toString();
    }

    /**
     * The same, without blanks around punctuation and with short private names. A line's end stays where a statement may
     * end by it: not behind an opening bracket or before a closing one. A template of several lines is taken for styles.
     */
    static String squeezed(String script) {
        LeanScript lean = new LeanScript();
        return TOKEN.matcher(of(script)).replaceAll(token -> Matcher.quoteReplacement(lean.squeezed(token)));
    }

    private String squeezed(MatchResult token) {
        String mark = token.group("mark");
        if (mark != null || token.group("after") != null || token.group("before") != null) {
            return mark == null ? "" : mark;
        }
        if (token.group("own") != null) {
            return shortName(token.group());
        }
        if (token.group("template") == null) {
            return token.group();
        }
        return token.group().contains("\n")
                ? styles(token.group())
                : OWN.matcher(token.group()).replaceAll(name -> shortName(name.group()));
    }

    private static String styles(String css) {
        return css.replaceAll("\\s+", " ").replaceAll(" ?([{};,>]) ?", "$1").replace(": ", ":").replace(";}", "}");
    }

    private String shortName(String name) {
        return names.computeIfAbsent(name, key -> {
            int at = names.size();
            String last = Character.toString('a' + at % LETTERS);
            return '#' + (at < LETTERS ? "" : Character.toString('a' + at / LETTERS - 1)) + last;
        });
    }
}
