package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.glossary.KnownConcept;
import ai.relayme.policybot.language.PointingWords;
import ai.relayme.policybot.language.Tokenizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ranks passages for a question and tells whether the best of them answer it. Immutable. */
public final class Retriever {
    /** How many passages are weighed: those that the index finds best. */
    private static final int WEIGHED = 100;

    /** How many passages are kept: a long list and its neighbours. */
    private static final int DEPTH = 12;

    /**
     * The least chance to answer from. A wrong answer is worse than none, so it lies over a half: at 0.6 the golden sets had
     * 4 of 601 more wrong answers to what the corpus does not say, and 2 of 1,259 fewer wrong abstentions.
     */
    private static final double THRESHOLD = 0.7;

    /** Whoever names the very thing that no passage speaks of is not answered by what only mentions it. */
    private static final double STRICT_THRESHOLD = 0.95;

    /** A part of a question is answered on its own where it is this sure of what it asks. */
    private static final double PART_THRESHOLD = 0.7;

    /** And so far must its best passage be ahead of the next one. */
    private static final double PART_LEAD = 0.5;

    /** Before a whole list is given for it, what it asks about must be this likely: words that lead to a question ask nothing. */
    private static final double PART_CLEAR = 0.25;

    /** So sure must every part be for the whole to be answered that by itself would not be: a part alone misses its context. */
    private static final double PARTS_SURE = 0.9;

    /** Passages less likely than this together may all be the wrong ones: then the next is given with them. */
    private static final double SURE = 0.88;

    /** Where the next is this likely. Over the golden sets one question in thirty more finds its answer, at 5 % of precision. */
    private static final double LIKELY_TOO = 0.06;

    /** A whole list is much to read for whoever did not ask for it. */
    private static final double LIST_LIKELY_TOO = 0.15;

    /** More passages would be no answer. */
    private static final int MOST_GIVEN = 3;

    /** What answers one part of a question whose other part nothing answers stands out in the whole as well. */
    private static final double LIKELY_HALF = 0.15;

    /** Something that no passage speaks of and the question likely asks about is told as the reason. */
    private static final double LIKELY = 0.2;

    /** A concept that sees another as strongly as this is a kind of it. */
    private static final double IS_ONE = 0.5;

    private final Glossary glossary;
    private final Tokenizer tokenizer;
    private final QuestionReader reader;
    private final Weights fit = Weights.read("fit", Fit.NAMES);
    private final Weights evidence = Weights.read("evidence", Evidence.NAMES);

    public Retriever(Glossary glossary, ConceptClassifier classifier, Tokenizer tokenizer) {
        this.glossary = glossary;
        this.tokenizer = tokenizer;
        this.reader = new QuestionReader(glossary, classifier, tokenizer);
    }

    /** What that index has for the query. */
    public Retrieval retrieve(PassageIndex index, Query question) {
        Query query = QuestionParts.focused(question);
        Found whole = find(index, query);
        Parts parts = parts(index, query);
        double chance = Math.max(whole.chance(), parts.sure());
        if (chance < whole.threshold() && parts.isHalfAnswered()) {
            List<Found> likely = parts.surely().values().stream().filter(part -> whole.isLikely(part.best())).toList();
            if (!likely.isEmpty()) {
                // what stands is as sure as the least sure part of it
                Found least = Collections.min(likely, Comparator.comparingDouble(Found::chance));
                return new Retrieval(query, index.corpus(), whole.ranked(), likely.stream().map(Found::best).toList(),
                        whole.asked(), least.chance(), least.threshold(), whole.uncovered(), parts.silent());
            }
        }
        return new Retrieval(query, index.corpus(), whole.ranked(),
                withPurpose(index, whole, best(index, parts, whole)), whole.asked(), chance, whole.threshold(),
                whole.uncovered(), parts.isHalfAnswered() ? parts.silent() : List.of());
    }

    /**
     * The likeliest passages for the whole and for its parts, those that surely answer a part in the order of the parts. Where
     * each part has an answer of its own and the whole is not sure, they alone.
     */
    private static List<Passage> best(PassageIndex index, Parts parts, Found whole) {
        if (whole.ranked().isEmpty()) {
            return List.of();
        }
        List<Passage> best = likeliest(index, whole.ranked());
        if (!best.isEmpty() && parts.found().contains(best.getFirst())) {
            List<Passage> all = joined(best, parts.answering());
            return parts.surely().containsKey(best.getFirst()) ? inOrder(all, parts.surely().keySet()) : all;
        }
        return parts.each() && (whole.chance() < whole.threshold() || whole.ranked().getFirst().score() < SURE)
                ? List.copyOf(parts.answering())
                : best;
    }

    /** All of them, those that stand in both once. */
    private static List<Passage> joined(Collection<Passage> first, Collection<Passage> next) {
        return Stream.concat(first.stream(), next.stream()).distinct().toList();
    }

    /** As the visitor asked, so it is answered: those that surely answer a part in the order of the parts, then the others. */
    private static List<Passage> inOrder(List<Passage> best, Set<Passage> surely) {
        List<Passage> ordered = new ArrayList<>(surely);
        ordered.retainAll(best);
        best.stream().filter(passage -> !surely.contains(passage)).forEach(ordered::add);
        return ordered;
    }

