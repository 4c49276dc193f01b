package ai.relayme.policybot.retrieval;

import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads from a question's words what it asks about. Immutable. */
final class QuestionReader {
    /** A specific thing weighs as much as two ordinary ones. */
    private static final double ASPECT_WEIGHT = 2;

    /** What the question before asked about counts for less than what this one asks about. */
    private static final double EARLIER_SHARE = 0.4;

    /** What either of two judgements leaves out is unlikely, not impossible. */
    private static final double LEAST_CHANCE = 0.003;

    private static final Pattern QUANTITY = Pattern
            .compile(
                    "\\bhow (?:many|much|often|big|large|old|high)\\b|\\bwhat (?:percentage|share|number|amount|rate)\\b"
                            + "|多少|[几幾](?![乎率点點])|多[久大高]",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern FREQUENCY = Pattern.compile(
            "\\bhow (?:often|frequently|regularly)\\b|(?:多久|[几幾]耐|多[长長][时時][间間]|[几幾多][天日]).*[一1][次回趟遍]"
                    + "|[几幾]多?[次回]|隔多|隔[几幾]",
            Pattern.CASE_INSENSITIVE);

    private final Glossary glossary;
    private final ConceptClassifier classifier;
    private final Tokenizer tokenizer;

    QuestionReader(Glossary glossary, ConceptClassifier classifier, Tokenizer tokenizer) {
        this.glossary = glossary;
        this.classifier = classifier;
        this.tokenizer = tokenizer;
    }

    /**
     * Whether at least half of the question's words are known, from the training or the corpus: in a text of a language that
     * is none of ours, or of no language, the few words that seem to be ours say nothing.
     */
    boolean isUnderstood(IndexedQuestion question, PassageIndex index) {
        List<Token> words = tokenizer.tokens(question.query().text());
        long known = words.stream().filter(word -> classifier.knows(word) || index.has(word.word())).count();
        return 2 * known >= words.size();
    }

    /** What the question asks about. */
    Asked read(IndexedQuestion question) {
        Query query = question.query();
        Map<Concept, Double> mentioned = new LinkedHashMap<>();
        for (Concept concept : glossary.concepts(tokenizer.tokens(query.text()))) {
            mentioned.put(concept, concept.weight() * (concept.aspect() ? ASPECT_WEIGHT : 1));
        }
        double all = sum(mentioned);
        mentioned.replaceAll((concept, weight) -> weight / all);
        return new Asked(mentioned, mixed(chances(query), question.topics()),
                QUANTITY.matcher(query.text()).find(), FREQUENCY.matcher(query.text()).find());
    }

    /**
     * Two judgements made of different evidence are together better than either. What its place among the meanings says
     * counts as much as what its words say: the root of the product, in shares of all.
     */
    private static Map<Concept, Double> mixed(Map<Concept, Double> byWords, Map<Concept, Double> byMeaning) {
        if (byMeaning.isEmpty()) {
            return byWords;
        }
        Map<Concept, Double> both = new HashMap<>();
        Stream.concat(byWords.keySet().stream(), byMeaning.keySet().stream()).forEach(concept -> both.put(concept,
                Math.sqrt(byWords.getOrDefault(concept, LEAST_CHANCE)
                        * byMeaning.getOrDefault(concept, LEAST_CHANCE))));
        double all = sum(both) + Math.sqrt(rest(byWords) * rest(byMeaning));
        both.replaceAll((concept, chance) -> chance / all);
        return both;
    }

    private static double rest(Map<Concept, Double> chances) {
        return Math.max(0, 1 - sum(chances));
    }

    private static double sum(Map<Concept, Double> chances) {
        return chances.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private Map<Concept, Double> chances(Query query) {
        Map<Concept, Double> now = classifier.chances(query.text());
        if (query.earlier().isEmpty()) {
            return now;
        }
        Map<Concept, Double> both = new HashMap<>();
        now.forEach((concept, chance) -> both.merge(concept, (1 - EARLIER_SHARE) * chance, Double::sum));
        classifier.chances(query.earlier())
                .forEach((concept, chance) -> both.merge(concept, EARLIER_SHARE * chance, Double::sum));
        return both;
    }
}
