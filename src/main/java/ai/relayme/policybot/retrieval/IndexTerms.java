package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.language.ScriptFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Cuts text into the terms of the index. Safe for concurrent use. */
record IndexTerms(Analyzer analyzer, ScriptFolder scripts) {
    /** What every text is given to the analyzer as. */
    String folded(String text) {
        return scripts.fold(text);
    }

    /** The index terms of a text, in order. */
    List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream("", folded(text))) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
