package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.corpus.Divergence.Kind;
import ai.relayme.policybot.corpus.Divergence.Side;
import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.divergence.SectionAligner.Pair;
import ai.relayme.policybot.divergence.Text.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Two versions of one document, held against each other. */
final class VersionPair {
    /** How much more two passages must have in common with each other's place than with their own to be misplaced. */
    private static final double CLEARLY_MORE = 0.2;

    private final Text first;
    private final Text second;
    private final List<Divergence> found = new ArrayList<>();

    VersionPair(Text first, Text second) {
        this.first = first;
        this.second = second;
    }

    /** Where they disagree, in reading order. */
    List<Divergence> divergences() {
        Document one = first.document();
        Document other = second.document();
        if (!one.version().equals(other.version())) {
            found.add(new Divergence(Kind.VERSION, one.id(),
                    new Side(one.language(), one.title(), List.of(one.version())),
                    new Side(other.language(), other.title(), List.of(other.version()))));
        }
        Set<Integer> sections = new TreeSet<>(first.sections());
        sections.addAll(second.sections());
        sections.forEach(this::section);
        return List.copyOf(found);
    }

    private void section(int number) {
        List<Part> ones = first.section(number);
        List<Part> others = second.section(number);
        if (!ones.isEmpty() && !others.isEmpty()) {
            found.addAll(new PartPair(first.heading(number), second.heading(number)).divergences());
        }
        Set<Integer> misplaced = ones.size() == others.size() ? misplaced(ones, others) : Set.of();
        for (Pair pair : SectionAligner.align(ones, others, VersionPair::likeness)) {
            if (pair.isGap()) {
                found.add(missing(pair, ones, others));
            } else if (misplaced.contains(pair.first())) {
                found.add(PartPair.divergence(Kind.ORDER, ones.get(pair.first()), others.get(pair.second())));
            } else {
                found.addAll(new PartPair(ones.get(pair.first()), others.get(pair.second())).divergences());
            }
        }
    }

    private Divergence missing(Pair pair, List<Part> ones, List<Part> others) {
        boolean inSecond = pair.second() < 0;
        Part there = inSecond ? ones.get(pair.first()) : others.get(pair.second());
        Side nothing = new Side((inSecond ? second : first).document().language(), "", List.of());
        Side text = new Side(there.language(), there.text(), List.of());
        return new Divergence(Kind.MISSING_PASSAGE, there.place(), inSecond ? text : nothing,
                inSecond ? nothing : text);
    }

    /** Places whose passage is clearly more like one in another place, which is most like it in turn. */
    private static Set<Integer> misplaced(List<Part> ones, List<Part> others) {
        Set<Integer> misplaced = new HashSet<>();
        for (int i = 0; i < ones.size(); i++) {
            int most = i;
            for (int j = 0; j < others.size(); j++) {
                most = likeness(ones.get(i), others.get(j)) > likeness(ones.get(i), others.get(most)) ? j : most;
            }
            double elsewhere = likeness(ones.get(i), others.get(most));
            if (elsewhere - likeness(ones.get(i), others.get(i)) > CLEARLY_MORE
                    && elsewhere - likeness(ones.get(most), others.get(most)) > CLEARLY_MORE) {
                misplaced.add(i);
            }
        }
        return misplaced;
    }

    /** How much two passages have in common, 0 to 1. */
    static double likeness(Part one, Part other) {
        if (one.language().isChinese() && other.language().isChinese()) {
            return dice(one.bigrams(), other.bigrams());
        }
        return dice(one.signals().features(), other.signals().features());
    }

    /**
     * Twice what two sets share as a part of what they have (L. R. Dice, Measures of the amount of ecologic association
     * between species, Ecology 26, 1945).
     */
    private static double dice(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long shared = one.stream().filter(other::contains).count();
        return 2.0 * shared / (one.size() + other.size());
    }
}
