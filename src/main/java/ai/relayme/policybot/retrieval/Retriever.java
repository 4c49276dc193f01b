package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.TermMatcher.Match;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Ranks passages for a question and tells whether the best of them speak of what it asks. Immutable. */
public final class Retriever {
    /** How many passages are looked at: a long list and its neighbours. */
    private static final int DEPTH = 12;

    /** The least support to answer from; set on the development questions so that abstaining costs few right answers. */
    private static final double THRESHOLD = 0.34;

    /** A specific thing weighs as much as two ordinary ones. */
    private static final double ASPECT_WEIGHT = 2;

    /** Concepts under this weight are in every policy: that a passage has one proves nothing. */
    private static final double SPECIFIC_WEIGHT = 0.5;

    /** A word that is in no glossary but stands in the corpus tells a little; any other is idle talk. */
    private static final double WORD_WEIGHT = 0.2;

    /** A passage about something related, or in a section about it, covers a concept in part only. */
    private static final double RELATED_SHARE = 0.8;

    /** A question of more parts than this is a story, whose parts are not questions of their own. */
    private static final int MOST_PARTS = 3;

    /** Two sentences may both ask; of three and more the first ones usually tell what led to the question. */
    private static final int FEWEST_STORY_SENTENCES = 3;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[?\uFF1F!\uFF01\u3002])\\s*|(?<=[.])\\s+");

    private static final Pattern PART_BREAK = Pattern
            .compile("[?？!！。;；,，]+\\s*|\\s+(?:and|plus|also)\\s+|另外|还有|還有|同埋|以及|顺便|順便");

    private final Glossary glossary;
    private final Tokenizer tokenizer;

    public Retriever(Glossary glossary, Tokenizer tokenizer) {
        this.glossary = glossary;
        this.tokenizer = tokenizer;
    }

    /** What that index has for the query. */
    public Retrieval retrieve(PassageIndex index, Query question) {
        Query query = focused(question);
        Found whole = find(index, query);
        Set<Passage> best = new LinkedHashSet<>();
        whole.ranked().stream().limit(1).forEach(hit -> best.add(hit.passage()));
        if (whole.uncovered().isEmpty()) {
            for (String part : parts(query.text())) {
                Found found = find(index, new Query(part, "", query.language(), query.documents()));
                if (found.uncovered().isEmpty() && found.support() >= THRESHOLD && found.isSpecific()) {
                    best.add(found.ranked().getFirst().passage());
                }
            }
        }
        return new Retrieval(query, index.corpus(), whole.ranked(), List.copyOf(best), whole.support(), THRESHOLD,
                whole.uncovered());
    }

    /** Of a story that ends in a question the question is searched; the story only helps to understand it. */
    private static Query focused(Query query) {
        List<String> sentences = Arrays.stream(SENTENCE_END.split(query.text(), -1)).filter(part -> !part.isBlank())
                .toList();
        List<String> questions = sentences.stream().filter(part -> part.endsWith("?") || part.endsWith("\uFF1F"))
                .toList();
        if (sentences.size() < FEWEST_STORY_SENTENCES) {
            return query;
        }
        String focus = questions.isEmpty() ? sentences.getLast() : String.join(" ", questions);
        return new Query(focus, (query.earlier() + " " + query.text()).strip(), query.language(), query.documents());
    }

    private static List<String> parts(String question) {
        List<String> parts = new ArrayList<>();
        for (String part : PART_BREAK.split(question, -1)) {
            if (!part.isBlank()) {
                parts.add(part);
            }
        }
        return parts.size() > 1 && parts.size() <= MOST_PARTS ? parts : List.of();
    }

    private Found find(PassageIndex index, Query query) {
        List<RankedPassage> ranked = index.search(query, DEPTH);
        Asked asked = asked(index, query.text());
        List<Concept> aspects = asked.concepts().keySet().stream().filter(Concept::aspect).toList();
        Optional<String> uncovered = aspects.stream()
                .filter(aspect -> ranked.stream().noneMatch(hit -> index.concepts(hit.passage()).contains(aspect)))
                .map(Concept::id).findFirst();
        // what only sounds alike is no answer to a question about something specific
        List<RankedPassage> eligible = aspects.isEmpty() || uncovered.isPresent()
                ? ranked
                : ranked.stream().filter(hit -> aspects.stream().anyMatch(index.concepts(hit.passage())::contains))
                        .toList();
        eligible = leadFirst(index, eligible, asked);
        double support = eligible.isEmpty() ? 0 : support(index, eligible.getFirst().passage(), asked);
        return new Found(eligible, support, uncovered, asked);
    }

    /**
     * Where the best passage is an item of a list and speaks of nothing asked about but what the section's heading
     * names, the question is about the list: its lead goes first.
     */
    private static List<RankedPassage> leadFirst(PassageIndex index, List<RankedPassage> ranked, Asked asked) {
        if (ranked.isEmpty() || !ranked.getFirst().passage().isListItem()) {
            return ranked;
        }
        Passage item = ranked.getFirst().passage();
        Optional<Passage> lead = index.corpus().documentOf(item).passages().stream()
                .filter(passage -> passage.text().equals(item.lead())).findFirst();
        if (lead.isEmpty()) {
            return ranked;
        }
        Set<Concept> ofHeading = index.headingConcepts(item);
        Set<Concept> own = new HashSet<>(index.concepts(item));
        own.retainAll(asked.concepts().keySet());
        Set<String> words = new HashSet<>(asked.words());
        words.retainAll(index.terms(item));
        own.removeIf(concept -> concept.weight() < SPECIFIC_WEIGHT);
        if (own.isEmpty() || !ofHeading.containsAll(own) || !words.isEmpty()) {
            return ranked;
        }
        List<RankedPassage> reordered = new ArrayList<>();
        reordered.add(new RankedPassage(lead.get(), ranked.getFirst().score(), ranked.getFirst().signals()));
        ranked.stream().filter(hit -> !hit.passage().equals(lead.get())).forEach(reordered::add);
        return reordered;
    }

    /**
     * How much of what is asked about that passage speaks of, from 0 to 1: half for the one thing it speaks of most
     * plainly, half for the share of all things that it speaks of.
     */
    private static double support(PassageIndex index, Passage passage, Asked asked) {
        Set<Concept> spoken = index.concepts(passage);
        Set<Concept> around = index.contextConcepts(passage);
        double most = 0;
        double covered = 0;
        double total = 0;
        for (Map.Entry<Concept, Double> unit : asked.concepts().entrySet()) {
            double cover = cover(unit.getKey(), spoken, around);
            total += unit.getValue();
            covered += unit.getValue() * cover;
            if (unit.getKey().weight() >= SPECIFIC_WEIGHT) {
                most = Math.max(most, cover);
            }
        }
        Set<String> words = index.terms(passage);
        for (String word : asked.words()) {
            total += WORD_WEIGHT;
            covered += words.contains(word) ? WORD_WEIGHT : 0;
        }
        return total == 0 ? 0 : most / 2 + covered / total / 2;
    }

    private static double cover(Concept concept, Set<Concept> spoken, Set<Concept> around) {
        if (spoken.contains(concept)) {
            return 1;
        }
        double best = around.contains(concept) ? RELATED_SHARE : 0;
        for (Concept other : spoken) {
            best = Math.max(best, RELATED_SHARE * concept.see().getOrDefault(other.id(), 0.0));
        }
        for (Concept other : around) {
            best = Math.max(best, RELATED_SHARE * RELATED_SHARE * concept.see().getOrDefault(other.id(), 0.0));
        }
        return best;
    }

    private Asked asked(PassageIndex index, String question) {
        List<Token> tokens = tokenizer.tokens(question);
        Map<Concept, Double> concepts = new LinkedHashMap<>();
        boolean[] taken = new boolean[tokens.size()];
        for (Match<Concept> mention : glossary.mentions(tokens)) {
            Concept concept = mention.value();
            concepts.put(concept, concept.weight() * (concept.aspect() ? ASPECT_WEIGHT : 1));
            for (int i = mention.start(); i < mention.end(); i++) {
                taken[i] = true;
            }
        }
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < taken.length; i++) {
            rest.append(taken[i] ? "\n" : tokens.get(i).word()).append(tokens.get(i).isHan() ? "" : " ");
        }
        Set<String> words = new HashSet<>(index.terms(rest.toString()));
        words.removeIf(word -> !index.knows(word));
        return new Asked(concepts, words);
    }

    /** What a question asks about: concepts with their weights, and the corpus's words that no concept has. */
    private record Asked(Map<Concept, Double> concepts, Set<String> words) {}

    private record Found(List<RankedPassage> ranked, double support, Optional<String> uncovered, Asked asked) {
        boolean isSpecific() {
            return asked.concepts().keySet().stream().anyMatch(concept -> concept.weight() >= SPECIFIC_WEIGHT);
        }
    }
}
