package ai.relayme.policybot.corpus;

import ai.relayme.policybot.language.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the language versions of one corpus disagree. Immutable. */
public final class Divergences {
    private final List<Divergence> all;
    private final Map<String, List<Divergence>> byPlace;

    Divergences(List<Divergence> all) {
        this.all = List.copyOf(all);
        this.byPlace = all.stream().collect(Collectors.groupingBy(Divergence::place));
    }

    /** Every disagreement, in reading order of the documents. */
    public List<Divergence> all() {
        return all;
    }

    /**
     * Whether any two versions disagree on the passage of this id, or number its section differently from it on, so that
     * its number does not name the same clause in all of them.
     */
    public boolean concern(Passage passage) {
        return byPlace.containsKey(passage.id())
                || all.stream().anyMatch(divergence -> shifts(divergence, passage));
    }

    /** Whether that other version disagrees with the passage's own. */
    boolean between(Passage passage, Language other) {
        return byPlace.getOrDefault(passage.id(), List.of()).stream()
                .anyMatch(divergence -> divergence.involves(passage.language()) && divergence.involves(other));
    }

    /** Whether the passage of the same id in the other language is the same clause, as far as the comparison can tell. */
    boolean isSameClause(Passage passage, Language other) {
        return all.stream().noneMatch(divergence -> divergence.involves(passage.language())
                && divergence.involves(other) && shifts(divergence, passage));
    }

    /** Whether a passage is missing before that one in its section, or it stands in another place. */
    private static boolean shifts(Divergence divergence, Passage passage) {
        String section = passage.document() + ":" + passage.section() + ".";
        if (!divergence.kind().shiftsNumbers() || !divergence.place().startsWith(section)) {
            return false;
        }
        int ordinal = Integer.parseInt(divergence.place().substring(section.length()));
        return divergence.kind() == Divergence.Kind.ORDER
                ? ordinal == passage.ordinal()
                : ordinal <= passage.ordinal();
    }
}
