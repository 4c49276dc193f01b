package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ranks passages for a question and tells whether the best of them answer it. Immutable. */
public final class Retriever {
    /** How many passages are weighed: those that the index finds best. */
    private static final int WEIGHED = 100;

    /** How many passages are kept: a long list and its neighbours. */
    private static final int DEPTH = 12;

    /**
     * The least chance to answer from. A wrong answer is worse than none, so it lies over a half: at 0.5 the golden sets
     * had 4 of 100 more wrong answers to what the corpus does not say, and 2 of 100 fewer wrong abstentions.
     */
    private static final double THRESHOLD = 0.65;

    /** A part of a question is answered on its own where it is this sure of what it asks. */
    private static final double PART_THRESHOLD = 0.8;

    /** And so far must its best passage be ahead of the next one. */
    private static final double PART_LEAD = 0.5;

    /** A best passage less likely than this may be the wrong one: then the next is given with it. */
    private static final double SURE = 0.8;

    /** Where the next is this likely. Over the golden sets one question in fifty more finds its answer, at 3 % of precision. */
    private static final double LIKELY_TOO = 0.12;

    /** Something that no passage speaks of and the question likely asks about is told as the reason. */
    private static final double LIKELY = 0.2;

    private final QuestionReader reader;
    private final Weights fit = Weights.read("fit", Fit.NAMES);
    private final Weights evidence = Weights.read("evidence", Evidence.NAMES);

    public Retriever(Glossary glossary, ConceptClassifier classifier, Tokenizer tokenizer) {
        this.reader = new QuestionReader(glossary, classifier, tokenizer);
    }

    /** What that index has for the query. */
    public Retrieval retrieve(PassageIndex index, Query question) {
        Query query = QuestionParts.focused(question);
        Found whole = find(index, query);
        List<Passage> best = new ArrayList<>();
        whole.ranked().stream().limit(1).forEach(hit -> best.add(hit.passage()));
        whole.runnerUp().filter(next -> isApart(next, best.getFirst())).ifPresent(best::add);
        Set<Passage> parts = parts(index, query);
        if (!best.isEmpty() && parts.contains(best.getFirst())) {
            parts.stream().filter(part -> best.stream().allMatch(other -> isApart(part, other))).forEach(best::add);
        }
        return new Retrieval(query, index.corpus(), whole.ranked(), best, whole.asked(), whole.chance(), THRESHOLD,
                whole.uncovered());
    }

    /** The passages that answer the question's parts, in the order of the parts, none twice. */
    private Set<Passage> parts(PassageIndex index, Query query) {
        Set<Passage> answering = new LinkedHashSet<>();
        for (String part : QuestionParts.of(query.text())) {
            Found found = find(index, new Query(part, "", query.language(), query.documents()));
            if (found.chance() >= PART_THRESHOLD && found.lead() >= PART_LEAD) {
                answering.add(found.ranked().getFirst().passage());
            }
        }
        return answering;
    }

    private static boolean isApart(Passage one, Passage other) {
        return !one.equals(other) && !isListOf(one, other) && !isListOf(other, one);
    }

    /** Whether the one introduces the list in which the other stands. */
    private static boolean isListOf(Passage lead, Passage item) {
        return item.isListItem() && item.section() == lead.section() && item.document().equals(lead.document())
                && item.lead().equals(lead.text());
    }

    private Found find(PassageIndex index, Query query) {
        Asked asked = reader.read(index, query);
        List<RankedPassage> hits = index.search(query, WEIGHED);
        if (hits.isEmpty()) {
            return new Found(List.of(), asked.chances(), 0, Optional.empty());
        }
        double top = Math.max(Double.MIN_NORMAL, hits.getFirst().score());
        List<RankedPassage> weighed = new ArrayList<>();
        for (RankedPassage hit : hits) {
            weighed.add(new RankedPassage(hit.passage(), fit.sum(Fit.of(index, hit, asked, hit.score() / top)),
                    hit.signals()));
        }
        weighed.sort(Comparator.comparingDouble(RankedPassage::score).reversed());
        double greatest = weighed.getFirst().score();
        double sum = weighed.stream().mapToDouble(hit -> Math.exp(hit.score() - greatest)).sum();
        List<RankedPassage> ranked = weighed.stream()
                .map(hit -> new RankedPassage(hit.passage(), Math.exp(hit.score() - greatest) / sum, hit.signals()))
                .toList();
        double chance = chance(evidence.sum(Evidence.of(index, asked, ranked, greatest)));
        return new Found(ranked.subList(0, Math.min(DEPTH, ranked.size())), asked.chances(), chance,
                uncovered(index, asked, ranked));
    }

    /** Whether that sum of weighed evidence is enough to answer from. */
    static boolean isEnough(double sum) {
        return chance(sum) >= THRESHOLD;
    }

    private static double chance(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }

    /** The likeliest specific thing that the question asks about and none of the passages speaks of. */
    private static Optional<String> uncovered(PassageIndex index, Asked asked, List<RankedPassage> ranked) {
        Set<Concept> spoken = new HashSet<>();
        ranked.forEach(hit -> spoken.addAll(index.concepts(hit.passage())));
        return asked.chances().entrySet().stream()
                .filter(entry -> entry.getValue() >= LIKELY && !spoken.contains(entry.getKey())
                        && !entry.getKey().id().equals(Evidence.OFF_TOPIC))
                .max(Map.Entry.comparingByValue()).map(entry -> entry.getKey().id());
    }

    private record Found(List<RankedPassage> ranked, Map<Concept, Double> asked, double chance,
            Optional<String> uncovered) {
        /** The second passage, where the best one is not sure and this one likely, too. */
        Optional<Passage> runnerUp() {
            return ranked.size() > 1 && ranked.get(0).score() < SURE && ranked.get(1).score() >= LIKELY_TOO
                    ? Optional.of(ranked.get(1).passage())
                    : Optional.empty();
        }

        /** How far the best passage is ahead of the next one, from 0 to 1. */
        double lead() {
            return ranked.isEmpty() ? 0 : ranked.getFirst().score() - (ranked.size() > 1 ? ranked.get(1).score() : 0);
        }
    }
}
