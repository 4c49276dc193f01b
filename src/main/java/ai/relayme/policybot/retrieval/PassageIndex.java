package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

/**
 * The index of one corpus version. Immutable and safe for concurrent use. It lies in heap memory, that of a large corpus on
 * disk; there is nothing to close: the last question that uses it lets it go.
 */
public final class PassageIndex {
    /**
     * Names how passages are read and indexed. Raise it with every change of that, which an index on disk would not notice
     * otherwise: of {@link PassageReader}, {@link PolicyAnalyzer}, {@link PassageDocuments}, or of how text is cut into tokens.
     */
    private static final String FORMAT = "1";

    /** What a section is about helps to find its items, but must not lift all of them over a passage that says it. */
    private static final float CONTEXT_BOOST = 0.25f;

    /** What the conversation was about helps a short question to be understood, and counts for less than its words. */
    private static final double EARLIER_SHARE = 0.4;

    /** So many are weighed by all signals; a corpus up to this size is weighed whole. */
    private static final int CANDIDATES = 200;
    private static final double LEAST_CHANCE = 0.02;

    private final Corpus corpus;
    private final Glossary glossary;
    private final Tokenizer tokenizer;
    private final IndexTerms terms;
    private final Set<Passage> leads = new HashSet<>();
    private final IndexedPassages passages;
    private final IndexSearcher searcher;
    /** Where an indexed term lies: looked up once and not at each question. */
    private final Map<Term, TermStates> states = new ConcurrentHashMap<>();
    /** Every answer asks what is said of the six rights, which are the same for all questions. */
    private final Map<Topic, List<RankedPassage>> about = new ConcurrentHashMap<>();
    private final boolean weighedWhole;
    private final @Nullable TextEmbedder embedder;
    private final Fusion fusion;
    private final SpellingCorrector spelling;

    private record Topic(String concept, Language language) {}

    /** Builds the index of that corpus in memory; without an embedder it ranks by words and concepts alone. */
    public PassageIndex(Corpus corpus, Glossary glossary, Tokenizer tokenizer, ScriptFolder scripts,
            Optional<TextEmbedder> embedder) {
        this(corpus, glossary, tokenizer, scripts, embedder, Optional.empty());
    }

    /** The same, but that a large corpus is indexed in that folder, or was before. */
    public PassageIndex(Corpus corpus, Glossary glossary, Tokenizer tokenizer, ScriptFolder scripts,
            Optional<TextEmbedder> embedder, Optional<IndexFolder> folder) {
        this.embedder = embedder.orElse(null);
        this.fusion = embedder.isPresent() ? Fusion.withVectors() : Fusion.wordsAlone();
        this.corpus = corpus;
        this.glossary = glossary;
        this.tokenizer = tokenizer;
        PolicyAnalyzer analyzer = new PolicyAnalyzer();
        this.terms = new IndexTerms(analyzer, scripts);
        List<Passage> all = corpus.passages().toList();
        this.weighedWhole = all.size() <= CANDIDATES;
        corpus.documents().forEach(document -> addLeads(document.passages()));
        PassageDocuments documents = new PassageDocuments(corpus,
                new PassageReader(glossary, tokenizer, embedder, terms::of), terms, tokenizer);
        IndexWriterConfig config = new IndexWriterConfig(analyzer);
        Optional<IndexFolder.Opened> opened = folder.filter(large -> all.size() >= large.from())
                .map(large -> large.open(String.join(" ", FORMAT, Version.LATEST.toString(), corpus.version(),
                        glossary.digest(), embedder.map(TextEmbedder::digest).orElse("words")), all, documents,
                        config));
        passages = opened.map(IndexFolder.Opened::passages)
                .orElseGet(() -> IndexedPassages.inMemory(all, documents, !weighedWhole, config));
        // once nobody has this index any more
        opened.ifPresent(open -> Cleaner.create().register(this, open::close));
        searcher = passages.searcher();
        Set<String> correct = new HashSet<>(glossary.words().names());
        correct.addAll(passages.words());
        spelling = new SpellingCorrector(correct,
                word -> has(word) || embedder.filter(vectors -> vectors.knows(word)).isPresent());
    }

    private void addLeads(List<Passage> document) {
        Set<Lead> introducing = new HashSet<>();
        document.stream().filter(Passage::isListItem)
                .forEach(item -> introducing.add(new Lead(item.section(), item.lead())));
        document.stream().filter(passage -> introducing.contains(new Lead(passage.section(), passage.text())))
                .forEach(leads::add);
    }

    private record Lead(int section, String text) {}

