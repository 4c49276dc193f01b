package ai.relayme.policybot.grounding;

import ai.relayme.policybot.reading.Claim;
import ai.relayme.policybot.reading.Claim.Actor;
import ai.relayme.policybot.reading.Meaning.Kind;
import ai.relayme.policybot.reading.Reading;
import ai.relayme.policybot.reading.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a sentence says, a passage that it cites says: every word of it that claims something stands there or means the
 * same as a word there, and each part of the sentence is supported by one passage. A share
 * of unsupported words that is allowed would let an invented item through in every sentence that is long enough.
 */
final class SupportCheck implements Comparison {
    /** Share of a sentence's words that a passage must have before it is worth showing in its place. */
    static final double LEAST_RELATED = 0.5;

    private static final Set<String> KEEPING_FROM = Set.of("restrict", "prevent");
    private static final Set<String> OPENING = Set.of("to", "for", "要", "为", "为 了");
    private static final Set<String> GIVING = Set.of("with", "to", "与", "向", "给", "跟", "和", "由", "予", "involv", "涉 及");
    private static final Set<String> HELPING = Set.of("help", "有 助", "有 助 于", "帮 助");
    private static final Set<String> USES = Set.of("use", "analyze");
    private static final Set<String> REQUESTED = Set.of("access-data", "correct", "delete", "restrict", "portability");
    private static final Set<String> SUPPORT_VERBS = Set.of("provide", "take-measures", "process", "handle",
            "manage");

    @Override
    public Gate gate() {
        return Gate.SUPPORT;
    }

    @Override
    public Optional<String> fault(Reading said, List<Source> sources, List<Source> all) {
        List<Word> missing = new ArrayList<>();
        List<Word> topic = topic(said);
        List<List<Word>> parts = parts(said);
        for (List<Word> part : parts) {
            missing.addAll(telling(part, said, sources).stream().map(source -> missing(part, source, said))
                    .min((a, b) -> Double.compare(weight(a), weight(b)))
                    .orElse(part));
        }
        missing.removeIf(word -> topic.contains(word) && all.stream().anyMatch(source -> source.has(word)));
        missing.removeIf(word -> sources.size() > 1 && all.stream().anyMatch(source -> isRight(word, source)));
        double counted = weight(said.words().stream().filter(SupportCheck::counts).toList());
        if (counted == 0 && said.figures().isEmpty() && said.addresses().isEmpty()) {
            return Optional.of("it claims nothing");
        }
        if (!missing.isEmpty()) {
            return Optional.of("no cited passage supports '" + missing.getFirst().form() + "'");
        }
        Optional<Word> used = said.claims().stream().findFirst().map(claim -> said.words().get(claim.word()))
                .filter(word -> word.form().equals("用 于") && sources.stream().noneMatch(source -> source.has(word)));
        if (used.isPresent()) {
            return Optional.of("no cited passage says what is used for");
        }
        return helps(said) && sources.stream().noneMatch(source -> USES.stream().anyMatch(source.ids()::contains))
                ? Optional.of("no cited passage says what the information helps in")
                : Optional.empty();
    }

    /** Whether it says that the information as such helps in something, which is what it is used for. */
    private static boolean helps(Reading said) {
        List<Word> words = said.words();
        for (int i = 1; i < words.size(); i++) {
            int subject = i - 1;
            while (subject > 0 && (words.get(subject).is(Kind.POSSIBLE) || words.get(subject).is(Kind.HABIT))) {
                subject--;
            }
            boolean all = subject == 0 || words.get(subject - 1).is(Kind.YOUR)
                    || words.get(subject - 1).phrase() != words.get(subject).phrase();
            if (HELPING.contains(words.get(i).form()) && words.get(subject).means("information") && all) {
                return true;
            }
        }
        return false;
    }

    /** The passages that know the act by which a part without one is told, if there are any. */
    private static List<Source> telling(List<Word> part, Reading said, List<Source> sources) {
        if (sources.size() == 1 || part.isEmpty()) {
            return sources;
        }
        int first = said.words().indexOf(part.getFirst());
        boolean acts = said.words().stream().skip(first).filter(word -> word.phrase() == part.getFirst().phrase())
                .anyMatch(Word::isPredicate);
        if (acts) {
            return sources;
        }
        Optional<Claim> act = said.claims().stream()
                .filter(claim -> claim.word() < first && !claim.describing()
                        && said.words().get(claim.word()).clause() == part.getFirst().clause())
                .filter(claim -> claim.modality() != Claim.Modality.OPEN || claim.ids().contains("use"))
                .findFirst();
        List<Source> knowing = act.map(claim -> sources.stream()
                .filter(source -> claim.ids().stream().anyMatch(source.ids()::contains)).toList()).orElse(List.of());
        return knowing.isEmpty() ? sources : knowing;
    }

