package ai.relayme.policybot.check;

import ai.relayme.policybot.corpus.Divergence.Side;
import ai.relayme.policybot.evaluation.AnswerChange.Got;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a check as JSON, in the form that {@link CorpusCheck#json()} tells. */
final class CheckJson {
    private CheckJson() {}

    static ObjectNode of(CorpusCheck check) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("passes", check.passes());
        ArrayNode divergences = json.putArray("divergences");
        check.divergences().forEach(divergence -> {
            ObjectNode entry = divergences.addObject();
            entry.put("kind", divergence.kind().label()).put("place", divergence.place());
            put(entry.putObject("first"), divergence.first());
            put(entry.putObject("second"), divergence.second());
        });
        ObjectNode golden = json.putObject("golden");
        golden.put("asked", check.asked());
        ArrayNode changed = golden.putArray("changed");
        check.changes().forEach(change -> {
            ObjectNode entry = changed.addObject();
            entry.put("id", change.question().id()).put("lang", change.question().language().tag())
                    .put("question", change.question().question()).put("worse", change.isWorse());
            put(entry.putObject("before"), change.before());
            put(entry.putObject("after"), change.after());
        });
        ObjectNode repeated = json.putObject("repeated");
        repeated.put("asked", check.repeats().asked());
        ArrayNode other = repeated.putArray("changed");
        check.repeats().changed().forEach(change -> {
            ObjectNode entry = other.addObject();
            entry.put("conversation_id", change.question().id()).put("lang", change.question().language().tag())
                    .put("question", change.question().question());
            put(entry.putObject("before"), change.before());
            put(entry.putObject("after"), change.after());
        });
        ObjectNode corrections = json.putObject("corrections");
        corrections.put("approved", check.corrections().size());
        ArrayNode suspended = corrections.putArray("suspended");
        check.corrections().forEach(held -> held.instead().ifPresent(got -> {
            ObjectNode entry = suspended.addObject().put("id", held.correction().id())
                    .put("lang", held.correction().language().tag()).put("question", held.correction().question())
                    .put("worse", held.isWorse());
            put(entry.putObject("after"), got);
        }));
        ObjectNode past = json.putObject("past");
        past.put("answers", check.past().answers()).put("quotes", check.past().quotes());
        ArrayNode fallen = past.putArray("fallen");
        check.past().fallen()
                .forEach(quote -> fallen.addObject().put("passage_id", quote.quote().passageId())
                        .put("language", quote.quote().language()).put("quote", quote.quote().words())
                        .put("answers", quote.answers()).put("now", quote.now()).put("moved_to", quote.movedTo())
                        .set("conversations", array(quote.conversations())));
        return json;
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static void put(ObjectNode json, Side side) {
        json.put("language", side.language().tag()).put("text", side.text());
        ArrayNode signals = json.putArray("signals");
        side.signals().forEach(signals::add);
    }

    private static void put(ObjectNode json, Got got) {
        json.put("outcome", got.outcome());
        ArrayNode cited = json.putArray("citations");
        got.cited().forEach(citation -> cited.addObject().put("passage_id", citation.passageId())
                .put("language", citation.language()).put("quote", citation.quote()));
        ArrayNode shortOf = json.putArray("short");
        got.shortOf().forEach(figure -> shortOf.add(figure.label()));
    }
}
