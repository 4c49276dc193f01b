package ai.relayme.policybot.glossary;

import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The concepts of the privacy field and the terms that stand for them. Immutable. */
public final class Glossary {
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    private final TermMatcher<Concept> terms;
    private final Map<String, Concept> concepts;
    private final Set<String> words;

    /** Reads the glossary that comes with the program. */
    public Glossary(Tokenizer tokenizer) {
        TermMatcher.Builder<Concept> builder = new TermMatcher.Builder<>(tokenizer);
        Map<String, Concept> byId = new HashMap<>();
        Set<String> english = new HashSet<>();
        for (BlockFile.Block block : BlockFile.read(Glossary.class, "glossary.txt")) {
            Concept concept = concept(block);
            byId.put(concept.id(), concept);
            block.values("en").forEach(term -> {
                builder.add(term, concept);
                WORD.matcher(term).results().forEach(word -> english.add(word.group()));
            });
            block.values("zh").forEach(term -> builder.add(term, concept));
        }
        terms = builder.build();
        concepts = Map.copyOf(byId);
        words = Set.copyOf(english);
    }

    private static Concept concept(BlockFile.Block block) {
        double weight = block.values("weight").stream().mapToDouble(Double::parseDouble).findFirst().orElse(1);
        Map<String, Double> see = new HashMap<>();
        for (String related : block.values("see")) {
            int space = related.lastIndexOf(' ');
            see.put(related.substring(0, space).strip(), Double.valueOf(related.substring(space + 1)));
        }
        return new Concept(block.name(), weight, block.values("aspect").contains("yes"), see);
    }

    /** The concepts that the tokens speak of, in order of their first mention. */
    public Set<Concept> concepts(List<Token> tokens) {
        Set<Concept> found = new LinkedHashSet<>();
        mentions(tokens).forEach(match -> found.add(match.value()));
        return found;
    }

    /** Every mention of a concept in the tokens, the longest term where terms overlap. */
    public List<TermMatcher.Match<Concept>> mentions(List<Token> tokens) {
        return terms.longest(tokens);
    }

    /** Every English word of the terms, lower-cased. */
    public Set<String> words() {
        return words;
    }

    /** Every concept there is, by id. */
    public Map<String, Concept> all() {
        return concepts;
    }
}
