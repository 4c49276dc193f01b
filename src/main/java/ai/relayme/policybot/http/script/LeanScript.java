package ai.relayme.policybot.http.script;

import ai.relayme.policybot.http.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts without what only their readers need.
 *
 * @param text the script
 * @param map where what stands in it comes from, as browsers read it
 */
public record LeanScript(String text, String map) {
    /**
     * A file of a script.
     *
     * @param name as its readers know it
     */
    public record Source(String name, String text) {}

    /**
     * A script without the lines that are comments, empty lines, and indentation. Line by line, so that the script's lines must not
     * matter where they stand within a string, and that none may begin with a comment and go on with code.
     */
    public static String withoutComments(String script) {
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
     * The files as one function in strict mode, without comments and blanks and with short names for what is theirs alone.
     * A line's end stays where a statement may end by it. A template of several lines is taken for styles.
     */
    public static LeanScript joined(List<Source> sources) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            tokens.addAll(Token.of(sources.get(i).text(), i));
        }
        Writer writer = new Writer(tokens);
        return new LeanScript(writer.write(), writer.map.json(sources));
    }

    private static String styles(String css) {
        return css.replaceAll("\\s+", " ").replaceAll(" ?([{};,>]) ?", "$1").replace(": ", ":").replace(";}", "}");
    }

    private static final class Writer {
        private final SourceMap map = new SourceMap();
        private final StringBuilder out = new StringBuilder("(()=>{'use strict';");
        private final List<Token> tokens;
        private final ShortNames names;
        private final Brackets brackets;
        private int line;
        private int lineStart;

        Writer(List<Token> tokens) {
            this.tokens = tokens;
            brackets = new Brackets(tokens);
            names = new ShortNames(tokens, brackets);
        }

        String write() {
            for (int i = 0; i < tokens.size(); i++) {
                if (isNeedless(i)) {
                    continue;
                }
                Token token = tokens.get(i);
                boolean begins = i == 0 || tokens.get(i - 1).lastLine() != token.line()
                        || tokens.get(i - 1).source() != token.source();
                String text = token.kind() == Kind.TEMPLATE && token.text().contains("\n")
                        ? styles(token.text())
                        : names.text(i);
                separate(i, text, begins);
                if (begins) {
                    map.add(line, out.length() - lineStart, token);
                }
                out.append(text);
            }
            return out.append("})();\n").toString();
        }

        /** A comma after the last of several, and the end of a block's last statement. */
        private boolean isNeedless(int i) {
            Token token = tokens.get(i);
            if (i == 0 || i + 1 == tokens.size() || !token.isMark(",;")) {
                return false;
            }
            Token before = tokens.get(i - 1);
            Token next = tokens.get(i + 1);
            return token.is(",")
                    ? next.isMark(")]}") && !before.isMark(",[")
                    : next.isMark("}") && !(before.is(")") && brackets.isCondition(brackets.begin(i - 1)));
        }

        private void separate(int i, String text, boolean begins) {
            char last = out.charAt(out.length() - 1);
            char first = text.charAt(0);
            if (begins && ";{,([=:?&|<>".indexOf(last) < 0 && "})]?:.&|".indexOf(first) < 0) {
                out.append('\n');
                line++;
                lineStart = out.length();
            } else if ((isWord(last) && isWord(first)) || (last == first && "+-/".indexOf(last) >= 0 && isApart(i))) {
                out.append(' ');
            }
        }

        private boolean isApart(int i) {
            Token before = tokens.get(i - 1);
            Token token = tokens.get(i);
            return before.lastLine() != token.line() || before.column() + before.text().length() != token.column();
        }

        private static boolean isWord(char letter) {
            return letter == '$' || letter == '#' || letter == '_' || Character.isLetterOrDigit(letter);
        }
    }
}
