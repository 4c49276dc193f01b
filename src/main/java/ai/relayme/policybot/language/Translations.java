package ai.relayme.policybot.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The program's own texts of one kind: a {@link BlockFile} with a block for each and a line for each language. Immutable. */
public final class Translations {
    private final String resource;
    private final Map<String, BlockFile.Block> blocks = new LinkedHashMap<>();

    /**
     * Reads a class path resource of that owner.
     *
     * @throws IllegalStateException if the file is missing or a line is not of the form: it is part of the program
     */
    public Translations(Class<?> owner, String resource) {
        this.resource = resource;
        BlockFile.read(owner, resource).forEach(block -> blocks.put(block.name(), block));
    }

    /** The texts' names, in the file's order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(blocks.keySet());
    }

    /** The text of that name in that language, if there is one. */
    public Optional<String> find(String name, Language language) {
        return Optional.ofNullable(blocks.get(name)).map(block -> block.values(language.tag()))
                .filter(parts -> !parts.isEmpty()).map(parts -> String.join("; ", parts));
    }

    /**
     * The text of that name in that language.
     *
     * @throws IllegalStateException if there is none
     */
    public String of(String name, Language language) {
        return find(name, language)
                .orElseThrow(() -> new IllegalStateException(resource + " has no " + name + " in " + language));
    }
}
