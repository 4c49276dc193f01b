package ai.relayme.policybot.reading;

import ai.relayme.policybot.reading.Meaning.Kind;
import java.util.List;
import java.util.Set;

/** What a word is by the words around it: an act that is told of, a noun made of one, a passive. */
final class WordForms {
    private static final Set<String> IRREGULAR = Set.of("sold", "held", "kept", "made", "met", "given", "sent", "taken",
            "lost", "paid", "bought", "withdrawn", "won", "known", "shut", "got");
    /** Acts whose Chinese words are nouns as well. */
    private static final Set<String> HAN_NOUNS = Set.of("trade", "record", "support", "verify", "register", "log-in",
            "pay",
            "back-up", "monitor", "train", "charge-fee", "refund");
    private static final Set<String> HAN_CARRIED = Set.of("train", "monitor", "back-up");
    private static final Set<String> HAN_CARRYING = Set.of("进 行", "开 展", "接 受", "提 供", "给 予");
    /** Words made of a verb that are nouns only. */
    private static final Set<String> NOUNS = Set.of("login", "logins", "sign-in", "backup", "backups");
    private static final Set<String> HAN_PASSIVES = Set.of("被", "受", "受 到", "遭");
    private static final Set<String> HAN_PLACES = Set.of("内", "中", "下", "上", "后", "前");

    private final List<Word> words;

    WordForms(List<Word> words) {
        this.words = words;
    }

    boolean startsPhrase(int i) {
        return i == 0 || words.get(i - 1).phrase() != words.get(i).phrase();
    }

    boolean startsClause(int i) {
        return i == 0 || words.get(i - 1).clause() != words.get(i).clause();
    }

    /** English: what follows a modal word is what may, must or will be done, whether it is known or not. */
    boolean isVerbByPlace(int i) {
        Word word = words.get(i);
        if (i == 0 || word.isHan() || word.isPredicate() || !(word.meanings().isEmpty() || word.is(Kind.THING))) {
            return false;
        }
        Word before = words.get(i - 1);
        return before.phrase() == word.phrase() && (before.written().equals("may") || before.written().equals("must")
                || before.written().equals("will") || before.written().equals("shall")
                || before.written().equals("can"));
    }

    /** Chinese: whether the word is the end of a noun, such as a support record, or a kind, as in "如发生收购等交易". */
    boolean isCompound(int i) {
        boolean byOthers = words.subList(0, i).stream()
                .anyMatch(other -> other.phrase() == words.get(i).phrase() && other.is(Kind.BY));
        if (byOthers || isCarried(i)) {
            return false;
        }
        boolean last = i + 1 == words.size() || words.get(i + 1).phrase() != words.get(i).phrase()
                || words.get(i + 1).is(Kind.AND) || isVerbal(words.get(i + 1))
                || Set.of("或", "中").contains(words.get(i + 1).written());
        boolean kind = i > 0 && (words.get(i - 1).form().equals("类 似") || (words.get(i - 1).form().equals("等")
                && words.subList(0, i).stream().anyMatch(
                        other -> other.clause() == words.get(i).clause() && other.is(Kind.CONDITION))));
        return (last || kind) && words.get(i).meanings().stream().anyMatch(meaning -> HAN_NOUNS.contains(meaning.id()))
                && i > 0 && words.get(i - 1).phrase() == words.get(i).phrase()
                && ((words.get(i - 1).is(Kind.THING) && !words.get(i - 1).means("regular")) || kind)
                && !HAN_PLACES.contains(words.get(i - 1).written());
    }

    /** Chinese: whether a verb before it says no more than that the act is done, as in "进行培训". */
    private boolean isCarried(int i) {
        return words.get(i).meanings().stream().anyMatch(meaning -> HAN_CARRIED.contains(meaning.id()))
                && words.subList(0, i).stream().anyMatch(other -> other.phrase() == words.get(i).phrase()
                        && HAN_CARRYING.contains(other.form()));
    }

    /** Whether the word belongs to a verb that follows. */
    private static boolean isVerbal(Word word) {
        return word.is(Kind.POSSIBLE) || word.is(Kind.OBLIGED) || word.is(Kind.ADVISED) || word.is(Kind.FUTURE)
                || word.is(Kind.HABIT) || word.is(Kind.BE) || word.is(Kind.NEGATION);
    }

    /** English: whether the word is the noun, as in "contact Example support". */
    boolean isNamedSupport(int i) {
        if (i == 0 || words.get(i).isHan() || !words.get(i).means("support") || startsPhrase(i)) {
            return false;
        }
        Word before = words.get(i - 1);
        boolean verb = before.is(Kind.YOU) || before.is(Kind.THEY) || before.written().equals("we") || isVerbal(before)
                || before.written().equals("to") || before.isJoining() || before.is(Kind.BE);
        if (verb) {
            return false;
        }
        boolean last = i + 1 == words.size() || words.get(i + 1).phrase() != words.get(i).phrase();
        return last || words.get(i + 1).is(Kind.BY) || words.get(i + 1).is(Kind.PREPOSITION)
                || isVerbal(words.get(i + 1));
    }

