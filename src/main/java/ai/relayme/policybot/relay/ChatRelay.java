package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Slots.Slot;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A model behind RelayMe's relay, asked over HTTP. Safe for concurrent use; calls block, so they belong on virtual
 * threads. Never follows a redirect, which would hand the key to someone else.
 */
public final class ChatRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChatRelay.class);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final RelayConfig config;
    private final Duration silence;
    private final Slots slots;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final java.net.http.HttpClient transport;
    private volatile boolean closed;

    public ChatRelay(RelayConfig config) {
        this.config = config;
        this.slots = new Slots(config.concurrency());
        // half of the time at most, so that a model that keeps silent leaves some for the next
        this.silence = shorter(LONGEST_SILENCE, config.timeout().dividedBy(2));
        this.transport = java.net.http.HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER)
                .connectTimeout(shorter(LONGEST_CONNECT, config.timeout())).executor(executor).build();
    }

    /**
     * Has the model answer, and hands over each sentence with its markers as soon as it has come; nothing of it is
     * verified. Blocks until the answer is whole, at most the configured timeout; interrupting the thread ends the call.
     *
     * @param sentence takes the sentences on the calling thread; what it throws ends the call and is thrown on
     * @throws RelayException where there is no whole answer; what was handed over by then stays valid
     */
    public Completion write(Prompt prompt, Consumer<String> sentence) throws RelayException {
        Deadline deadline = Deadline.in(config.timeout());
        try (Slot _ = slots.take(deadline)) {
            return askInTurn(prompt, sentence, deadline);
        } catch (RelayException e) {
            if (e.reason() == Reason.BUSY) {
                LOG.warn("relay not called: reason={}; no answer", e.reason());
            }
            throw e;
        }
    }

    private Completion askInTurn(Prompt prompt, Consumer<String> sentence, Deadline deadline) throws RelayException {
        List<String> models = config.models();
        for (int i = 0;; i++) {
            AnswerHandler handler = new AnswerHandler(sentence);
            try {
                return ask(models.get(i), prompt, handler, deadline);
            } catch (RelayException e) {
                boolean askNext = i + 1 < models.size() && !handler.hasHandedOver() && e.isWorthAnotherModel()
                        && !deadline.hasPassed();
                // a visitor who leaves is no fault of the relay
                LOG.atLevel(e.reason() == Reason.CANCELLED ? Level.INFO : Level.WARN).log(
                        "relay call failed: model={} reason={} ({}); {}", models.get(i), e.reason(), e.getMessage(),
                        askNext ? "asking the next model" : "no whole answer");
                if (!askNext) {
                    handler.cut();
                    throw e;
                }
            }
        }
    }

    private Completion ask(String model, Prompt prompt, AnswerHandler handler, Deadline deadline)
            throws RelayException {
        RelayCall call = new RelayCall(transport, deadline, silence);
        OpenAiStreamingChatModel chatModel = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new Ready(call)).baseUrl(config.baseUrl().toString()).apiKey(config.apiKey())
                .modelName(model).build();
        chatModel.chat(List.of(SystemMessage.from(PromptText.system(prompt)),
                UserMessage.from(PromptText.user(prompt))), handler);
        handler.throwConsumerFault();
        try {
            ChatResponse response = wholeResponse(call, handler);
            handler.finish();
            if (!handler.hasHandedOver() && !handler.isNotCovered()) {
                throw new RelayException(Reason.MALFORMED, "the answer is empty");
            }
            TokenUsage usage = response.tokenUsage();
            return new Completion(model, handler.isNotCovered(), usage == null ? 0 : count(usage.inputTokenCount()),
                    usage == null ? 0 : count(usage.outputTokenCount()));
        } catch (RelayException e) {
            throw closed ? new RelayException(Reason.CANCELLED, "the relay was closed") : e;
        }
    }

    private static ChatResponse wholeResponse(RelayCall call, AnswerHandler handler) throws RelayException {
        if (handler.isTooLong()) {
            throw new RelayException(Reason.TOO_LONG, "the answer is longer than any should be");
        }
        if (call.failure().isPresent()) {
            throw call.failure().get();
        }
        ChatResponse response = handler.response()
                .orElseThrow(() -> new RelayException(Reason.MALFORMED, "an event is not of the expected form"));
        FinishReason reason = response.finishReason();
        if (handler.isBroken() || reason == null) {
            throw new RelayException(Reason.MALFORMED, "an event is not of the expected form");
        }
        return switch (reason) {
            case STOP -> response;
            case LENGTH -> throw new RelayException(Reason.TRUNCATED, "the model ran out of room");
            case CONTENT_FILTER -> throw new RelayException(Reason.REFUSED, "the model's content filter stepped in");
            case TOOL_EXECUTION, OTHER ->
                throw new RelayException(Reason.MALFORMED, "the model did not write an answer");
        };
    }

    /** Ends the calls that are running, which then throw {@code CANCELLED}, and lets go of the connections. */
    @Override
    public void close() {
        closed = true;
        transport.shutdownNow();
        transport.close();
        executor.close();
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Hands LangChain4j a client that is built already; the timeouts it offers are the call's own affair. */
    private record Ready(HttpClient client) implements HttpClientBuilder {
        @Override
        public @Nullable Duration connectTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
