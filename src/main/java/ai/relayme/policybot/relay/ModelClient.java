package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.Call.Purpose;
import ai.relayme.policybot.relay.RelayException.Reason;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to the models of one relay, each on the calling thread. Never follows a redirect, which would hand the key
 * to someone else. Safe for concurrent use.
 */
final class ModelClient implements AutoCloseable {
    private final RelayConfig config;
    private final Timings timings;
    private final Consumer<Call> ledger;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final java.net.http.HttpClient transport;
    private volatile boolean closed;

    /**
     * A client without connections yet.
     *
     * @param tls    what certificates are checked by
     * @param ledger is told of every call that ended, before the one who takes its pieces
     */
    ModelClient(RelayConfig config, Timings timings, SSLContext tls, Consumer<Call> ledger) {
        this.config = config;
        this.timings = timings;
        this.ledger = ledger;
        this.transport = java.net.http.HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER)
                .connectTimeout(timings.connect()).executor(executor).sslContext(tls).build();
    }

    /**
     * What is asked.
     *
     * @param system    the rules
     * @param user      the matter
     * @param mostBytes the longest answer, in bytes of UTF-8
     */
    record Request(Purpose purpose, String system, String user, int mostBytes) {}

    /** Takes the pieces of an answer and what became of the call. */
    interface Pieces {
        void piece(String text);

        /** The answer is whole as the relay sees it; throws where it is none all the same. */
        default void end() throws RelayException {}

        void ended(Call call);
    }

    /**
     * Asks a model.
     *
     * @throws RelayException where there is no whole answer; the pieces that came by then were handed over
     */
    void ask(String model, Request request, Pieces pieces, Deadline deadline) throws RelayException {
        long began = System.nanoTime();
        RelayCall call = new RelayCall(transport, deadline, timings);
        ResponseHandler handler = new ResponseHandler(pieces::piece, request.mostBytes());
        OpenAiStreamingChatModel chatModel = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new Ready(call)).baseUrl(config.baseUrl().toString()).apiKey(config.apiKey())
                .modelName(model).build();
        List<ChatMessage> messages = new ArrayList<>();
        if (!request.system().isEmpty()) {
            messages.add(SystemMessage.from(request.system()));
        }
        messages.add(UserMessage.from(request.user()));
        chatModel.chat(messages, handler);
        RelayException failure = null;
        Usage usage = Usage.NONE;
        try {
            handler.throwConsumerFault();
            usage = usage(handler.wholeResponse(call.failure().orElse(null)), request, handler);
            pieces.end();
        } catch (RelayException e) {
            failure = closed ? new RelayException(Reason.CANCELLED, "the relay was closed") : e;
            usage = usage.tokens() == 0 && isCharged(e) ? estimate(request, handler) : usage;
            throw failure;
        } catch (RuntimeException e) {
            failure = new RelayException(Reason.CANCELLED, "nobody takes the answer any more");
            usage = estimate(request, handler);
            throw e;
        } finally {
            Call ended = new Call(request.purpose(), model, failure == null ? null : failure.reason(),
                    failure == null ? 0 : failure.status().orElse(0), usage,
                    Duration.ofNanos(System.nanoTime() - began));
            ledger.accept(ended);
            pieces.ended(ended);
        }
    }

    /** A relay charges for what it began to answer; of a call that it refused or that never reached it, nothing. */
    private static boolean isCharged(RelayException failure) {
        return failure.status().isEmpty() && switch (failure.reason()) {
            case UNREACHABLE, CERTIFICATE, MISDIRECTED, KEY_REFUSED, UNKNOWN_MODEL, QUOTA_EXHAUSTED, RATE_LIMITED ->
                false;
            default -> true;
        };
    }

    private static Usage usage(ChatResponse response, Request request, ResponseHandler handler) {
        TokenUsage counted = response.tokenUsage();
        if (counted == null || counted.inputTokenCount() == null || counted.outputTokenCount() == null) {
            return estimate(request, handler);
        }
        return new Usage(Math.max(0, counted.inputTokenCount()), Math.max(0, counted.outputTokenCount()), false);
    }

    private static Usage estimate(Request request, ResponseHandler handler) {
        return Usage.estimate(List.of(request.system(), request.user()), handler.bytes());
    }

    /** Ends the calls that are running, which then throw {@code CANCELLED}, and lets go of the connections. */
    @Override
    public void close() {
        closed = true;
        transport.shutdownNow();
        transport.close();
        executor.close();
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
