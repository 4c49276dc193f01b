package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.http.request.Problems;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which requests a server refuses by the thread that read them, over real connections. */
class DispatchTest {
    private static final Executor AT_ONCE = Runnable::run;

    private final Set<String> ids = new HashSet<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicReference<Executor> virtual = new AtomicReference<>(AT_ONCE);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server = new Server(0);

    @BeforeEach
    void start() throws Exception {
        EarlyProblems early = new EarlyProblems(
                new Problems(() -> URI.create("https://bot.example"), "help@example.com"),
                new SecurityHeaders(_ -> false, true), UlidFactory.newInstance());
        Dispatch dispatch = new Dispatch(task -> virtual.get().execute(task), AT_ONCE, _ -> !full.get(),
                early::refuse);
        dispatch.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.setStatus(204);
                callback.succeeded();
                return true;
            }
        });
        server.setHandler(dispatch);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop();
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        return send("POST", path);
    }

    private CompletableFuture<HttpResponse<String>> send(String method, String path) {
        return client.sendAsync(HttpRequest.newBuilder(server.getURI().resolve(path))
                .method(method, BodyPublishers.ofString("{\"question\": \"hello\"}")).build(), BodyHandlers.ofString());
    }

    private void assertRefused(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(reply.headers().map()).containsKeys("content-security-policy", "strict-transport-security");
        assertThat(reply.headers().firstValue("Access-Control-Allow-Origin")).as("pages may read it").hasValue("*");
        assertThat(reply.body()).contains("Too many questions", reply.headers().firstValue("Request-Id").orElseThrow());
        assertThat(ids.add(reply.headers().firstValue("Request-Id").orElseThrow())).as("an id of its own").isTrue();
    }

    @Test
    void refusesQuestionsAloneWhileTooManyAreBeingWorkedOn() {
        full.set(true);
        assertRefused(send("/ask").join());
        assertRefused(send("/ask").join());
        assertRefused(send("/v1/chat/completions").join());
        assertRefused(send("/mcp").join());
        assertThat(send("OPTIONS", "/ask").join().statusCode()).as("a browser that asks whether it may").isEqualTo(204);
        assertThat(send("/search").join().statusCode()).isEqualTo(204);
        full.set(false);
        assertThat(send("/ask").join().statusCode()).as("on the connection that was refused").isEqualTo(204);
    }

    @Test
    void refusesAnythingButHealthAndFiguresWhileTooManyWaitToBegin() {
        Queue<Runnable> unbegun = new ConcurrentLinkedQueue<>();
        virtual.set(unbegun::add);
        int most = Dispatch.MOST_UNBEGUN_A_CORE * Runtime.getRuntime().availableProcessors();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            waiting.add(send("/search"));
        }
        Waiting.until("all of them wait", () -> unbegun.size() == most);
        assertRefused(send("/documents").join());
        assertThat(send("/health/live").join().statusCode()).isEqualTo(204);
        assertThat(send("/metrics").join().statusCode()).isEqualTo(204);
        virtual.set(AT_ONCE);
        unbegun.forEach(Runnable::run);
        assertThat(waiting).allMatch(reply -> reply.join().statusCode() == 204);
        assertThat(send("/documents").join().statusCode()).isEqualTo(204);
    }
}
