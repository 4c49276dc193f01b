package ai.relayme.policybot.answer;

import ai.relayme.policybot.corpus.Document;
import ai.relayme.policybot.corpus.Passage;
import ai.relayme.policybot.intent.Right;
import ai.relayme.policybot.language.Language;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON of an answer, as the API gives it and as the transcript keeps it. Immutable. */
public final class AnswerJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Supplier<URI> publicUrl;

    /** Citations link to that address, which a server on any free port knows only once it listens. */
    public AnswerJson(Supplier<URI> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /**
     * What is known of an answer besides its content.
     *
     * @param id                its id
     * @param conversationId    the conversation it belongs to
     * @param conversationToken lets the visitor go on with the conversation; absent where it must not be kept
     * @param createdAt         when the question came
     */
    public record Head(String id, String conversationId, @Nullable String conversationToken, Instant createdAt) {}

    /** The whole answer. */
    public ObjectNode answer(Head head, Answer answer) {
        Answer.Body body = answer.body();
        ObjectNode json = JSON.objectNode();
        json.put("id", head.id());
        json.put("conversation_id", head.conversationId());
        if (head.conversationToken() != null) {
            json.put("conversation_token", head.conversationToken());
        }
        json.put("created_at", head.createdAt().truncatedTo(ChronoUnit.MILLIS).toString());
        json.put("language", body.language().tag());
        json.put("outcome", answer.outcome());
        json.put("mode", body.mode().label());
        json.put("model", body.model());
        json.put("answer", text(body));
        ArrayNode segments = json.putArray("segments");
        body.segments().forEach(segment -> segments.add(segment(segment)));
        json.set("citations", citations(body.citations()));
        json.set("abstain", answer instanceof Answer.Abstained abstained
                ? abstention(abstained.abstention())
                : JSON.nullNode());
        json.set("handoff", handoff(answer.handoffOffered()));
        ArrayNode notices = json.putArray("notices");
        body.notices().stream().sorted().forEach(notice -> notices.add(notice.label()));
        return json;
    }

    /** The JSON of an answer that was kept. */
    public static ObjectNode read(String kept) {
        try {
            return (ObjectNode) MAPPER.readTree(kept);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer was kept that is no JSON", e);
        }
    }

    /** The rights that an answer which was kept offers to use, none where it offers none. */
    public static List<Right> rightsOffered(String kept) {
        JsonNode handoff = read(kept).path("handoff");
        // a kept answer may name one alone
        Stream<JsonNode> rights = handoff.has("rights")
                ? handoff.path("rights").valueStream()
                : Stream.of(handoff.path("right"));
        return rights.flatMap(right -> Right.ofLabel(right.asText()).stream()).toList();
    }

    /** The answer as one text, each sentence followed by its markers. */
    public static String text(Answer.Body body) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : body.segments()) {
            text.append(text(segment, text.isEmpty(), body.language()));
        }
        return text.toString();
    }

    /**
     * A segment as it stands in the text.
     *
     * @param first whether it is the first one, before which nothing sets it apart
     */
    public static String text(Segment segment, boolean first, Language language) {
        // quotes are sentences of their own; what a model wrote runs on
        String gap = segment.provenance() != Provenance.AI_GENERATED ? "\n" : language.isChinese() ? "" : " ";
        String markers = segment.citations().stream().map(number -> "[" + number + "]").collect(Collectors.joining());
        return (first ? "" : gap) + segment.text() + (markers.isEmpty() ? "" : " " + markers);
    }

    /** A segment as it stands in the whole answer. */
    private static ObjectNode segment(Segment segment) {
        ObjectNode json = JSON.objectNode();
        json.put("text", segment.text());
        ArrayNode numbers = json.putArray("citations");
        segment.citations().forEach(numbers::add);
        json.put("provenance", segment.provenance().label());
        return json;
    }

    /** A segment as it is streamed: with the whole of the citations that are new with it. */
    public ObjectNode streamed(int index, Segment segment, List<Citation> fresh) {
        ObjectNode json = JSON.objectNode();
        json.put("index", index);
        json.put("text", segment.text());
        json.put("provenance", segment.provenance().label());
        ArrayNode numbers = json.putArray("numbers");
        segment.citations().forEach(numbers::add);
        json.set("citations", citations(fresh));
        return json;
    }

    private ArrayNode citations(List<Citation> citations) {
        ArrayNode array = JSON.arrayNode();
        citations.forEach(citation -> array.add(citation(citation)));
        return array;
    }

    private ObjectNode citation(Citation citation) {
        Document document = citation.document();
        Passage passage = citation.passage();
        ObjectNode json = JSON.objectNode();
        json.put("number", citation.number());
        json.put("passage_id", passage.id());
        json.put("document", document.id());
        json.put("title", document.title());
        json.put("language", document.language().tag());
        json.put("version", document.version());
        json.put("digest", document.digest());
        json.put("section", Integer.toString(passage.section()));
        json.put("heading", passage.heading());
        json.put("quote", citation.quote());
        json.put("start", citation.start());
        json.put("end", citation.end());
        json.put("url", url(passage).toString());
        Citation.Prevailing prevailing = citation.prevailing();
        if (prevailing == null) {
            json.putNull("prevailing");
        } else {
            json.putObject("prevailing").put("language", prevailing.document().language().tag())
                    .put("quote", prevailing.passage().text()).put("status", prevailing.document().status().label());
        }
        return json;
    }

    /** Where a reader finds the passage on this bot's own pages. */
    public URI url(Passage passage) {
        return URI
                .create(publicUrl.get() + "/documents/" + passage.document() + "?lang=" + passage.language().tag() + "#"
                        + passage.anchor());
    }

    private ObjectNode abstention(Abstention abstention) {
        ObjectNode json = JSON.objectNode();
        json.put("reason", abstention.reason().label());
        json.set("closest", citations(abstention.closest()));
        return json;
    }

    private static JsonNode handoff(Optional<Handoff> handoff) {
        if (handoff.isEmpty()) {
            return JSON.nullNode();
        }
        ObjectNode json = JSON.objectNode();
        switch (handoff.get()) {
            case Handoff.RightsRequest request -> {
                json.put("kind", "rights_request").put("right",
                        request.rights().isEmpty() ? null : request.rights().getFirst().label());
                ArrayNode rights = json.putArray("rights");
                request.rights().forEach(right -> rights.add(right.label()));
            }
            case Handoff.General general -> json.put("kind", "support");
        }
        Handoff.Support desk = handoff.get().desk();
        json.put("email", desk.email());
        json.put("hours", desk.hours());
        json.put("open_now", desk.openNow());
        Instant nextOpen = desk.nextOpen();
        json.put("next_open", nextOpen == null ? null : nextOpen.toString());
        return json;
    }
}