    /** What a sentence begins with that is to be done, or is so, before it says anything. */
    private static List<Word> topic(Reading said) {
        if (said.words().isEmpty()) {
            return List.of();
        }
        Word first = said.words().getFirst();
        boolean opens = first.is(Kind.CONDITION) || first.is(Kind.PURPOSE) || OPENING.contains(first.form());
        List<Word> phrase = said.words().stream().filter(word -> word.phrase() == first.phrase()).toList();
        return opens && phrase.size() < said.words().size() ? phrase : List.of();
    }

    /** Whether the word names a right that a list grants, as the label of one of its items. */
    static boolean isRight(Word word, Source source) {
        return source.passage().isListItem() && source.lead().ids().contains("right") && source.text().clauses() > 1
                && source.text().clause(0).stream()
                        .anyMatch(own -> own.contentIds().stream().anyMatch(word.contentIds()::contains));
    }

    /** Whether the passage is about the same as the sentence, so that its own words may stand in the sentence's place. */
    static boolean isRelated(Reading said, Source source) {
        List<Word> counted = said.words().stream().filter(SupportCheck::counts).toList();
        List<Word> own = counted.stream().filter(word -> !word.isSingleHan() && source.hasInText(word)).toList();
        return !counted.isEmpty() && weight(own) >= LEAST_RELATED * weight(counted);
    }

    /** A sentence that cites several passages is taken apart where one of them may end and another begin. */
    static List<List<Word>> parts(Reading said) {
        List<List<Word>> parts = new ArrayList<>();
        List<Word> part = new ArrayList<>();
        for (Word word : said.words()) {
            boolean cut = !part.isEmpty() && (part.getLast().phrase() != word.phrase() || word.isJoining());
            if (cut) {
                parts.add(part);
                part = new ArrayList<>();
            }
            part.add(word);
        }
        parts.add(part);
        return parts;
    }