    /** Chinese: whether an act is spoken of as a thing, such as "对资料的处理". */
    boolean isNamed(int i) {
        return i > 0 && words.get(i).isHan() && words.get(i - 1).form().equals("的");
    }

    /** Whether the word is a thing that something is said of, such as "the above requests". */
    boolean isDescribed(int i) {
        if (i == 0 || words.get(i - 1).phrase() != words.get(i).phrase()) {
            return false;
        }
        Word before = words.get(i - 1);
        return (before.is(Kind.THING) && !before.is(Kind.CONDITION_AFTER) && !before.is(Kind.POSSIBLE))
                || before.is(Kind.OUR)
                || before.is(Kind.YOUR)
                || Set.of("a", "the", "these", "this", "这些", "此", "的").contains(before.written());
    }

    boolean isPassive(int i) {
        Word word = words.get(i);
        if (word.isHan()) {
            for (int at = i - 1; at >= 0 && words.get(at).phrase() == word.phrase(); at--) {
                boolean suffers = words.get(at).is(Kind.BE)
                        && (at == i - 1 || HAN_PASSIVES.contains(words.get(at).form()));
                if (words.get(at).is(Kind.BY) || suffers) {
                    return true;
                }
            }
            return false;
        }
        if (!isParticiple(word)) {
            return false;
        }
        for (int at = i - 1; at >= 0 && words.get(at).clause() == word.clause(); at--) {
            if (words.get(at).is(Kind.BE)) {
                return true;
            }
            boolean listed = isParticiple(words.get(at)) || words.get(at).is(Kind.AND);
            if (!listed && !Reader.isAdverb(words.get(at)) && !words.get(at).is(Kind.NEGATION)) {
                return false;
            }
        }
        return false;
    }

    static boolean isParticiple(Word word) {
        return word.written().endsWith("ed") || IRREGULAR.contains(word.written());
    }

    boolean isInfinitive(int i) {
        Word before = i == 0 ? null : words.get(i - 1);
        boolean joined = i > 1 && before != null && before.isJoining() && words.get(i - 2).isPredicate()
                && words.get(i - 2).phrase() == words.get(i).phrase() && !words.get(i).written().endsWith("s");
        if (joined && !words.get(i).isHan()) {
            // "to access or obtain"
            return isInfinitive(i - 2);
        }
        return before != null && !words.get(i).isHan() && !words.get(i).written().endsWith("ing")
                && (before.written().equals("to") && (before.is(Kind.PREPOSITION) || before.is(Kind.PURPOSE)));
    }

    /** English: whether the word is a noun, a gerund or a participle that describes. */
    boolean isNominal(int i, boolean hasSubject) {
        String written = words.get(i).written();
        if (written.endsWith("ing") || isParticiple(words.get(i)) || written.endsWith("ion") || written.endsWith("ions")
                || written.endsWith("ment") || written.endsWith("ments") || written.endsWith("al")
                || written.endsWith("ance")
                || written.endsWith("ure") || written.endsWith("age")) {
            return true;
        }
        if (i == 0 || words.get(i - 1).clause() != words.get(i).clause()) {
            return true;
        }
        boolean opens = !hasSubject && words.subList(0, i).stream()
                .filter(other -> other.clause() == words.get(i).clause()).allMatch(Reader::isAdverb);
        if (opens || NOUNS.contains(written)) {
            return true;
        }
        boolean last = i + 1 == words.size() || words.get(i + 1).clause() != words.get(i).clause();
        if (last && !hasSubject) {
            return true;
        }
        Word before = words.get(i - 1);
        if (startsPhrase(i) && before.isPredicate()) {
            // "do not sell, rent, or trade": what is listed with an act is one
            return isNominal(i - 1, hasSubject);
        }
        boolean article = before.is(Kind.LIGHT) && !before.is(Kind.AND)
                && Set.of("a", "an", "the", "this", "these", "such")
                        .contains(before.written());
        return article || before.is(Kind.BE) || before.is(Kind.OUR) || before.is(Kind.YOUR) || before.is(Kind.THEIR)
                || before.is(Kind.PREPOSITION) || before.is(Kind.THING) || before.is(Kind.LIMITER)
                || before.isPredicate();
    }

    /** English: "ask somebody to do it" does not say that who asks does it. */
    boolean isAsked(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            if (words.get(at).is(Kind.CONTROL)) {
                return at < i - 2;
            }
        }
        return false;
    }

    /** English: "make regular backups" is done by who makes them. */
    boolean isMade(int i) {
        for (int at = i - 1; at >= 0 && words.get(at).phrase() == words.get(i).phrase(); at--) {
            Word before = words.get(at);
            if (before.is(Kind.WE) || before.is(Kind.YOU) || before.is(Kind.THEY)) {
                return true;
            }
            boolean light = before.is(Kind.LIGHT) || before.is(Kind.LIMITER) || before.is(Kind.THING);
            if (!light || before.is(Kind.PREPOSITION) || (before.isPredicate() && !before.is(Kind.LIGHT))) {
                return false;
            }
        }
        return false;
    }
}
