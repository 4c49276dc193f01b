package ai.relayme.policybot.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Puts golden questions to the bot and judges what it replies. */
public final class Evaluation {
    private Evaluation() {}

    /** Asks every question, one after another, and reckons the figures. A question that fails counts as a wrong outcome. */
    public static Report run(List<GoldenQuestion> questions, Asker asker) {
        Judge judge = new Judge(asker);
        List<Judged> judged = new ArrayList<>();
        for (GoldenQuestion question : questions) {
            try {
                judged.add(judge.judge(question, asker.ask(question.history(), question.question())));
            } catch (AskFailedException e) {
                judged.add(judge.failed(question, e.what()));
            }
        }
        return new Report(judged);
    }
}