    static List<Word> missing(List<Word> part, Source source, Reading said) {
        List<Word> missing = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Word word = part.get(i);
            boolean known = word.isSingleHan()
                    ? isInPair(part, i, source)
                    : source.has(word) || isReader(word, said, source) || isRequest(word, said, source)
                            || relates(i, part) || isNoticed(i, part)
                            || isPurposeOf(i, part, source)
                            || (word.means("service") && source.ids().contains("support-hours"));
            boolean whole = (word.means("total") || word.means("full")) && ScopeCheck.isDenied(word, said)
                    && source.text().has(Kind.NEGATION) && ScopeCheck.isWhole(source.text());
            boolean taken = (word.is(Kind.DONE) && ConductCheck.isTaken(i, part)) || (word.is(Kind.PROMISE)
                    && ConductCheck.isDenied(i, part) && isOfWhole(said)
                    && ConductCheck.promisesNothing(source.text().words()));
            if (counts(word) && !known && !taken && !whole && !isSupportVerb(word, said, source)
                    && !isKeeping(word, said, source)) {
                missing.add(word);
            }
        }
        return missing;
    }

    /** Whether it says no more than that what it stands with is what something is for, as in "security purposes". */
    private static boolean isPurposeOf(int i, List<Word> part, Source source) {
        return i > 0 && part.get(i).means("purpose") && part.get(i - 1).is(Kind.THING) && part.get(i - 1).isContent()
                && source.hasInText(part.get(i - 1));
    }

    /** Whether it only says that the reader finds something to be so. */
    private static boolean isNoticed(int i, List<Word> part) {
        return i > 1 && part.get(i).means("detect") && part.get(i - 1).is(Kind.YOU)
                && part.get(i - 2).is(Kind.CONDITION);
    }

    /** Whether it speaks of the whole of something, such as complete security. */
    private static boolean isOfWhole(Reading said) {
        return ScopeCheck.isWhole(said)
                || said.words().stream().anyMatch(word -> word.means("total") || word.means("full"));
    }

    /** Whether it speaks of users where the passage speaks to the reader; what they own is the reader's. */
    private static boolean isReader(Word word, Reading said, Source source) {
        int next = said.words().indexOf(word) + 1;
        boolean owner = next < said.words().size() && said.words().get(next).form().equals("的");
        boolean others = source.text().words().stream().anyMatch(other -> other.is(Kind.ROLE))
                && word.tokens().getFirst().isHan();
        boolean owned = !said.actors().contains(Actor.YOU) && source.says(Kind.YOUR) && (owner || !others);
        boolean nobody = !said.has(Kind.YOU) && !source.says(Kind.YOU)
                && source.text().words().stream().noneMatch(other -> other.is(Kind.ROLE))
                && !source.passage().isListItem();
        return word.means("user") && (owned || nobody || source.says(Kind.YOU))
                && (source.text().has(Kind.YOU) || !isRecipient(said.words().indexOf(word), said.words()));
    }

    /** Whether the word names one of the requests that the passage calls the above ones. */
    private static boolean isRequest(Word word, Reading said, Source source) {
        int next = said.words().indexOf(word) + 1;
        boolean requested = next < said.words().size() && said.words().get(next).means("request");
        return (word.means("object") || (requested && REQUESTED.stream().anyMatch(word::means)))
                && source.text().ids().contains("request") && source.text().ids().contains("following");
    }

    /** Chinese: whether the word says no more than what something has to do with, as in "与支付有关的". */
    private static boolean relates(int i, List<Word> part) {
        return part.get(i).means("relevant") && part.get(i).surface().endsWith("的") && part.subList(0, i).stream()
                .anyMatch(before -> before.phrase() == part.get(i).phrase() && before.form().equals("与"));
    }

    /** Whether something is given to, shared with or required of those whom the word names. */
    private static boolean isRecipient(int at, List<Word> words) {
        if (at + 1 < words.size() && words.get(at + 1).form().equals("的")) {
            return false;
        }
        int before = at - 1;
        while (before >= 0 && words.get(before).phrase() == words.get(at).phrase()
                && !GIVING.contains(words.get(before).form()) && (words.get(before).is(Kind.LIMITER)
                        || words.get(before).means("trusted") || words.get(before).means("relevant")
                        || words.get(before).is(Kind.OUR)
                        || (words.get(before).is(Kind.LIGHT) && !words.get(before).is(Kind.PREPOSITION)))) {
            before--;
        }
        return before >= 0 && words.get(before).phrase() == words.get(at).phrase()
                && (GIVING.contains(words.get(before).form()) || words.get(before).means("require")
                        || words.get(before).means("share"));
    }

    /** English: to keep something secure is to protect it, to keep somebody from it is to restrict. */
    private static boolean isKeeping(Word word, Reading said, Source source) {
        if (!word.form().equals("keep")) {
            return false;
        }
        List<Word> rest = said.words().subList(said.words().indexOf(word) + 1, said.words().size()).stream()
                .takeWhile(next -> next.phrase() == word.phrase()).toList();
        boolean secure = !rest.isEmpty() && rest.getLast().means("security") && source.has(rest.getLast());
        boolean from = rest.stream().anyMatch(next -> next.form().equals("from"))
                && KEEPING_FROM.stream().anyMatch(source.ids()::contains);
        return secure || from;
    }

    /** Whether the word only carries the noun of an act that the passage has: to give training is to train. */
    private static boolean isSupportVerb(Word word, Reading said, Source source) {
        if (SUPPORT_VERBS.stream().noneMatch(word::means)) {
            return false;
        }
        List<Word> words = said.words();
        int at = words.indexOf(word);
        if (words.stream().skip(at + 1L).limit(2).anyMatch(next -> next.form().equals("as"))) {
            // what is provided as something is that
            return true;
        }
        boolean passive = at > 1 && words.get(at - 1).is(Kind.BE) && !word.tokens().getFirst().isHan();
        Optional<Word> act = passive ? Optional.of(words.get(at - 2)) : Optional.empty();
        for (int i = at + 1; !passive && i < words.size() && words.get(i).phrase() == word.phrase(); i++) {
            Word next = words.get(i);
            if (next.is(Kind.PURPOSE) || (next.is(Kind.PREPOSITION) && !next.isJoining())) {
                break;
            }
            act = next.isContent() ? Optional.of(next) : act;
            if (next.surface().endsWith(" to")) {
                break;
            }
        }
        if (act.isEmpty() && word.tokens().getFirst().isHan()) {
            // "the service is provided only then": what is provided stands before
            act = words.subList(0, at).stream().filter(next -> next.phrase() == word.phrase())
                    .filter(next -> next.isContent() && !next.is(Kind.ONLY)).reduce((one, next) -> next);
        }
        if (act.filter(noun -> noun.means("service")).isPresent() && source.ids().contains("support-hours")) {
            return true;
        }
        return act.filter(noun -> (noun.isPredicate() || noun.means("effort")) && source.has(noun)).isPresent();
    }

    /** Chinese is not cut into words: a character is known where it stands beside the same neighbour in the passage. */
    private static boolean isInPair(List<Word> part, int i, Source source) {
        Word word = part.get(i);
        String before = i > 0 ? part.get(i - 1).tokens().getLast().form() + " " : "";
        String after = i + 1 < part.size() ? " " + part.get(i + 1).tokens().getFirst().form() : "";
        String line = source.lines();
        return (!before.isEmpty() && line.contains(" " + before + word.form() + " "))
                || (!after.isEmpty() && line.contains(" " + word.form() + after + " "));
    }

    static boolean counts(Word word) {
        return (word.isContent() || word.isSingleHan()) && !word.is(Kind.ALL) && !word.contentIds().contains("certain");
    }

    static double weight(List<Word> words) {
        return words.stream().mapToDouble(word -> word.isSingleHan() ? 0.5 : 1).sum();
    }
}
