package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A sentence says no more than its passages: it keeps their limits and conditions, and adds no "all", "always" or "only". */
final class ScopeCheck implements Comparison {
    /** Acts by which others are asked for; what they govern has not happened yet. */
    private static final Set<String> REQUESTS = Set.of("request", "object");
    private static final Set<String> CIRCUMSTANCES = Set.of("situation", "extent", "time", "purpose");
    private static final Set<String> RIGHTS = Set.of("right", "request", "object");

    @Override
    public Gate gate() {
        return Gate.SCOPE;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources) {
        for (Word word : said.words()) {
            boolean foreign = (word.is(Kind.ALL) || word.is(Kind.ONLY)) && !isKnown(word, said, sources);
            if (foreign) {
                return Optional.of("no cited passage says '" + word.form() + "'");
            }
        }
        for (Source source : sources) {
            for (int clause = 0; clause < source.text().clauses(); clause++) {
                Optional<String> fault = fault(said, source.text(), clause);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isKnown(Word word, Reading said, List<Source> sources) {
        Set<String> ids = word.meanings().stream().filter(meaning -> meaning.kind() == Kind.ALL)
                .map(Meaning::id).collect(Collectors.toSet());
        for (Source source : sources) {
            for (Reading reading : List.of(source.text(), source.lead())) {
                boolean same = word.is(Kind.ONLY)
                        ? reading.has(Kind.ONLY) || (reading.has(Kind.EXCEPTION) && reading.has(Kind.NEGATION))
                        : reading.ids().stream().anyMatch(ids::contains);
                // "no service can" and "any service cannot" are the same
                boolean none = ids.contains("any") && said.has(Kind.NEGATION) && reading.has(Kind.NEGATION);
                if (same || none) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<String> fault(Reading said, Reading text, int clause) {
        List<Word> words = text.clause(clause);
        List<Claim> claims = text.claims().stream().filter(claim -> text.words().get(claim.word()).clause() == clause)
                .toList();
        Set<Word> conditional = new HashSet<>();
        Conditions.in(said.words()).forEach(conditional::addAll);
        List<Claim> asserted = said.claims().stream()
                .filter(claim -> !conditional.contains(said.words().get(claim.word())))
                .toList();
        List<Claim> kept = claims.stream().filter(claim -> asserted.stream().anyMatch(claim::sharesAct)).toList();
        if (!claims.isEmpty() && kept.isEmpty()) {
            return Optional.empty();
        }
        Set<String> ids = said.ids();
        Optional<String> limit = limitFault(ids, words).or(() -> onlyFault(said, words));
        if (limit.isPresent()) {
            return limit;
        }
        for (Claim request : claims) {
            boolean governs = !request.actor().equals(Optional.of(Actor.WE))
                    && REQUESTS.stream().anyMatch(request.ids()::contains)
                    && kept.stream().anyMatch(claim -> claim.word() > request.word() && !claim.control());
            if (governs && RIGHTS.stream().noneMatch(ids::contains) && !said.has(Kind.POSSIBLE)) {
                return Optional.of("it leaves out that this is asked for");
            }
        }
        return conditionFault(said, text, words, kept);
    }

    /** A limit of something that the sentence speaks of is missing. */
    private static Optional<String> limitFault(Set<String> ids, List<Word> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).is(Kind.LIMITER)) {
                continue;
            }
            Set<String> limits = new HashSet<>();
            int at = i;
            while (at < words.size() && !(words.get(at).isContent() && !words.get(at).is(Kind.LIMITER))
                    && words.get(at).phrase() == words.get(i).phrase()) {
                if (words.get(at).is(Kind.LIMITER)) {
                    limits.addAll(words.get(at).contentIds());
                }
                at++;
            }
            boolean hasLimited = at < words.size() && words.get(at).phrase() == words.get(i).phrase();
            // a limit of time, extent, purpose or circumstance limits the act
            boolean speaksOfIt = !hasLimited || words.get(at).contentIds().stream().anyMatch(CIRCUMSTANCES::contains)
                    || words.get(at).contentIds().stream().anyMatch(ids::contains);
            if (speaksOfIt && limits.stream().noneMatch(ids::contains)) {
                return Optional.of("it leaves out '" + words.get(i).form() + "'");
            }
            i = Math.max(i, at - 1);
        }
        return Optional.empty();
    }

    /** An "only" of something that the sentence speaks of is missing. */
    private static Optional<String> onlyFault(Reading said, List<Word> words) {
        Set<String> ids = said.contentIds();
        long needed = 0;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).is(Kind.ONLY)) {
                Set<String> region = new HashSet<>();
                int at = i + 1;
                while (at < words.size() && words.get(at).phrase() == words.get(i).phrase()
                        && !words.get(at).is(Kind.ONLY)) {
                    region.addAll(words.get(at).contentIds());
                    at++;
                }
                if (region.isEmpty() && i > 0) {
                    region.addAll(words.get(i - 1).contentIds());
                }
                boolean spoken = region.stream().anyMatch(ids::contains);
                needed += spoken ? 1 : 0;
            }
        }
        long kept = said.words().stream().filter(word -> word.is(Kind.ONLY) || word.is(Kind.EXCEPTION)).count();
        return kept < needed ? Optional.of("it leaves out 'only'") : Optional.empty();
    }

    /** A condition under which an act stands that the sentence names is missing. */
    private static Optional<String> conditionFault(Reading said, Reading text, List<Word> words, List<Claim> kept) {
        Set<String> ids = new HashSet<>();
        said.words().forEach(word -> ids.addAll(word.keys()));
        for (List<Word> condition : Conditions.in(words)) {
            Set<Word> inside = new HashSet<>(condition);
            boolean outside = kept.stream().anyMatch(claim -> !inside.contains(text.words().get(claim.word())));
            Set<String> content = new HashSet<>();
            condition.forEach(word -> content.addAll(word.keys()));
            if (outside && !content.isEmpty() && content.stream().noneMatch(ids::contains)) {
                return Optional.of("it leaves out the condition '" + condition.getFirst().form() + " …'");
            }
        }
        return Optional.empty();
    }
}