    /** Whether a word has no term because questions are full of it, or a term that the corpus has. */
    boolean has(String word) {
        return terms.of(word).stream().allMatch(passages::has);
    }

    /** The corpus that is indexed. */
    public Corpus corpus() {
        return corpus;
    }

    /** Whether the passage introduces a list. */
    boolean isLead(Passage passage) {
        return leads.contains(passage);
    }

    /** What a passage of this corpus speaks of. */
    PassageContent content(Passage passage) {
        return passages.content(passage);
    }

    /**
     * The passages that fit best, best first, whatever any threshold.
     *
     * @param limit how many at most, from 1
     */
    public List<RankedPassage> search(Query query, int limit) {
        return search(read(query), limit);
    }

    /** The same for a question that was read before. */
    List<RankedPassage> search(IndexedQuestion asked, int limit) {
        Query query = asked.query();
        Map<Integer, Float> words = new HashMap<>();
        Map<Integer, Float> context = new HashMap<>();
        List<String> known = asked.terms().stream().filter(passages::has).toList();
        if (!known.isEmpty()) {
            words = scores(filtered(query, terms(PassageDocuments.WORDS, known)));
            context = scores(filtered(query, terms(PassageDocuments.CONTEXT, known)));
        }
        Set<Integer> candidates = weighedWhole
                ? scores(filtered(query, null)).keySet()
                : new LinkedHashSet<>(scores(filtered(query, lexical(known, asked.concepts()))).keySet());
        if (asked.direction() != null && !weighedWhole) {
            candidates
                    .addAll(scores(new KnnFloatVectorQuery(PassageDocuments.MEANING, asked.direction(), CANDIDATES / 2,
                            filtered(query, null))).keySet());
        }
        float leading = (float) words.values().stream().mapToDouble(Float::doubleValue).max().orElse(1);
        List<RankedPassage> ranked = new ArrayList<>();
        // of those that fit alike the first comes first, on every node
        for (int candidate : candidates.stream().sorted(Comparator.comparingInt(passages::place)).toList()) {
            Passage passage = passages.passage(candidate);
            float found = words.getOrDefault(candidate, 0f);
            Signals signals = Signals.of(asked, content(passage), found, found == 0 ? 0 : found / leading,
                    context.getOrDefault(candidate, 0f));
            ranked.add(new RankedPassage(passage, fusion.score(signals), signals));
        }
        ranked.sort(Comparator.comparingDouble(RankedPassage::score).reversed());
        return List.copyOf(ranked.subList(0, Math.min(limit, ranked.size())));
    }

    /** The passages of that language's readers that speak of a concept in their own words, best first. */
    public List<RankedPassage> about(String concept, Language language) {
        return about.computeIfAbsent(new Topic(concept, language), this::search);
    }

    private List<RankedPassage> search(Topic topic) {
        Concept concept = glossary.all().get(topic.concept());
        if (concept == null) {
            return List.of();
        }
        Query query = Query.of("", topic.language());
        return best(filtered(query, lexical(List.of(), Map.of(concept.id(), 1.0)))).keySet().stream()
                .map(passages::passage).filter(passage -> content(passage).concepts().contains(concept))
                .map(passage -> new RankedPassage(passage, 1, Signals.OF_CONCEPT)).toList();
    }

    private org.apache.lucene.search.Query filtered(Query query, org.apache.lucene.search.@Nullable Query wanted) {
        BooleanQuery.Builder whole = new BooleanQuery.Builder();
        whole.add(new TermQuery(new Term(PassageDocuments.READERS, query.language().tag())), Occur.FILTER);
        if (!query.documents().isEmpty()) {
            BooleanQuery.Builder documents = new BooleanQuery.Builder();
            query.documents()
                    .forEach(id -> documents.add(new TermQuery(new Term(PassageDocuments.DOCUMENT, id)), Occur.SHOULD));
            whole.add(documents.build(), Occur.FILTER);
        }
        if (wanted != null) {
            whole.add(wanted, Occur.SHOULD);
        }
        return whole.build();
    }

