package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;

/** An answer as plain text with footnotes. */
public final class AnswerText {
    private AnswerText() {}

    /** The answer's words, then a line for each citation, then how a person is reached. */
    public static String of(Answer answer, AnswerJson json) {
        StringBuilder text = new StringBuilder(AnswerJson.text(answer.body())).append('\n');
        if (!answer.body().citations().isEmpty()) {
            text.append('\n');
        }
        for (Citation citation : answer.body().citations()) {
            text.append('[').append(citation.number()).append("] ").append(citation.document().title()).append(", ")
                    .append(citation.passage().heading()).append(" (").append(citation.passage().id()).append(", ")
                    .append(citation.document().version()).append("): \u201C").append(citation.quote())
                    .append("\u201D ").append(json.url(citation.passage())).append('\n');
        }
        answer.handoffOffered().ifPresent(handoff -> text.append('\n').append(handoff.desk().email()).append(" \u00B7 ")
                .append(handoff.desk().hours()).append('\n'));
        return text.toString();
    }
}
