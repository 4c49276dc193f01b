package ai.relayme.policybot.glossary;

import ai.relayme.policybot.hashing.Sha256;
import ai.relayme.policybot.language.BlockFile;
import ai.relayme.policybot.language.CompiledTerms;
import ai.relayme.policybot.language.NameTable;
import ai.relayme.policybot.language.TermMatcher;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.language.Tokenizer.Token;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The concepts of the privacy field and the terms that stand for them. Immutable. */
public final class Glossary {
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    /** Made of {@code glossary.txt} by the build, so that no start cuts its terms into words. */
    private static final String COMPILED = "glossary.bin";

    private final TermMatcher<Concept> terms;
    private final Map<String, Concept> concepts;
    private final NameTable words;

    private Glossary(TermMatcher<Concept> terms, Map<String, Concept> concepts, NameTable words) {
        this.terms = terms;
        this.concepts = Map.copyOf(concepts);
        this.words = words;
    }

    /**
     * Reads the glossary that comes with the program.
     *
     * @throws IllegalStateException if the build did not compile it
     */
    public static Glossary read() {
        try (DataInputStream in = CompiledTerms.open(Glossary.class, COMPILED)) {
            List<String> ids = NameTable.read(in).names();
            Map<String, Concept> concepts = HashMap.newHashMap(ids.size());
            for (int number = 0; number < ids.size(); number++) {
                double weight = in.readDouble();
                boolean aspect = in.readBoolean();
                List<Concept.Related> see = new ArrayList<>();
                for (int count = in.readInt(); count > 0; count--) {
                    int related = in.readInt();
                    see.add(new Concept.Related(ids.get(related), related, in.readDouble()));
                }
                concepts.put(ids.get(number), new Concept(ids.get(number), number, weight, aspect, see));
            }
            return new Glossary(TermMatcher.read(in, id -> Objects.requireNonNull(concepts.get(id))), concepts,
                    NameTable.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Compiles {@code glossary.txt} for {@link #read()}.
     *
     * @param classes the folder of the program's classes
     * @throws IllegalStateException if a line of the file is not of the form, or a {@link KnownConcept} is not there
     */
    public static void compile(Tokenizer tokenizer, Path classes) throws IOException {
        TermMatcher.Builder<Concept> terms = new TermMatcher.Builder<>(tokenizer);
        List<BlockFile.Block> blocks = BlockFile.read(Glossary.class, "glossary.txt");
        NameTable ids = NameTable.of(blocks.stream().map(BlockFile.Block::name).sorted().toList());
        for (KnownConcept known : KnownConcept.values()) {
            if (ids.place(known.id()) < 0) {
                throw new IllegalStateException("glossary.txt has no " + known.id() + ", which the program asks for");
            }
        }
        Map<Integer, Concept> concepts = new TreeMap<>();
        Set<String> english = new TreeSet<>();
        for (BlockFile.Block block : blocks) {
            Concept concept = concept(block, ids);
            concepts.put(concept.number(), concept);
            block.values("en").forEach(term -> {
                terms.add(term, concept);
                WORD.matcher(term).results().forEach(word -> english.add(word.group()));
            });
            block.values("zh").forEach(term -> terms.add(term, concept));
        }
        try (DataOutputStream out = CompiledTerms.create(classes, Glossary.class, COMPILED)) {
            ids.write(out);
            for (Concept concept : concepts.values()) {
                out.writeDouble(concept.weight());
                out.writeBoolean(concept.aspect());
                out.writeInt(concept.see().size());
                for (Concept.Related related : concept.see()) {
                    out.writeInt(related.number());
                    out.writeDouble(related.share());
                }
            }
            terms.build().write(out, Concept::id);
            NameTable.of(List.copyOf(english)).write(out);
        }
    }

    private static Concept concept(BlockFile.Block block, NameTable ids) {
        double weight = block.values("weight").stream().mapToDouble(Double::parseDouble).findFirst().orElse(1);
        List<Concept.Related> see = new ArrayList<>();
        for (String related : block.values("see")) {
            int space = related.lastIndexOf(' ');
            String id = related.substring(0, space).strip();
            if (ids.place(id) < 0) {
                throw new IllegalStateException(block.name() + " of glossary.txt sees " + id + ", which it has not");
            }
            see.add(new Concept.Related(id, ids.place(id), Double.parseDouble(related.substring(space + 1))));
        }
        return new Concept(block.name(), ids.place(block.name()), weight, block.values("aspect").contains("yes"), see);
    }

    /** Names exactly what the glossary that comes with the program is. */
    public String digest() {
        try (InputStream in = Glossary.class.getResourceAsStream(COMPILED)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + COMPILED);
            }
            return Sha256.hex(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
    public NameTable words() {
        return words;
    }

    /** The concept that the program knows by that name. */
    public Concept known(KnownConcept known) {
        return Objects.requireNonNull(concepts.get(known.id()));
    }

    /** Every concept there is, by id. */
    public Map<String, Concept> all() {
        return concepts;
    }
}
