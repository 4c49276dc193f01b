package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ranks passages for a question and tells whether the best of them speak of what it asks. Immutable. */
public final class Retriever {
    /** How many passages are looked at: a long list and its neighbours. */
    private static final int DEPTH = 12;

    /** The least support to answer from; set on the development questions so that abstaining costs few right answers. */
    private static final double THRESHOLD = 0.34;

    /** A specific thing weighs as much as two ordinary ones. */
    private static final double ASPECT_WEIGHT = 2;

    /** A word that is in no glossary may be a name or idle talk: it tells less than a concept. */
    private static final double WORD_WEIGHT = 0.35;

    /** A passage about something related covers a concept in part only. */
    private static final double RELATED_SHARE = 0.8;

    private final Glossary glossary;
    private final Tokenizer tokenizer;

    public Retriever(Glossary glossary, Tokenizer tokenizer) {
        this.glossary = glossary;
        this.tokenizer = tokenizer;
    }

    /** What that index has for the query. */
    public Retrieval retrieve(PassageIndex index, Query query) {
        List<RankedPassage> ranked = index.search(query, DEPTH);
        Asked asked = asked(index, query.text());
        List<Concept> aspects = asked.concepts().keySet().stream().filter(Concept::aspect).toList();
        Optional<String> uncovered = aspects.stream()
                .filter(aspect -> ranked.stream().noneMatch(hit -> index.concepts(hit.passage()).contains(aspect)))
                .map(Concept::id).findFirst();
        List<RankedPassage> eligible = uncovered.isPresent() ? ranked : onAspects(index, ranked, aspects);
        double support = eligible.isEmpty() ? 0 : support(index, eligible.getFirst().passage(), asked);
        return new Retrieval(query, index.corpus(), eligible, support, THRESHOLD, uncovered);
    }

    /** Passages that speak of an aspect asked about come first: what only sounds alike is no answer to it. */
    private static List<RankedPassage> onAspects(PassageIndex index, List<RankedPassage> ranked,
            List<Concept> aspects) {
        if (aspects.isEmpty()) {
            return ranked;
        }
        List<RankedPassage> eligible = new ArrayList<>();
        ranked.stream().filter(hit -> aspects.stream().anyMatch(index.concepts(hit.passage())::contains))
                .forEach(eligible::add);
        return eligible;
    }

    /** How much of what is asked about that passage speaks of, from 0 to 1. */
    private static double support(PassageIndex index, Passage passage, Asked asked) {
        Set<Concept> spoken = index.concepts(passage);
        Set<Concept> around = index.contextConcepts(passage);
        double covered = 0;
        double total = 0;
        for (Map.Entry<Concept, Double> unit : asked.concepts().entrySet()) {
            total += unit.getValue();
            covered += unit.getValue() * cover(unit.getKey(), spoken, around);
        }
        List<String> words = index.terms(passage.text());
        for (String word : asked.words()) {
            total += WORD_WEIGHT;
            covered += words.contains(word) ? WORD_WEIGHT : 0;
        }
        return total == 0 ? 0 : covered / total;
    }

    private static double cover(Concept concept, Set<Concept> spoken, Set<Concept> around) {
        if (spoken.contains(concept)) {
            return 1;
        }
        double best = around.contains(concept) ? RELATED_SHARE : 0;
        for (Concept other : spoken) {
            best = Math.max(best, RELATED_SHARE * concept.see().getOrDefault(other.id(), 0.0));
        }
        return best;
    }

    private Asked asked(PassageIndex index, String question) {
        List<Token> tokens = tokenizer.tokens(question);
        Map<Concept, Double> concepts = new LinkedHashMap<>();
        StringBuilder rest = new StringBuilder();
        boolean[] taken = new boolean[tokens.size()];
        for (Match<Concept> mention : glossary.mentions(tokens)) {
            Concept concept = mention.value();
            concepts.put(concept, concept.weight() * (concept.aspect() ? ASPECT_WEIGHT : 1));
            for (int i = mention.start(); i < mention.end(); i++) {
                taken[i] = true;
            }
        }
        for (int i = 0; i < taken.length; i++) {
            rest.append(taken[i] ? "\n" : tokens.get(i).word()).append(tokens.get(i).isHan() ? "" : " ");
        }
        return new Asked(concepts, List.copyOf(Set.copyOf(index.terms(rest.toString()))));
    }

    /** What a question asks about: concepts with their weights, and the words that no concept has. */
    private record Asked(Map<Concept, Double> concepts, List<String> words) {}
}