    /** The best passage, and those after it while it is not sure that the answer is among them. */
    private static List<Passage> likeliest(PassageIndex index, List<RankedPassage> ranked) {
        List<Passage> likeliest = new ArrayList<>();
        double together = 0;
        for (RankedPassage next : ranked.subList(0, Math.min(MOST_GIVEN, ranked.size()))) {
            double least = index.isLead(next.passage()) ? LIST_LIKELY_TOO : LIKELY_TOO;
            if (likeliest.isEmpty()
                    || (together < SURE && next.score() >= least && isApart(next.passage(), likeliest))) {
                likeliest.add(next.passage());
            }
            together += next.score();
        }
        return likeliest;
    }

    /**
     * A passage that names the document in which what was asked would stand, where the corpus does not have that document: the
     * list of a site's legal pages names its refund policy.
     */
    public Optional<Passage> naming(PassageIndex index, Retrieval retrieval) {
        Set<Concept> asked = retrieval.asked().entrySet().stream().max(Map.Entry.comparingByValue())
                .filter(likeliest -> likeliest.getValue() >= LIKELY).map(likeliest -> pages(likeliest.getKey()))
                .orElse(Set.of());
        Set<Concept> had = retrieval.corpus().documents().stream()
                .flatMap(document -> glossary.concepts(tokenizer.tokens(document.title())).stream())
                .collect(Collectors.toSet());
        return asked.stream().filter(page -> !had.contains(page))
                .flatMap(page -> index.about(page.id(), retrieval.query().language()).stream())
                .map(RankedPassage::passage).findFirst();
    }

    /** The kinds of documents that a concept is, or has a page of its own among. */
    private Set<Concept> pages(Concept concept) {
        return Stream.concat(Stream.of(concept), glossary.all().values().stream().filter(concept::sees))
                .filter(page -> page.see().stream()
                        .anyMatch(related -> related.id().equals(KnownConcept.LEGAL_PAGES.id())
                                && related.share() >= IS_ONE))
                .collect(Collectors.toSet());
    }

    /** What each part of the question finds on its own. */
    private Parts parts(PassageIndex index, Query query) {
        List<String> parts = QuestionParts.of(query.text());
        // each is as sure as if it were asked alone
        boolean sentences = QuestionParts.areSentences(query.text(), parts);
        Set<Passage> first = new HashSet<>();
        Set<Passage> answering = new LinkedHashSet<>();
        Map<Passage, Found> surely = new LinkedHashMap<>();
        List<String> silent = new ArrayList<>();
        double least = 1;
        for (String part : parts) {
            Found found = find(index, new Query(part, "", query.language(), query.documents()));
            found.ranked().stream().limit(1).map(RankedPassage::passage).forEach(first::add);
            boolean apart = QuestionParts.asksItself(part)
                    && (part.equals(parts.getFirst()) || !PointingWords.in(part));
            boolean sure = found.chance() >= Math.max(PARTS_SURE, found.threshold());
            if (found.chance() >= PART_THRESHOLD && (found.lead() >= PART_LEAD || (apart && sure))
                    && (found.likeliest() >= PART_CLEAR || !index.isLead(found.best()))) {
                answering.add(found.best());
                if (apart && (sure || (sentences && found.chance() >= found.threshold()))) {
                    surely.putIfAbsent(found.best(), found);
                }
            }
            if (QuestionParts.asksItself(part) && found.uncovered().isPresent()
                    && found.chance() < found.threshold() / 2) {
                silent.add(part);
            }
            least = Math.min(least, found.chance() < found.threshold() ? 0 : found.chance());
        }
        return new Parts(first, answering, surely, silent, !parts.isEmpty() && answering.size() == parts.size(), least);
    }

    /** Whoever asks what something is collected for is told the likeliest purpose beside what is collected. */
    private List<Passage> withPurpose(PassageIndex index, Found found, List<Passage> best) {
        Optional<Concept> purposes = found.named().stream().filter(KnownConcept.PURPOSES::is).findFirst();
        if (purposes.isEmpty() || best.isEmpty() || !tellsWhatIsCollected(best.getFirst())
                || best.stream().anyMatch(passage -> isAround(purposes.get(), index, passage))) {
            return best;
        }
        return joined(best, found.ranked().stream().map(RankedPassage::passage)
                .filter(passage -> passage.isListItem() && isAround(purposes.get(), index, passage)).limit(1).toList());
    }

    private boolean tellsWhatIsCollected(Passage passage) {
        return glossary.concepts(tokenizer.tokens(passage.heading())).stream()
                .anyMatch(KnownConcept.DATA_CATEGORIES::is);
    }

    private static boolean isAround(Concept concept, PassageIndex index, Passage passage) {
        return index.content(passage).contextConcepts().contains(concept);
    }

    private static boolean isApart(Passage one, List<Passage> others) {
        return others.stream()
                .noneMatch(other -> one.equals(other) || one.introduces(other) || other.introduces(one));
    }

