package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.language.ScriptFolder;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.lucene.analysis.Analyzer.TokenStreamComponents;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts text into the terms of the index. Safe for concurrent use: each text has a chain of filters for itself, which then
 * serves the next. An analyzer of Lucene's keeps a chain for every thread that ever came, and here every request is one.
 */
final class IndexTerms {
    private final PolicyAnalyzer analyzer;
    private final ScriptFolder scripts;
    private final ConcurrentLinkedDeque<Chain> idle = new ConcurrentLinkedDeque<>();

    IndexTerms(PolicyAnalyzer analyzer, ScriptFolder scripts) {
        this.analyzer = analyzer;
        this.scripts = scripts;
    }

    private record Chain(TokenStreamComponents parts, CharTermAttribute term) {
        static Chain of(TokenStreamComponents parts) {
            return new Chain(parts, parts.getTokenStream().addAttribute(CharTermAttribute.class));
        }

        List<String> terms(String text) throws IOException {
            List<String> terms = new ArrayList<>();
            parts.getSource().accept(new StringReader(text));
            try (TokenStream stream = parts.getTokenStream()) {
                stream.reset();
                while (stream.incrementToken()) {
                    terms.add(term.toString());
                }
                stream.end();
            }
            return terms;
        }
    }

    /** What every text is given to the analyzer as. */
    String folded(String text) {
        return scripts.fold(text);
    }

    /** The index terms of a text, in order. */
    List<String> of(String text) {
        Chain chain = idle.poll();
        if (chain == null) {
            chain = Chain.of(analyzer.createComponents(""));
        }
        try {
            List<String> terms = chain.terms(folded(text));
            // one that failed half way is left to the collector
            idle.push(chain);
            return terms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
