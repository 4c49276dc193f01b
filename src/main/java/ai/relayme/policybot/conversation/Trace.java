package ai.relayme.policybot.conversation;

import ai.relayme.policybot.answer.Answer;
import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Citation;
import ai.relayme.policybot.answer.Segment;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.correction.ReviewedAnswers.Reviewed;
import ai.relayme.policybot.glossary.Concept;
import ai.relayme.policybot.grounding.Verdict;
import ai.relayme.policybot.intent.Intent;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.relay.Call;
import ai.relayme.policybot.relay.Completion;
import ai.relayme.policybot.retrieval.RankedPassage;
import ai.relayme.policybot.retrieval.Retrieval;
import ai.relayme.policybot.retrieval.Signals;
import ai.relayme.policybot.transcript.Explanation;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what explains an answer, for the transcript; its time begins when it is made. Not safe for concurrent use. */
final class Trace {
    /** Of some hundred concepts, those that the question is likely about; the rest is noise. */
    private static final int MOST_CONCEPTS = 8;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode verdicts = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    private final Map<String, Integer> counted = new TreeMap<>();
    private final long began = System.nanoTime();
    private Optional<Duration> firstSegment = Optional.empty();
    private long inputTokens;
    private long outputTokens;
    private BigDecimal cost = BigDecimal.ZERO;
    private @Nullable Retrieval retrieval;
    private @Nullable String intent;
    private @Nullable String promptVersion;
    private @Nullable String relayFailure;
    private int rejected;
    private @Nullable String correctionId;

    void intent(Intent intent) {
        this.intent = intent.label();
        json.put("intent", intent.label());
    }

    void retrieval(Retrieval retrieval) {
        this.retrieval = retrieval;
        json.put("corpus_version", retrieval.corpus().version());
        json.put("retrieved_micros", micros(elapsed()));
        json.put("query", retrieval.query().text());
        json.put("earlier", retrieval.query().earlier());
        json.put("support", retrieval.support());
        json.put("threshold", retrieval.threshold());
        retrieval.uncovered().ifPresent(concept -> json.put("uncovered", concept));
        ArrayNode passages = json.putArray("passages");
        for (RankedPassage hit : retrieval.ranked()) {
            Passage passage = hit.passage();
            ObjectNode entry = passages.addObject().put("passage_id", passage.id())
                    .put("language", passage.language().tag()).put("score", hit.score());
            retrieval.corpus().document(passage.document(), passage.language())
                    .ifPresent(document -> entry.put("version", document.version()));
            ObjectNode signals = entry.putObject("signals");
            signals(hit.signals()).forEach(signals::put);
        }
        ObjectNode asked = json.putObject("asked");
        retrieval.asked().entrySet().stream().sorted(Map.Entry.<Concept, Double>comparingByValue().reversed())
                .limit(MOST_CONCEPTS).forEach(concept -> asked.put(concept.getKey().id(), concept.getValue()));
    }

    private static Map<String, Double> signals(Signals signals) {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("words", signals.words());
        named.put("evidence", signals.evidence());
        named.put("context_words", signals.contextWords());
        named.put("word_cover", signals.wordCover());
        named.put("concepts", signals.concepts());
        named.put("topics", signals.topics());
        named.put("context_topics", signals.contextTopics());
        named.put("meaning", signals.meaning());
        named.put("surroundings", signals.surroundings());
        return named;
    }

    void verdict(Verdict verdict) {
        ObjectNode entry = verdicts.addObject();
        switch (verdict) {
            case Verdict.Supported supported -> {
                entry.put("text", supported.text()).put("passed", true);
                ArrayNode grounds = entry.putArray("passages");
                supported.grounds().forEach(ground -> grounds.add(ground.passage().id()));
                counted.merge("supported", 1, Integer::sum);
            }
            case Verdict.Rejected rejected -> {
                entry.put("text", rejected.text()).put("passed", false).put("gate", rejected.gate().name())
                        .put("reason", rejected.reason());
                rejected.clause().ifPresent(clause -> entry.put("replaced_by", clause.passage().id()));
                counted.merge(rejected.gate().name(), 1, Integer::sum);
                this.rejected++;
            }
        }
    }

    void reviewed(Reviewed answer) {
        correctionId = answer.correctionId();
        json.put("correction_id", answer.correctionId());
        json.put("likeness", answer.likeness());
    }

    void rewritten(String question) {
        json.put("rewritten", question);
    }

    void prompt(String version, int passages) {
        promptVersion = version;
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
        relayFailure = reason;
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

    /** What lists are filtered by and figures made of. */
    Explanation explanation(Answer answer) {
        Retrieval found = retrieval;
        String reason = answer instanceof Answer.Abstained abstained ? abstained.abstention().reason().label() : null;
        Long firstMicros = firstSegment.map(Trace::micros).orElse(null);
        if (found == null) {
            return new Explanation(intent, reason, null, null, null, null, null, promptVersion, relayFailure, rejected,
                    inputTokens, outputTokens, micros(elapsed()), firstMicros, correctionId);
        }
        String topPassage = found.ranked().isEmpty() ? null : found.ranked().getFirst().passage().id();
        return new Explanation(intent, reason, topic(found), found.query().text(), found.support(),
                found.threshold(), topPassage, promptVersion, relayFailure, rejected, inputTokens, outputTokens,
                micros(elapsed()), firstMicros, correctionId);
    }

    private static @Nullable String topic(Retrieval retrieval) {
        return retrieval.uncovered().or(() -> retrieval.asked().entrySet().stream().max(Map.Entry.comparingByValue())
                .map(likeliest -> likeliest.getKey().id())).orElse(null);
    }

    ObjectNode json() {
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
        return json;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
