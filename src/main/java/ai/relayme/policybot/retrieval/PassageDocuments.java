package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.Tokenizer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** Makes of a passage what the index keeps of it. Safe for concurrent use. */
final class PassageDocuments {
    /** Tags of the languages whose readers are shown this passage: its own, and those the document does not have. */
    static final String READERS = "readers";
    static final String DOCUMENT = "document";
    static final String WORDS = "words";
    static final String CONTEXT = "context";
    static final String CONCEPTS = "concepts";
    static final String MEANING = "meaning";
    /** Words as they are spelled, each in the first document that has it. */
    static final String SPELLED = "spelled";
    /** The passage's place in the corpus. */
    static final String PLACE = "place";
    /** What the passage speaks of, where that is not kept in memory. */
    static final String CONTENT = "content";

    private final Corpus corpus;
    private final PassageReader reader;
    private final IndexTerms terms;
    private final Tokenizer tokenizer;
    private final Set<String> spelled = ConcurrentHashMap.newKeySet();

    PassageDocuments(Corpus corpus, PassageReader reader, IndexTerms terms, Tokenizer tokenizer) {
        this.corpus = corpus;
        this.reader = reader;
        this.terms = terms;
        this.tokenizer = tokenizer;
    }

    /** What the passage speaks of. */
    PassageContent content(Passage passage) {
        return reader.read(passage);
    }

    /** What every passage is found by. */
    Document found(int place, Passage passage, PassageContent content) {
        String context = PassageReader.context(passage);
        Document document = new Document();
        document.add(new NumericDocValuesField(PLACE, place));
        document.add(new StringField(DOCUMENT, passage.document(), Field.Store.NO));
        for (Language language : Language.values()) {
            boolean nearest = corpus.documentNearest(passage.document(), language)
                    .filter(version -> version.language() == passage.language()).isPresent();
            if (nearest) {
                document.add(new StringField(READERS, language.tag(), Field.Store.NO));
            }
        }
        document.add(new TextField(WORDS, terms.folded(passage.text()), Field.Store.NO));
        document.add(new TextField(CONTEXT, terms.folded(context), Field.Store.NO));
        content.weights().forEach((concept, weight) -> document.add(new FeatureField(CONCEPTS, concept, weight)));
        tokenizer.tokens(passage.heading() + " " + passage.text()).forEach(token -> {
            if (spelled.add(token.word())) {
                document.add(new StringField(SPELLED, token.word(), Field.Store.NO));
            }
        });
        return document;
    }

    /** The same of a corpus that is too large to be weighed whole: by its meaning too. */
    Document foundByMeaning(int place, Passage passage, PassageContent content) {
        Document document = found(place, passage, content);
        if (content.meanings().length > 0) {
            document.add(new KnnFloatVectorField(MEANING, content.meanings()[0], VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    /** The same of one whose contents are not kept in memory. */
    Document stored(int place, Passage passage, PassageContent content) {
        Document document = foundByMeaning(place, passage, content);
        document.add(new BinaryDocValuesField(CONTENT, new BytesRef(content.bytes())));
        return document;
    }
}
