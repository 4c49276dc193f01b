package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What an event of the stream says about the stream. LangChain4j drops error events and takes a stream that just ends for
 * a whole answer, so this is looked at before it gets the event.
 *
 * @param finish  whether the model says why it ends here
 * @param ignored whether it belongs to another choice than the first
 */
record RelayEvent(boolean finish, boolean ignored) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Reads an event's JSON; throws what an error event says, as a reason alone. */
    static RelayEvent read(String data) throws RelayException {
        JsonNode event = parse(data);
        throwIfError(event);
        JsonNode choice = event.path("choices").path(0);
        return new RelayEvent(choice.path("finish_reason").isTextual(), choice.path("index").asInt(0) != 0);
    }

    /** The event that carries all of an answer which came as one JSON document although a stream was asked for. */
    static String ofWholeAnswer(String body) throws RelayException {
        JsonNode answer = parse(body);
        throwIfError(answer);
        if (answer instanceof ObjectNode document
                && document.path("choices").path(0) instanceof ObjectNode choice && choice.has("message")) {
            choice.set("delta", choice.remove("message"));
        }
        return answer.toString();
    }

    /** Whether the event has no choice in it and no error, as the one has that counts the tokens. */
    static boolean hasUsageAlone(String data) throws RelayException {
        JsonNode event = parse(data);
        throwIfError(event);
        return event.path("usage").isObject() && event.path("choices").isEmpty();
    }

    /** What an event that is an error by its name means. */
    static RelayException error(String data) {
        try {
            throwIfError(parse(data));
        } catch (RelayException e) {
            if (e.reason() != Reason.MALFORMED) {
                return e;
            }
        }
        return new RelayException(Reason.SERVER_ERROR, "the stream reports an error");
    }

    private static JsonNode parse(String data) throws RelayException {
        try {
            JsonNode parsed = JSON.readTree(data);
            if (parsed.isObject()) {
                return parsed;
            }
        } catch (JsonProcessingException _) {
            // the exception quotes the text it failed on, so it goes no further
        }
        throw new RelayException(Reason.MALFORMED, "an event is not a JSON object");
    }

    private static void throwIfError(JsonNode event) throws RelayException {
        JsonNode error = event.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw RelayError.ofDocument(error);
        }
    }
}
