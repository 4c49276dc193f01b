package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The index of one corpus version. Immutable and safe for concurrent use. It lives in heap memory only, so there is
 * nothing to close: the last question that uses it lets it go.
 */
public final class PassageIndex {
    /** Tags of the languages whose readers are shown this passage: its own, and those the document does not have. */
    private static final String READERS = "readers";
    private static final String DOCUMENT = "document";
    private static final String WORDS = "words";
    private static final String CONTEXT = "context";
    private static final String CONCEPTS = "concepts";
    /** A passage that gives an address tells where to write, whatever its words. */
    private static final String EMAIL_CONCEPT = "support-email";
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");
    /** What a passage names itself: the words before its first colon. */
    private static final Pattern LABEL = Pattern.compile("^([^:：.。]{1,60})[:：]");

    /** Passages are a sentence or two: their length tells little, and how often a word stands in them less. */
    private static final BM25Similarity SIMILARITY = new BM25Similarity(0.6f, 0.3f);

    /** What a section is about helps to find its items, but must not lift all of them over a passage that says it. */
    private static final float CONTEXT_BOOST = 0.25f;
    private static final float CONCEPT_WEIGHT = 6.0f;
    private static final float CONTEXT_CONCEPT_WEIGHT = 1.8f;
    private static final float LABEL_CONCEPT_WEIGHT = 2.5f;

    /** What the conversation was about helps a short question to be understood, and counts for less than its words. */
    private static final double EARLIER_SHARE = 0.4;

    private final Corpus corpus;
    private final Glossary glossary;
    private final Tokenizer tokenizer;
    private final ScriptFolder scripts;
    private final Analyzer analyzer = new PolicyAnalyzer();
    private final List<Passage> passages;
    private final Map<Passage, Content> contents = new HashMap<>();
    private final Set<Passage> leads = new HashSet<>();
    private final Set<String> words = new HashSet<>();
    /** Every term and concept that stands in the index: looking up one that does not costs as much as one that does. */
    private final Set<String> indexed = new HashSet<>();
    private final IndexSearcher searcher;

