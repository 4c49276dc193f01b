package ai.relayme.policybot.conversation;

import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.intent.Intent;
import ai.relayme.policybot.relay.Completion;
import ai.relayme.policybot.relay.RelayException;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Collects what explains an answer, for the transcript. Not safe for concurrent use. */
final class Trace {
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();

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
            case Verdict.Supported supported -> entry.put("text", supported.text()).put("passed", true);
            case Verdict.Rejected rejected -> entry.put("text", rejected.text()).put("passed", false)
                    .put("gate", rejected.gate().name()).put("reason", rejected.reason())
                    .put("clause", rejected.clause().map(clause -> clause.passage().id()).orElse(null));
        }
    }

    void completion(Completion completion) {
        json.put("model", completion.model());
        json.put("input_tokens", completion.inputTokens());
        json.put("output_tokens", completion.outputTokens());
    }

    void relayFailure(RelayException failure) {
        json.put("relay_failure", failure.reason().name());
    }

    void took(Duration duration) {
        json.put("took_micros", duration.toNanos() / 1_000);
    }

    String json() {
        if (!verdicts.isEmpty()) {
            json.set("verdicts", verdicts);
        }
        return json.toString();
    }
}