    private Found find(PassageIndex index, Query query) {
        IndexedQuestion question = index.read(query);
        Asked asked = reader.read(question);
        List<RankedPassage> hits = reader.isUnderstood(question, index)
                ? index.search(question, WEIGHED)
                : List.of();
        if (hits.isEmpty()) {
            return new Found(List.of(), Set.of(), asked.chances(), 0, THRESHOLD, Optional.empty());
        }
        double top = Math.max(Double.MIN_NORMAL, hits.getFirst().score());
        List<RankedPassage> weighed = new ArrayList<>();
        for (RankedPassage hit : hits) {
            weighed.add(new RankedPassage(hit.passage(),
                    fit.sum(Fit.of(index, hit, asked, hit.score() / top)),
                    hit.signals()));
        }
        weighed.sort(Comparator.comparingDouble(RankedPassage::score).reversed());
        double greatest = weighed.getFirst().score();
        double sum = weighed.stream().mapToDouble(hit -> Math.exp(hit.score() - greatest)).sum();
        List<RankedPassage> ranked = weighed.stream()
                .map(hit -> new RankedPassage(hit.passage(), Math.exp(hit.score() - greatest) / sum, hit.signals()))
                .toList();
        double chance = chance(evidence.sum(Evidence.of(index, asked, ranked, greatest)));
        Map<Concept, Double> unspoken = unspoken(index, asked, ranked);
        boolean named = asked.mentioned().keySet().stream().anyMatch(concept -> concept.aspect()
                && (unspoken.containsKey(concept)
                        || (isMeant(concept, asked) && isUnspoken(concept, index, ranked))));
        return new Found(ranked.subList(0, Math.min(DEPTH, ranked.size())), asked.mentioned().keySet(), asked.chances(),
                chance, named ? STRICT_THRESHOLD : THRESHOLD, uncovered(unspoken));
    }

    /** Whether what the question is likeliest about is related to what it names: the refund policy to the terms of refunds. */
    private static boolean isMeant(Concept named, Asked asked) {
        return asked.chances().entrySet().stream().max(Map.Entry.comparingByValue())
                .filter(likeliest -> likeliest.getKey().sees(named)).isPresent();
    }

    private static boolean isUnspoken(Concept concept, PassageIndex index, List<RankedPassage> ranked) {
        return ranked.stream().noneMatch(hit -> index.content(hit.passage()).concepts().contains(concept));
    }

    /** Whether that sum of weighed evidence is enough to answer from. */
    static boolean isEnough(double sum) {
        return chance(sum) >= THRESHOLD;
    }

    private static double chance(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }

    /** What the question likely asks about and none of the passages speaks of. */
    private static Map<Concept, Double> unspoken(PassageIndex index, Asked asked, List<RankedPassage> ranked) {
        Map<Concept, Double> unspoken = new HashMap<>(asked.chances());
        unspoken.values().removeIf(chance -> chance < LIKELY);
        ranked.forEach(hit -> unspoken.keySet().removeIf(index.content(hit.passage()).concepts()::contains));
        return unspoken;
    }

    /** The likeliest specific thing among what no passage speaks of. */
    private static Optional<String> uncovered(Map<Concept, Double> unspoken) {
        return unspoken.entrySet().stream().filter(entry -> !KnownConcept.OFF_TOPIC.is(entry.getKey()))
                .max(Map.Entry.comparingByValue()).map(entry -> entry.getKey().id());
    }

    /**
     * What the parts of a question find.
     *
     * @param found     the best passage of each, however sure
     * @param answering the passages that answer them, in the order of the parts, none twice
     * @param surely    those of them that answer a part which asks something of its own, and surely, with what it finds
     * @param silent    the parts that ask about something no passage speaks of
     * @param each      whether each part has one of its own
     * @param least     the chance of the least sure part, 0 where one is not to be answered
     */
    private record Parts(Set<Passage> found, Set<Passage> answering, Map<Passage, Found> surely,
            List<String> silent, boolean each, double least) {
        /** Whether one part is surely answered and another asks what no passage tells. */
        boolean isHalfAnswered() {
            return !silent.isEmpty() && !surely.isEmpty();
        }

        /** Two things asked in one breath blur each other: the whole is as sure as its parts where these are. */
        double sure() {
            return each && least >= PARTS_SURE ? least : 0;
        }
    }

    private record Found(List<RankedPassage> ranked, Set<Concept> named, Map<Concept, Double> asked, double chance,
            double threshold, Optional<String> uncovered) {
        /** The best passage, where any was found. */
        Passage best() {
            return ranked.getFirst().passage();
        }

        /** The chance of what it asks about most likely. */
        double likeliest() {
            return asked.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }

        /** Whether a passage may well be what the whole question asks for. */
        boolean isLikely(Passage passage) {
            return ranked.stream().anyMatch(hit -> hit.passage().equals(passage) && hit.score() >= LIKELY_HALF);
        }

        /** How far the best passage is ahead of the next one, from 0 to 1. */
        double lead() {
            return ranked.isEmpty() ? 0 : ranked.getFirst().score() - (ranked.size() > 1 ? ranked.get(1).score() : 0);
        }
    }
}
