package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A sentence denies what a passage denies: once, as plainly, and not a thing where the passage denies an act. */
final class DenialCheck implements Comparison {
    /** What speaks of one time and leaves the others open, and what tells what was. */
    private static final Set<String> OF_A_TIME = Set.of("at-present", "so-far", "by-and-large");
    private static final Set<String> NONE = Set.of("no", "nothing", "none", "nobody", "no one");
    /** Chinese: after an act it tells what was. */
    private static final String PAST = "过";
    private static final String HEDGE = "typically";
    private static final String REPORT = "explain";
    /** What joins two denials so that neither denies the other. */
    private static final Set<String> JOINING = Set.of("nor", "neither", "也", "亦", "更", "又", "都", "则", "而");
    /** What sets one thing against another. */
    private static final Set<String> CONTRASTING = Set.of("rather than", "instead of", "而 非", "而 不 是");

    @Override
    public Gate gate() {
        return Gate.CLAIMS;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        if (isDeniedTwice(said)) {
            return Optional.of("it denies a denial");
        }
        return hedgeFault(said, sources).or(() -> stateFault(said, sources));
    }

    /** Whether one denial stands within another. */
    private static boolean isDeniedTwice(Reading said) {
        List<Word> words = said.words();
        int last = -1;
        int acted = -1;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (NONE.contains(word.surface()) && acted == word.phrase()) {
                // "we do not sell nothing"
                return true;
            }
            acted = last >= 0 && word.isPredicate()
                    ? word.phrase()
                    : word.isJoining() || word.is(Kind.BUT) ? -1 : acted;
            boolean reports = word.means(REPORT);
            boolean ends = last >= 0 && (words.get(last).phrase() != word.phrase() || word.isJoining()
                    || word.is(Kind.BUT) || JOINING.contains(word.form()) || CONTRASTING.contains(word.surface())
                    || (word.isPredicate() && !reports));
            last = ends ? -1 : last;
            if (word.is(Kind.NEGATION)) {
                if (last >= 0) {
                    return true;
                }
                last = i;
            }
        }
        return false;
    }

    /** A denial is not made one of now, of the past or of the usual case. */
    private static Optional<String> hedgeFault(Reading said, List<Source> sources) {
        Set<Word> hedges = said.words().stream()
                .filter(word -> word.means(HEDGE) || OF_A_TIME.stream().anyMatch(word::means))
                .collect(Collectors.toSet());
        for (Claim claim : said.claims()) {
            Word act = said.words().get(claim.word());
            if (!claim.negated() || sources.stream().noneMatch(source -> source.knows(claim))) {
                continue;
            }
            if (claim.word() + 1 < said.words().size() && said.words().get(claim.word() + 1).form().equals(PAST)) {
                return Optional.of("it tells what was: " + act.form());
            }
            for (Word word : hedges) {
                if (word.clause() != act.clause()) {
                    continue;
                }
                boolean own = word.phrase() == act.phrase() || phrase(word, said).stream()
                        .allMatch(other -> other.equals(word) || !other.isContent());
                boolean timed = own && OF_A_TIME.stream().anyMatch(word::means)
                        && sources.stream().noneMatch(source -> OF_A_TIME.stream().filter(word::means)
                                .anyMatch(source.text().ids()::contains));
                boolean hedged = word.means(HEDGE) && own && reaches(word, claim, said)
                        && sources.stream().noneMatch(source -> isHedged(claim, source.text()));
                if (timed || hedged) {
                    return Optional.of("it hedges a denial: " + word.form());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether no other act stands between the word and the act. */
    private static boolean reaches(Word word, Claim claim, Reading said) {
        int at = said.words().indexOf(word);
        return said.claims().stream().noneMatch(other -> other.word() > at && other.word() < claim.word());
    }

    /** Whether the text says of the act, in the same phrase, that it is usually so. */
    private static boolean isHedged(Claim claim, Reading text) {
        return text.claims().stream().filter(claim::sharesAct).map(known -> text.words().get(known.word()).phrase())
                .anyMatch(phrase -> text.words().stream()
                        .anyMatch(word -> word.phrase() == phrase && word.means(HEDGE)));
    }

    /** What is not said by an act is denied by a passage in a phrase without one as well, or in part only. */
    private static Optional<String> stateFault(Reading said, List<Source> sources) {
        Set<Integer> seen = new HashSet<>();
        for (Word denial : said.words()) {
            if (!denial.is(Kind.NEGATION) || !seen.add(denial.phrase())) {
                continue;
            }
            List<Word> phrase = phrase(denial, said);
            boolean acts = said.claims().stream()
                    .filter(claim -> said.words().get(claim.word()).phrase() == denial.phrase())
                    .anyMatch(claim -> sources.stream().anyMatch(source -> source.knows(claim)))
                    || phrase.stream().anyMatch(word -> word.is(Kind.PROMISE));
            if (acts || isOfWhole(phrase, said)) {
                continue;
            }
            Set<String> denied = ids(phrase);
            List<List<Word>> known = sources.stream().flatMap(source -> Stream.of(source.text(), source.lead()))
                    .flatMap(reading -> reading.words().stream().filter(word -> word.is(Kind.NEGATION))
                            .map(word -> phrase(word, reading)))
                    .filter(other -> ids(other).stream().anyMatch(denied::contains)).toList();
            if (!known.isEmpty() && known.stream().allMatch(
                    other -> other.stream().anyMatch(word -> word.isPredicate() || word.is(Kind.PROMISE)))) {
                return Optional.of("it denies more than the passage: " + denial.form());
            }
        }
        return Optional.empty();
    }

    private static boolean isOfWhole(List<Word> phrase, Reading said) {
        return ScopeCheck.isWhole(said) || phrase.stream().anyMatch(word -> word.means("total") || word.means("full"));
    }

    private static List<Word> phrase(Word word, Reading reading) {
        return reading.words().stream().filter(other -> other.phrase() == word.phrase()).toList();
    }

    private static Set<String> ids(List<Word> words) {
        Set<String> ids = new HashSet<>();
        words.forEach(word -> ids.addAll(word.contentIds()));
        return ids;
    }
}
