package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.intent.Intent;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.relay.Call;
import ai.relayme.policybot.relay.Completion;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects what explains an answer, for the transcript; its time begins when it is made. Not safe for concurrent use. */
final class Trace {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> counted = new TreeMap<>();
    private final long began = System.nanoTime();
    private Optional<Duration> firstSegment = Optional.empty();
    private long inputTokens;
    private long outputTokens;
    private BigDecimal cost = BigDecimal.ZERO;

    void intent(Intent intent) {
        json.put("intent", intent.label());
    }

    void retrieval(Retrieval retrieval) {
        json.put("query", retrieval.query().text());
        json.put("earlier", retrieval.query().earlier());
        json.put("support", retrieval.support());
        json.put("threshold", retrieval.threshold());
        retrieval.uncovered().ifPresent(concept -> json.put("uncovered", concept));
        ArrayNode passages = json.putArray("passages");
        for (RankedPassage hit : retrieval.ranked()) {
            Passage passage = hit.passage();
            passages.addObject().put("passage_id", passage.id()).put("language", passage.language().tag()).put("score",
                    hit.score());
        }
    }

    void verdict(Verdict verdict) {
        ObjectNode entry = verdicts.addObject();
        switch (verdict) {
            case Verdict.Supported supported -> {
                entry.put("text", supported.text()).put("passed", true);
                counted.merge("supported", 1, Integer::sum);
            }
            case Verdict.Rejected rejected -> {
                entry.put("text", rejected.text()).put("passed", false).put("gate", rejected.gate().name())
                        .put("reason", rejected.reason());
                rejected.clause().ifPresent(clause -> entry.put("replaced_by", clause.passage().id()));
                counted.merge(rejected.gate().name(), 1, Integer::sum);
            }
        }
    }

    void rewritten(String question) {
        json.put("rewritten", question);
    }

    void prompt(String version, int passages) {
        json.put("prompt_version", version);
        json.put("prompt_passages", passages);
    }

    void call(Call call, BigDecimal price) {
        calls.addObject().put("purpose", call.purpose().name()).put("model", call.model()).put("result", call.result())
                .put("status", call.status()).put("input_tokens", call.usage().inputTokens())
                .put("output_tokens", call.usage().outputTokens()).put("estimated", call.usage().estimated())
                .put("took_micros", micros(call.took()));
        inputTokens += call.usage().inputTokens();
        outputTokens += call.usage().outputTokens();
        cost = cost.add(price);
    }

    void completion(Completion completion) {
        json.put("model", completion.model());
    }

    void relayFailure(String reason) {
        json.put("relay_failure", reason);
    }

    /** Passes everything on, and keeps when the first segment stood. */
    AnswerListener watching(AnswerListener listener) {
        return new AnswerListener() {
            @Override
            public void started(AnswerJson.Head head, Language language) {
                listener.started(head, language);
            }

            @Override
            public void stage(Stage stage) {
                listener.stage(stage);
            }

            @Override
            public void segment(int index, Segment segment, List<Citation> fresh) {
                listener.segment(index, segment, fresh);
                if (index == 0) {
                    firstSegment = Optional.of(Duration.ofNanos(System.nanoTime() - began));
                }
            }

            @Override
            public void onLeaving(Runnable action) {
                listener.onLeaving(action);
            }
        };
    }

    /** From the question to the first segment; empty while there is none. */
    Optional<Duration> firstSegment() {
        return firstSegment;
    }

    /** From the question to now. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    String json() {
        json.put("took_micros", micros(elapsed()));
        firstSegment.ifPresent(took -> json.put("first_segment_micros", micros(took)));
        if (!verdicts.isEmpty()) {
            json.set("verdicts", verdicts);
            ObjectNode sentences = json.putObject("sentences");
            counted.forEach(sentences::put);
        }
        if (!calls.isEmpty()) {
            json.set("calls", calls);
            json.put("input_tokens", inputTokens);
            json.put("output_tokens", outputTokens);
            json.put("cost", cost);
        }
        return json.toString();
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
