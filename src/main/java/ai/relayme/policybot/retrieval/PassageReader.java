package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptSet;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.glossary.KnownConcept;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.vectors.TextEmbedder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from passages what they speak of. Immutable. */
final class PassageReader {
    /** What a concept counts that a passage speaks of in its own words; others count beside it. */
    static final float CONCEPT_WEIGHT = 6.0f;
    private static final float CONTEXT_CONCEPT_WEIGHT = 1.8f;
    private static final float LABEL_CONCEPT_WEIGHT = 2.5f;

    /** A passage that gives an address tells where to write, whatever its words. */
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");
    /** What a passage names itself: the words before its first colon. */
    private static final Pattern LABEL = Pattern.compile("^([^:：.。]{1,60})[:：]");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;])\\s+|(?<=[。！？；])");
    private static final int SHORTEST_SENTENCE = 8;

    private final Glossary glossary;
    private final Tokenizer tokenizer;
    private final Optional<TextEmbedder> embedder;
    private final Function<String, List<String>> terms;

    /** @param terms gives the index terms of a text */
    PassageReader(Glossary glossary, Tokenizer tokenizer, Optional<TextEmbedder> embedder,
            Function<String, List<String>> terms) {
        this.glossary = glossary;
        this.tokenizer = tokenizer;
        this.embedder = embedder;
        this.terms = terms;
    }

    /** What stands around a passage: the heading of its section and the paragraph that leads its list. */
    static String context(Passage passage) {
        return passage.heading() + "\n" + passage.lead();
    }

    PassageContent read(Passage passage) {
        Set<Concept> spoken = new LinkedHashSet<>(concepts(passage.text()));
        if (EMAIL.matcher(passage.text()).find()) {
            spoken.add(glossary.known(KnownConcept.SUPPORT_EMAIL));
        }
        Set<Concept> around = concepts(context(passage));
        Matcher label = LABEL.matcher(passage.text());
        Set<Concept> named = label.find() ? concepts(label.group(1)) : Set.of();
        Map<String, Float> weights = new HashMap<>();
        spoken.forEach(concept -> weights.merge(concept.id(), CONCEPT_WEIGHT, Float::sum));
        around.forEach(concept -> weights.merge(concept.id(), CONTEXT_CONCEPT_WEIGHT, Float::sum));
        named.forEach(concept -> weights.merge(concept.id(), LABEL_CONCEPT_WEIGHT, Float::sum));
        return new PassageContent(Set.copyOf(terms.apply(passage.text())), ConceptSet.of(spoken),
                ConceptSet.of(around), ConceptSet.of(concepts(passage.heading())), ConceptSet.of(named),
                Map.copyOf(weights),
                embedder.map(vectors -> meanings(passage, vectors)).orElse(new float[0][]));
    }

    private Set<Concept> concepts(String text) {
        return glossary.concepts(tokenizer.tokens(text));
    }

    private float[][] meanings(Passage passage, TextEmbedder vectors) {
        List<float[]> meanings = new ArrayList<>();
        meanings.add(vectors.embed(tokenizer.tokens(passage.text())));
        meanings.add(vectors.embed(tokenizer.tokens(context(passage))));
        String[] sentences = SENTENCE_END.split(passage.text(), -1);
        for (int i = 0; i < sentences.length && sentences.length > 1; i++) {
            if (sentences[i].length() >= SHORTEST_SENTENCE) {
                meanings.add(vectors.embed(tokenizer.tokens(sentences[i])));
            }
        }
        return meanings.toArray(float[][]::new);
    }
}
