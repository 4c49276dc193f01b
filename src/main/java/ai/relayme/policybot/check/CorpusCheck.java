package ai.relayme.policybot.check;

import ai.relayme.policybot.corpus.Divergence;
import ai.relayme.policybot.evaluation.AnswerChange;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What was found of a corpus before it is published.
 *
 * @param divergences where its language versions disagree
 * @param asked       how many golden questions were put to it and to the one before; 0 where it was not held against one
 * @param changes     those of them that get another answer
 * @param repeats     questions of visitors, put to both
 * @param corrections how the approved corrections stand in it
 * @param past        how the quotes of past answers stand in it
 */
public record CorpusCheck(List<Divergence> divergences, int asked, List<AnswerChange> changes,
        Repeats repeats, List<HeldCorrection> corrections, PastQuotes past) {
    public CorpusCheck {
        divergences = List.copyOf(divergences);
        changes = List.copyOf(changes);
        corrections = List.copyOf(corrections);
    }

    /**
     * Whether it may be published as it is: its versions agree, no golden question falls short that did not before, and the
     * question of no correction does that would be suspended. Past quotes that fall are told, but are what a new policy is for.
     */
    public boolean passes() {
        return divergences.isEmpty() && changes.stream().noneMatch(AnswerChange::isWorse)
                && corrections.stream().noneMatch(HeldCorrection::isWorse);
    }

    /** The whole as plain text, ended by a line break. */
    public String text() {
        return new CheckText(this).text();
    }

    /**
     * The whole as JSON: {@code passes}, {@code divergences} ({@code kind}, {@code place}, and {@code first} and
     * {@code second} with {@code language}, {@code text} and {@code signals}), {@code golden} ({@code asked} and
     * {@code changed}, each with what it got {@code before} and {@code after} and whether it is {@code worse}),
     * {@code repeated} (the same of visitors' questions, with their {@code conversation_id}), {@code corrections} ({@code approved} and those to be {@code suspended}, each with what its question gets {@code
     * after} and whether it is {@code worse}) and {@code past} ({@code answers}, {@code quotes} and {@code fallen}).
     */
    public ObjectNode json() {
        return CheckJson.of(this);
    }
}
