package ai.relayme.policybot.language;

import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a classifier sees of a text: its words and pairs of words, the pieces of longer words (which survive a typing
 * error), its Chinese characters, pairs and triples of them, and how it begins and ends.
 */
public final class TextFeatures {
    /** A word shorter than this has no pieces that tell more than the word. */
    private static final int SHORTEST_PIECED_WORD = 5;
    private static final int PIECE = 4;

    private TextFeatures() {}

    /** The features of a text, none twice, in no particular order. */
    public static Set<String> of(String text, List<Token> tokens) {
        Set<String> features = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            String form = tokens.get(i).form();
            features.add(form);
            if (i + 1 < tokens.size()) {
                String next = tokens.get(i + 1).form();
                features.add(form + ' ' + next);
                if (i + 2 < tokens.size() && tokens.get(i).isHan()) {
                    features.add(form + ' ' + next + ' ' + tokens.get(i + 2).form());
                }
            }
            if (!tokens.get(i).isHan() && form.length() >= SHORTEST_PIECED_WORD) {
                String bounded = '<' + form + '>';
                for (int at = 0; at + PIECE <= bounded.length(); at++) {
                    features.add('~' + bounded.substring(at, at + PIECE));
                }
            }
        }
        if (!tokens.isEmpty()) {
            features.add("^" + tokens.getFirst().form());
            features.add(tokens.getLast().form() + "$");
        }
        if (text.indexOf('?') >= 0 || text.indexOf('\uFF1F') >= 0) {
            features.add("?");
        }
        if (text.indexOf('!') >= 0 || text.indexOf('\uFF01') >= 0) {
            features.add("!");
        }
        return features;
    }
}
