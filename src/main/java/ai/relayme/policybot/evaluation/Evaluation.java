package ai.relayme.policybot.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Puts golden questions to the bot and judges what it replies. */
public final class Evaluation {
    private Evaluation() {}

    /** Asks every question, one after another, and reckons the figures. A question that fails counts as a wrong outcome. */
    public static Report run(List<GoldenQuestion> questions, Asker asker) {
        return new Report(judge(questions, asker));
    }

    /** What one question gets, and in what that falls short. */
    public static AnswerChange.Got got(GoldenQuestion question, Asker asker) {
        return AnswerChange.Got.of(judge(List.of(question), asker).getFirst());
    }

    /** The questions that the one asker answers in another way than the other: other outcome, citations or quotes. */
    public static List<AnswerChange> changes(List<GoldenQuestion> questions, Asker before, Asker after) {
        List<Judged> old = judge(questions, before);
        List<Judged> now = judge(questions, after);
        List<AnswerChange> changes = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            AnswerChange change = new AnswerChange(questions.get(i), AnswerChange.Got.of(old.get(i)),
                    AnswerChange.Got.of(now.get(i)));
            if (!change.isNone()) {
                changes.add(change);
            }
        }
        return List.copyOf(changes);
    }

    private static List<Judged> judge(List<GoldenQuestion> questions, Asker asker) {
        Judge judge = new Judge(asker);
        List<Judged> judged = new ArrayList<>();
        for (GoldenQuestion question : questions) {
            try {
                judged.add(judge.judge(question, asker.ask(question.history(), question.question())));
            } catch (AskFailedException e) {
                judged.add(judge.failed(question, e.what()));
            }
        }
        return judged;
    }
}
