package ai.relayme.policybot.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives each question the response it was told to; a question without one fails as a busy server's would. */
final class ScriptedAsker implements Asker {
    private final Map<String, Response> replies = new HashMap<>();
    private final Map<String, String> passages = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable Found found;

    /** Replies that are told from now on have had that retrieved for them. */
    ScriptedAsker found(@Nullable Found retrieved) {
        found = retrieved;
        return this;
    }

    ScriptedAsker response(GoldenQuestion question, int milliseconds, String outcome, String answer,
            @Nullable String right, Cited... cited) {
        replies.put(question.question(),
                new Response(outcome, answer, List.of(cited), right, found, Duration.ofMillis(milliseconds)));
        return this;
    }

    ScriptedAsker passage(String passageId, String languageTag, String text) {
        passages.put(passageId + " " + languageTag, text);
        return this;
    }

    /** What was asked, each question after its history. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Response ask(List<String> history, String question) throws AskFailedException {
        List<String> turns = new ArrayList<>(history);
        turns.add(question);
        asked.add(String.join(" > ", turns));
        Response response = replies.get(question);
        if (response == null) {
            throw new AskFailedException("http 503");
        }
        return response;
    }

    @Override
    public Optional<String> passageText(String passageId, String languageTag) {
        return Optional.ofNullable(passages.get(passageId + " " + languageTag));
    }
}
