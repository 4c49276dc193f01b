package ai.relayme.policybot.http.script;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Where each line of the sources begins in what was made of them, in the form that browsers read (ECMA-426). */
final class SourceMap {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int DIGIT_BITS = 5;
    private static final int MORE = 1 << DIGIT_BITS;

    private final StringBuilder mappings = new StringBuilder();
    private int line;
    private int column;
    private int source;
    private int sourceLine;
    private int sourceColumn;
    private boolean begun;

    /** From here on it is what stands there in a source. Places come in the order in which they were written. */
    void add(int outLine, int outColumn, Token token) {
        while (line < outLine) {
            mappings.append(';');
            line++;
            column = 0;
            begun = false;
        }
        if (begun) {
            mappings.append(',');
        }
        begun = true;
        append(outColumn - column);
        append(token.source() - source);
        append(token.line() - sourceLine);
        append(token.column() - sourceColumn);
        column = outColumn;
        source = token.source();
        sourceLine = token.line();
        sourceColumn = token.column();
    }

    String json(List<LeanScript.Source> sources) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", 3);
        ArrayNode names = json.putArray("sources");
        ArrayNode texts = json.putArray("sourcesContent");
        for (LeanScript.Source one : sources) {
            names.add(one.name());
            texts.add(one.text());
        }
        return json.put("mappings", mappings.toString()).toString();
    }

    /** The lowest bit is the sign, digits follow from the lowest on. */
    private void append(int number) {
        int rest = number < 0 ? (-number << 1) | 1 : number << 1;
        do {
            int digit = rest & (MORE - 1);
            rest >>>= DIGIT_BITS;
            mappings.append(DIGITS.charAt(rest > 0 ? digit | MORE : digit));
        } while (rest > 0);
    }
}
