package ai.relayme.policybot.check;

import ai.relayme.policybot.corpus.Corpus;
import ai.relayme.policybot.correction.Correction;
import ai.relayme.policybot.correction.Correction.Cited;
import ai.relayme.policybot.evaluation.AnswerChange.Got;
import ai.relayme.policybot.evaluation.Asker;
import ai.relayme.policybot.evaluation.Evaluation;
import ai.relayme.policybot.evaluation.GoldenQuestion;
import ai.relayme.policybot.evaluation.GoldenQuestion.Kind;
import java.util.List;
import java.util.Optional;

/**
 * An approved correction, which is a golden question too: its question is to be answered from its passages, or not at all
 * where the policy is silent on purpose.
 *
 * @param correction the correction
 * @param instead    what its question gets without it; nothing where it stands and goes on answering
 */
public record HeldCorrection(Correction correction, Optional<Got> instead) {

    /**
     * How the corrections stand in that corpus.
     *
     * @param asker answers from that corpus without corrections
     */
    public static List<HeldCorrection> of(List<Correction> approved, Corpus corpus, Asker asker) {
        return approved.stream().map(correction -> new HeldCorrection(correction, correction.standsIn(corpus)
                ? Optional.empty()
                : Optional.of(Evaluation.got(golden(correction), asker)))).toList();
    }

    private static GoldenQuestion golden(Correction correction) {
        return new GoldenQuestion(correction.id(), correction.language(),
                correction.isSilent() ? Kind.UNANSWERABLE : Kind.ANSWERABLE, List.of(), correction.question(),
                List.of(correction.isSilent() ? "abstained" : "answered"),
                correction.cited().stream().map(Cited::passageId).toList(), List.of(), List.of(), null, List.of(),
                List.of(), null, "an approved correction");
    }

    /** Whether its passages are as they were approved, so that it goes on answering. */
    public boolean stands() {
        return instead.isEmpty();
    }

    /** Whether its question gets an answer that falls short, so that somebody must write a new one or retire it. */
    public boolean isWorse() {
        return instead.filter(got -> !got.shortOf().isEmpty()).isPresent();
    }
}
