package ai.relayme.policybot.app;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Handoff;
import ai.relayme.policybot.conversation.AnswerListener;
import ai.relayme.policybot.conversation.GivenAnswer;
import ai.relayme.policybot.conversation.Question;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.evaluation.Asker;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks golden questions of a bot in this process. */
final class BotAsker implements Asker {
    private static final JsonMapper JSON = new JsonMapper();

    private final PolicyBot bot;

    BotAsker(PolicyBot bot) {
        this.bot = bot;
    }

    @Override
    public Response ask(List<String> history, String question) {
        GivenAnswer last = null;
        for (String turn : history) {
            last = turn(turn, last);
        }
        long began = System.nanoTime();
        GivenAnswer given = turn(question, last);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        Answer answer = given.answer();
        List<Cited> cited = answer.body().citations().stream().map(citation -> new Cited(citation.passage().id(),
                citation.document().language().tag(), citation.quote())).toList();
        return new Response(answer.outcome(), AnswerJson.text(answer.body()), cited, right(answer),
                found(given.head().id()),
                took);
    }

    private GivenAnswer turn(String question,
            @Nullable GivenAnswer last) {
        AnswerJson.Head head = last == null ? null : last.head();
        return bot.conversations()
                .ask(head == null
                        ? Question.of(question, null)
                        : new Question(question, head.conversationId(), head.conversationToken(), null, null,
                                Language.EN),
                        AnswerListener.NONE);
    }

    /** What the transcript says of the retrieval. */
    private @Nullable Found found(String answerId) {
        JsonNode trace = bot.transcripts().traceJson(answerId).map(BotAsker::tree).orElse(NullNode.getInstance());
        if (!trace.has("passages")) {
            return null;
        }
        List<Hit> hits = trace.get("passages").valueStream().map(hit -> new Hit(hit.path("passage_id").asText(),
                hit.path("language").asText(), hit.path("score").asDouble())).toList();
        return new Found(trace.path("support").asDouble(), trace.path("threshold").asDouble(), hits);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a trace is JSON", e);
        }
    }

    private static @Nullable String right(Answer answer) {
        return answer.handoffOffered().orElse(null) instanceof Handoff.RightsRequest request
                && !request.rights().isEmpty() ? request.rights().getFirst().label() : null;
    }

    @Override
    public Optional<String> passageText(String passageId, String languageTag) {
        return Language.ofTag(languageTag).flatMap(language -> bot.index().corpus().passage(passageId, language))
                .map(Passage::text);
    }
}