    /** Any of these terms, each of which must be an indexed one. */
    private BooleanQuery terms(String field, Collection<String> terms) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String text : terms) {
            Term term = new Term(field, text);
            any.add(new TermQuery(term, states(term)), Occur.SHOULD);
        }
        return any.build();
    }

    private TermStates states(Term term) {
        return states.computeIfAbsent(term, wanted -> {
            try {
                return TermStates.build(searcher, wanted, true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                Reference.reachabilityFence(this);
            }
        });
    }

    private BooleanQuery lexical(List<String> terms, Map<String, Double> weights) {
        BooleanQuery.Builder fits = new BooleanQuery.Builder();
        if (!terms.isEmpty()) {
            fits.add(terms(PassageDocuments.WORDS, terms), Occur.SHOULD);
            fits.add(new BoostQuery(terms(PassageDocuments.CONTEXT, terms), CONTEXT_BOOST), Occur.SHOULD);
        }
        // a concept counts by its own weight: how rare it is in a corpus of a few dozen passages says nothing
        weights.forEach((concept, weight) -> {
            if (passages.has(concept)) {
                fits.add(FeatureField.newLinearQuery(PassageDocuments.CONCEPTS, concept, weight.floatValue()),
                        Occur.SHOULD);
            }
        });
        return fits.build();
    }

    /** The passages for a query, by Lucene's numbers, each with its score: all, or the best of a large corpus. */
    private Map<Integer, Float> scores(org.apache.lucene.search.Query query) {
        return weighedWhole ? all(query) : best(query);
    }

    /** Without what finds the best few of many, which for a few dozen costs several times what scoring does. */
    private Map<Integer, Float> all(org.apache.lucene.search.Query query) {
        try {
            Map<Integer, Float> scores = new LinkedHashMap<>();
            Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
            for (LeafReaderContext leaf : searcher.getLeafContexts()) {
                Scorer scorer = weight.scorer(leaf);
                if (scorer != null) {
                    DocIdSetIterator hits = scorer.iterator();
                    while (hits.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                        scores.put(leaf.docBase + hits.docID(), scorer.score());
                    }
                }
            }
            return scores;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // nobody may close the index meanwhile, not even after the last use of this object
            Reference.reachabilityFence(this);
        }
    }

    /** The best passages for a query, by Lucene's numbers, best first, each with its score. */
    private Map<Integer, Float> best(org.apache.lucene.search.Query query) {
        try {
            Map<Integer, Float> scores = new LinkedHashMap<>();
            for (ScoreDoc hit : searcher.search(query, CANDIDATES).scoreDocs) {
                scores.put(hit.doc, hit.score);
            }
            return scores;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Reads a question as this index understands it, its slips of the keys mended. */
    IndexedQuestion read(Query asWritten) {
        String question = spelling.corrected(asWritten.text());
        Query query = new Query(question, asWritten.earlier(), asWritten.language(), asWritten.documents());
        List<Token> tokens = tokenizer.tokens(question);
        Map<String, Double> concepts = weights(tokens);
        Map<String, Double> idf = new HashMap<>();
        for (String term : terms.of(question)) {
            idf.computeIfAbsent(term, this::idf);
        }
        float[] direction = null;
        Map<Concept, Double> topics = new HashMap<>();
        List<Token> earlier = tokenizer.tokens(query.earlier());
        weights(earlier).forEach((concept, weight) -> concepts.merge(concept, weight * EARLIER_SHARE, Math::max));
        if (embedder != null) {
            direction = mixed(embedder.embed(tokens), embedder.embed(earlier));
            embedder.concepts(direction, LEAST_CHANCE).forEach((id, chance) -> {
                Concept concept = glossary.all().get(id);
                if (concept != null) {
                    topics.put(concept, chance);
                }
            });
        }
        return new IndexedQuestion(query, List.copyOf(idf.keySet()), idf,
                idf.values().stream().mapToDouble(Double::doubleValue).sum(),
                concepts, topics, direction);
    }

    private static float[] mixed(float[] text, float[] earlier) {
        double square = 0;
        for (int i = 0; i < text.length; i++) {
            text[i] += (float) EARLIER_SHARE * earlier[i];
            square += text[i] * (double) text[i];
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < text.length && length > 0; i++) {
            text[i] /= length;
        }
        return text;
    }

    /** How much a term tells by how few passages have it, as BM25 counts it. */
    private double idf(String term) {
        int having = passages.has(term) ? states(new Term(PassageDocuments.WORDS, term)).docFreq() : 0;
        return Math.log(1 + (passages.size() - having + 0.5) / (having + 0.5));
    }

    /** The concepts a question asks about, by id, each with the weight it has in the search. */
    private Map<String, Double> weights(List<Token> question) {
        Map<String, Double> weights = new HashMap<>();
        for (Concept concept : glossary.concepts(question)) {
            weights.merge(concept.id(), concept.weight(), Math::max);
            concept.see().forEach(
                    related -> weights.merge(related.id(), related.share() * concept.weight(), Math::max));
        }
        return weights;
    }
}
