package ai.relayme.policybot.relay;

import ai.relayme.policybot.relay.EventReader.Event;
import ai.relayme.policybot.relay.RelayException.Reason;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call of LangChain4j, run on the calling thread from the request to the last event. Holds the call to its
 * deadlines, which LangChain4j's own timeout does only up to the headers, and remembers the first thing that went wrong,
 * which is the only one that counts. Used once, by one thread.
 */
final class RelayCall implements HttpClient {
    /** How long an answer that is whole already waits for the token counts. */
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String DONE = "[DONE]";

    private final java.net.http.HttpClient transport;
    private final Deadline deadline;
    private final Timings timings;
    private @Nullable RelayException failure;

    /**
     * A call over the transport.
     *
     * @param deadline when it must have come to its end
     */
    RelayCall(java.net.http.HttpClient transport, Deadline deadline, Timings timings) {
        this.transport = transport;
        this.deadline = deadline;
        this.timings = timings;
    }

    /** What went wrong first; nothing where the stream came to a stated end. */
    Optional<RelayException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("the relay's answers are streamed");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        // the parser is left aside: it reads lines of any length and waits for them without end
        try {
            stream(request, listener);
            listener.onClose();
        } catch (RelayException e) {
            failure = e;
            listener.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new RelayException(Reason.CANCELLED, "interrupted during the call");
            listener.onError(e);
        }
    }

    private void stream(HttpRequest request, ServerSentEventListener listener)
            throws RelayException, InterruptedException {
        Deadline first = deadline.orIn(timings.firstEvent());
        // made before the response comes: a call given up at that very moment would leave its connection to nobody
        try (TimedBody body = new TimedBody()) {
            HttpResponse<?> response = send(request, body, first);
            EventReader events = new EventReader(body);
            if (RelayError.isError(response.statusCode())) {
                throw error(response, events);
            }
            listener.onOpen(SuccessfulHttpResponse.builder().statusCode(response.statusCode())
                    .headers(response.headers().map()).build());
            ServerSentEventContext context = new ServerSentEventContext(
                    new DefaultServerSentEventParsingHandle(InputStream.nullInputStream()));
            switch (mediaType(response)) {
                case "application/json" -> {
                    String event = RelayEvent.ofWholeAnswer(events.rest(first));
                    requireFinish(RelayEvent.read(event).finish());
                    listener.onEvent(new ServerSentEvent(null, event), context);
                }
                case "text/html" -> throw new RelayException(Reason.MISDIRECTED, "the relay answers with a web page");
                default -> forward(events, first, listener, context);
            }
        }
    }

    private void forward(EventReader events, Deadline first, ServerSentEventListener listener,
            ServerSentEventContext context) throws RelayException, InterruptedException {
        ServerSentEventParsingHandle handle = context.parsingHandle();
        Deadline until = first;
        while (!handle.isCancelled()) {
            Optional<Event> event = events.next(until);
            requireFinish(event.isPresent());
            if (event.get().name().equals("error")) {
                throw RelayEvent.error(event.get().data());
            }
            String data = event.get().data();
            requireFinish(!data.equals(DONE));
            RelayEvent read = RelayEvent.read(data);
            if (!read.ignored()) {
                listener.onEvent(new ServerSentEvent(null, data), context);
            }
            if (read.finish() && !read.ignored()) {
                forwardUsage(events, listener, context);
                return;
            }
            until = deadline.orIn(timings.idle());
        }
    }

    /** The answer is whole; what is still worth having is the event without a choice that counts the tokens. */
    private void forwardUsage(EventReader events, ServerSentEventListener listener, ServerSentEventContext context)
            throws InterruptedException {
        Deadline grace = deadline.orIn(GRACE);
        try {
            Optional<Event> event = events.next(grace);
            while (event.isPresent() && !event.get().data().equals(DONE)) {
                if (RelayEvent.hasUsageAlone(event.get().data())) {
                    listener.onEvent(new ServerSentEvent(null, event.get().data()), context);
                }
                event = events.next(grace);
            }
        } catch (RelayException _) {
            // nothing that follows the end of an answer makes it less whole
        }
    }

    private HttpResponse<?> send(HttpRequest request, TimedBody body, Deadline until)
            throws RelayException, InterruptedException {
        java.net.http.HttpRequest.Builder outgoing = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
        CompletableFuture<HttpResponse<TimedBody>> response = transport.sendAsync(outgoing.build(),
                head -> body);
        try {
            return response.get(until.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new RelayException(Reason.TIMEOUT, "no response in time");
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } finally {
            // closes the connection where the response has not come; otherwise it changes nothing
            response.cancel(true);
        }
    }

    private RelayException error(HttpResponse<?> response, EventReader events) throws InterruptedException {
        String said = "";
        try {
            said = events.rest(deadline.orIn(GRACE));
        } catch (RelayException _) {
            // the status says enough
        }
        return RelayError.ofResponse(response.statusCode(), said, header(response, "Retry-After"),
                header(response, "Date"));
    }

    private static RelayException unreachable(Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return new RelayException(Reason.TIMEOUT, "no connection in time");
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof CertificateException || each instanceof SSLPeerUnverifiedException) {
                return new RelayException(Reason.CERTIFICATE, "the relay's certificate is not valid for its address");
            }
        }
        return new RelayException(Reason.UNREACHABLE, "no response: " + cause.getClass().getSimpleName());
    }

    private static void requireFinish(boolean finished) throws RelayException {
        if (!finished) {
            throw new RelayException(Reason.TRUNCATED, "the stream ended without saying why");
        }
    }

    private static String mediaType(HttpResponse<?> response) {
        String type = header(response, "Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
