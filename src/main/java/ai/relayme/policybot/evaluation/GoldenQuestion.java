package ai.relayme.policybot.evaluation;

import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question of which it is known what a right reply is.
 *
 * @param id       unique in its file
 * @param language what the visitor writes, and what the answer must be in
 * @param kind     what sort of question it is
 * @param history  earlier visitor turns of the same conversation, oldest first
 * @param question what the visitor writes
 * @param outcomes the outcomes that are right, at least one, in the file's order
 * @param gold     passages that answer it: a good answer cites at least one; empty where nothing should be cited
 * @param goldAll  passages that a complete answer cites, all of them
 * @param alsoOk   passages that may be cited beside them and cost nothing
 * @param right    the right that is meant, where one is
 * @param must     of each inner list at least one string occurs in a good answer, whatever its case
 * @param mustNot  strings that do not occur in a good answer, whatever their case
 * @param parity   names the group of questions that ask the same in other languages; null where there is none
 * @param why      why this is the right reply
 */
public record GoldenQuestion(String id, Language language, Kind kind, List<String> history, String question,
        List<String> outcomes, List<String> gold, List<String> goldAll, List<String> alsoOk, @Nullable Right right,
        List<List<String>> must, List<String> mustNot, @Nullable String parity, String why) {
    public GoldenQuestion {
        history = List.copyOf(history);
        outcomes = List.copyOf(outcomes);
        gold = List.copyOf(gold);
        goldAll = List.copyOf(goldAll);
        alsoOk = List.copyOf(alsoOk);
        must = must.stream().map(List::copyOf).toList();
        mustNot = List.copyOf(mustNot);
    }

    /** What sort of question it is; each has figures of its own. */
    public enum Kind {
        /** The corpus answers it. */
        ANSWERABLE("answerable"),
        /** The corpus does not say. */
        UNANSWERABLE("unanswerable"),
        /** The visitor wants to use a right. */
        RIGHTS("rights"),
        /** The visitor asks how to use a right. */
        RIGHTS_INFO("rights_info"),
        /** The visitor wants a person. */
        HUMAN("human"),
        /** A greeting, thanks, a farewell. */
        SMALLTALK("smalltalk"),
        /** The visitor tries to turn the bot. */
        ATTACK("attack"),
        /** It is understood only with its history. */
        FOLLOWUP("followup");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word that stands for it in the file and in the figures. */
        public String label() {
            return label;
        }

        /** The kind of exactly this word, or nothing. */
        public static Optional<Kind> ofLabel(String label) {
            return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
        }
    }

    /** Passages that answer it, whether one of them does or all are needed. */
    Set<String> answeringPassages() {
        return union(gold, goldAll);
    }

    /** Passages that an answer may cite at no cost. */
    Set<String> citablePassages() {
        return union(answeringPassages(), alsoOk);
    }

    private static Set<String> union(Collection<String> some, Collection<String> more) {
        Set<String> union = new HashSet<>(some);
        union.addAll(more);
        return union;
    }
}
