package ai.relayme.policybot.divergence;

import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.corpus.Divergence.Kind;
import ai.relayme.policybot.corpus.Divergence.Side;
import ai.relayme.policybot.divergence.Signals.Cue;
import ai.relayme.policybot.divergence.Text.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same passage, or heading, in two versions. Chinese is held against Chinese more strictly than against English: the
 * two scripts' readers use other words, but write sentences and lists alike.
 */
final class PartPair {
    /** A translation is this much longer than another at most, or something was added; measured on parallel policies. */
    private static final double LONGEST_TRANSLATION = 1.6;
    private static final double LONGEST_IN_OTHER_SCRIPT = 1.25;
    /** Words, under which a length tells nothing. */
    private static final double SHORT = 8;
    /** Two texts of one language that share less than this are not the same clause. */
    private static final double LEAST_LIKENESS = 0.25;

    private final Part one;
    private final Part other;
    private final List<Divergence> found = new ArrayList<>();

    PartPair(Part one, Part other) {
        this.one = one;
        this.other = other;
    }

    /** Something in which the two disagree that no single word tells. */
    static Divergence divergence(Kind kind, Part one, Part other) {
        return divergence(kind, one, other, List.of(), List.of());
    }

    private static Divergence divergence(Kind kind, Part one, Part other, Collection<String> signals,
            Collection<String> otherSignals) {
        return new Divergence(kind, one.place(), new Side(one.language(), one.text(), List.copyOf(signals)),
                new Side(other.language(), other.text(), List.copyOf(otherSignals)));
    }

    /** In what they disagree. */
    List<Divergence> divergences() {
        if (one.untranslated() || other.untranslated()) {
            // two texts in one language: what else differs between them tells nothing
            return one.untranslated() && other.untranslated()
                    ? List.of()
                    : List.of(divergence(Kind.UNTRANSLATED, one, other));
        }
        values();
        cues();
        names();
        lists();
        lengths();
        return found;
    }

    private boolean bothChinese() {
        return one.language().isChinese() && other.language().isChinese();
    }

    private void add(Kind kind, Collection<String> signals, Collection<String> otherSignals) {
        found.add(divergence(kind, one, other, signals, otherSignals));
    }

    private void values() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        kinds.addAll(one.signals().values().keySet());
        kinds.addAll(other.signals().values().keySet());
        for (Kind kind : kinds) {
            List<String> values = one.signals().values().getOrDefault(kind, List.of());
            List<String> otherValues = other.signals().values().getOrDefault(kind, List.of());
            if (!values.equals(otherValues)) {
                add(kind, values, otherValues);
            }
        }
    }

    private void cues() {
        for (Cue cue : Cue.values()) {
            Count count = one.signals().cues().getOrDefault(cue, Count.NONE);
            Count otherCount = other.signals().cues().getOrDefault(cue, Count.NONE);
            if (!count.agrees(otherCount)) {
                add(cue.kind(), count.words(), otherCount.words());
            }
        }
    }

    private void names() {
        Set<String> names = new TreeSet<>(one.signals().names());
        Set<String> otherNames = new TreeSet<>(other.signals().names());
        if (bothChinese()) {
            names.addAll(one.signals().latin());
            otherNames.addAll(other.signals().latin());
        } else if (one.language().isChinese()) {
            addAlike(other.signals(), otherNames, one.signals(), names);
        } else {
            addAlike(one.signals(), names, other.signals(), otherNames);
        }
        if (!names.equals(otherNames)) {
            add(Kind.NAME, without(names, otherNames), without(otherNames, names));
        }
    }

    /** Chinese keeps the English acronyms, and every word that it has in Latin letters is one of the English text's. */
    private static void addAlike(Signals english, Set<String> ofEnglish, Signals chinese, Set<String> ofChinese) {
        ofEnglish.addAll(english.acronyms());
        chinese.latin().stream().filter(english.latin()::contains).forEach(ofEnglish::add);
        ofChinese.addAll(chinese.latin());
    }

    private static List<String> without(Set<String> some, Set<String> others) {
        return some.stream().filter(name -> !others.contains(name)).toList();
    }

    private void lists() {
        boolean agree = bothChinese()
                ? one.signals().listed() == other.signals().listed()
                : one.signals().separators().agrees(other.signals().separators());
        if (!agree) {
            add(Kind.LIST_LENGTH, List.of(), List.of());
        }
    }

    private void lengths() {
        double length = one.signals().length();
        double otherLength = other.signals().length();
        double longer = Math.max(length, otherLength);
        double ratio = longer / Math.max(1, Math.min(length, otherLength));
        boolean otherSentences = one.signals().sentences() != other.signals().sentences();
        double most = bothChinese() || otherSentences ? LONGEST_IN_OTHER_SCRIPT : LONGEST_TRANSLATION;
        if (longer >= SHORT && ratio > most) {
            add(Kind.MISSING_TEXT, List.of(), List.of());
        } else if (bothChinese() && longer >= SHORT && VersionPair.likeness(one, other) < LEAST_LIKENESS) {
            add(Kind.CONTENT, List.of(), List.of());
        }
    }
}