    /** Builds the index of that corpus. */
    public PassageIndex(Corpus corpus, Glossary glossary, Tokenizer tokenizer, ScriptFolder scripts) {
        this.corpus = corpus;
        this.glossary = glossary;
        this.tokenizer = tokenizer;
        this.scripts = scripts;
        this.passages = corpus.passages().toList();
        for (Passage item : passages) {
            if (item.isListItem()) {
                corpus.documentOf(item).passages().stream().filter(lead -> lead.section() == item.section()
                        && lead.text().equals(item.lead())).forEach(leads::add);
            }
        }
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory,
                new IndexWriterConfig(analyzer).setSimilarity(SIMILARITY).setCommitOnClose(true))) {
            for (int i = 0; i < passages.size(); i++) {
                writer.addDocument(document(i));
            }
            writer.forceMerge(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            searcher = new IndexSearcher(DirectoryReader.open(directory));
            searcher.setSimilarity(SIMILARITY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The corpus that is indexed. */
    public Corpus corpus() {
        return corpus;
    }

    /** The concepts that a passage of this corpus speaks of in its own words. */
    public Set<Concept> concepts(Passage passage) {
        return content(passage).concepts();
    }

    /** The concepts that the heading over a passage speaks of. */
    Set<Concept> headingConcepts(Passage passage) {
        return content(passage).headingConcepts();
    }

    /** The concepts that a passage names itself after, in the words before its first colon. */
    Set<Concept> labelConcepts(Passage passage) {
        return content(passage).labelConcepts();
    }

    /** Whether the passage introduces a list. */
    public boolean isLead(Passage passage) {
        return leads.contains(passage);
    }

    /** The index terms of a passage's own text. */
    Set<String> terms(Passage passage) {
        return content(passage).terms();
    }

    private Content content(Passage passage) {
        return contents.getOrDefault(passage, Content.NOTHING);
    }

    /** Whether any passage has that index term in its own text. */
    boolean knows(String term) {
        return words.contains(term);
    }

    /** The concepts that the heading and lead of a passage speak of. */
    Set<Concept> contextConcepts(Passage passage) {
        return content(passage).contextConcepts();
    }

    private Document document(int ordinal) {
        Passage passage = passages.get(ordinal);
        String context = passage.heading() + "\n" + passage.lead();
        Document document = new Document();
        document.add(new StringField(DOCUMENT, passage.document(), Field.Store.NO));
        for (Language reader : Language.values()) {
            boolean nearest = corpus.documentNearest(passage.document(), reader)
                    .filter(version -> version.language() == passage.language()).isPresent();
            if (nearest) {
                document.add(new StringField(READERS, reader.tag(), Field.Store.NO));
            }
        }
        document.add(new TextField(WORDS, scripts.fold(passage.text()), Field.Store.NO));
        document.add(new TextField(CONTEXT, scripts.fold(context), Field.Store.NO));
        Set<Concept> spoken = new LinkedHashSet<>(glossary.concepts(tokenizer.tokens(passage.text())));
        Concept email = glossary.all().get(EMAIL_CONCEPT);
        if (email != null && EMAIL.matcher(passage.text()).find()) {
            spoken.add(email);
        }
        Set<String> terms = Set.copyOf(terms(passage.text()));
        words.addAll(terms);
        indexed.addAll(terms);
        indexed.addAll(terms(context));
        Set<Concept> around = glossary.concepts(tokenizer.tokens(context));
        Matcher label = LABEL.matcher(passage.text());
        Set<Concept> named = label.find() ? glossary.concepts(tokenizer.tokens(label.group(1))) : Set.of();
        contents.put(passage, new Content(terms, Set.copyOf(spoken), Set.copyOf(around),
                Set.copyOf(glossary.concepts(tokenizer.tokens(passage.heading()))), Set.copyOf(named)));
        Map<String, Float> weights = new HashMap<>();
        spoken.forEach(concept -> weights.merge(concept.id(), CONCEPT_WEIGHT, Float::sum));
        around.forEach(concept -> weights.merge(concept.id(), CONTEXT_CONCEPT_WEIGHT, Float::sum));
        named.forEach(concept -> weights.merge(concept.id(), LABEL_CONCEPT_WEIGHT, Float::sum));
        indexed.addAll(weights.keySet());
        weights.forEach((concept, weight) -> document.add(new FeatureField(CONCEPTS, concept, weight)));
        return document;
    }

    /**
     * The passages that fit best, best first, whatever any threshold.
     *
     * @param limit how many at most, from 1
     */
    public List<RankedPassage> search(Query query, int limit) {
        Map<String, Double> weights = weights(query.text());
        weights(query.earlier())
                .forEach((concept, weight) -> weights.merge(concept, weight * EARLIER_SHARE, Math::max));
        return search(query, Set.copyOf(terms(query.text())), weights, limit);
    }

    /** The passages of that language's readers that speak of a concept in their own words, best first. */
    public List<RankedPassage> about(String concept, Language language) {
        return search(Query.of("", language), Set.of(), Map.of(concept, 1.0), passages.size()).stream()
                .filter(hit -> concepts(hit.passage()).stream().anyMatch(spoken -> spoken.id().equals(concept)))
                .toList();
    }

    private List<RankedPassage> search(Query query, Set<String> words, Map<String, Double> weights, int limit) {
        BooleanQuery.Builder fits = new BooleanQuery.Builder();
        for (String word : indexed(words)) {
            fits.add(new TermQuery(new Term(WORDS, word)), Occur.SHOULD);
            fits.add(new BoostQuery(new TermQuery(new Term(CONTEXT, word)), CONTEXT_BOOST), Occur.SHOULD);
        }
        // a concept counts by its own weight: how rare it is in a corpus of a few dozen passages says nothing
        indexed(weights.keySet()).forEach(concept -> fits.add(
                FeatureField.newLinearQuery(CONCEPTS, concept, weights.getOrDefault(concept, 0.0).floatValue()),
                Occur.SHOULD));
        BooleanQuery.Builder whole = new BooleanQuery.Builder();
        whole.add(new TermQuery(new Term(READERS, query.language().tag())), Occur.FILTER);
        if (!query.documents().isEmpty()) {
            BooleanQuery.Builder documents = new BooleanQuery.Builder();
            query.documents().forEach(id -> documents.add(new TermQuery(new Term(DOCUMENT, id)), Occur.SHOULD));
            whole.add(documents.build(), Occur.FILTER);
        }
        whole.add(fits.build(), Occur.SHOULD);
        try {
            List<RankedPassage> ranked = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(whole.build(), limit).scoreDocs) {
                // one writer and one segment keep the order of adding, so a hit's number is its place in the list
                ranked.add(new RankedPassage(passages.get(hit.doc), hit.score));
            }
            return List.copyOf(ranked);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> indexed(Set<String> names) {
        return names.stream().filter(indexed::contains).toList();
    }

    /** The concepts a question asks about, by id, each with the weight it has in the search. */
    private Map<String, Double> weights(String question) {
        Map<String, Double> weights = new HashMap<>();
        for (Concept concept : glossary.concepts(tokenizer.tokens(question))) {
            weights.merge(concept.id(), concept.weight(), Math::max);
            concept.see().forEach((related, share) -> weights.merge(related, share * concept.weight(), Math::max));
        }
        return weights;
    }

    /** The index terms of a text, in order. */
    List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(WORDS, scripts.fold(text))) {
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

    /** What a passage, its surroundings and its heading speak of, worked out once. */
    private record Content(Set<String> terms, Set<Concept> concepts, Set<Concept> contextConcepts,
            Set<Concept> headingConcepts, Set<Concept> labelConcepts) {
        private static final Content NOTHING = new Content(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }
}
