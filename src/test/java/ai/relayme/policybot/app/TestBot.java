package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.corpus.Folders;
import ai.relayme.policybot.http.HttpServer;
import ai.relayme.policybot.http.reference.ApiContract;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The whole bot on a free port, with a data folder of its own, and a client that talks to it as callers do. */
public final class TestBot implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> TABLES = List.of("conversation", "answer", "api_key", "case_file", "outbox");

    /** {@code -Dtest.database=postgresql} has every bot that is told of no database use one of its own there. */
    private static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("test.database"));

    /** Started when the first bot wants a database. */
    private static final class Postgres {
        static final TestPostgres SHARED = TestPostgres.startHasty();
    }

    /** Read once, when the first reply comes. */
    private static final class Contract {
        static final ApiContract ALL = new ApiContract();
    }

    private final Path data;
    private final PolicyBot bot;
    private final int port;
    private final List<String> routes;
    private final String databaseUrl;
    private final Store store;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestBot(Path data, Map<String, String> environment) throws Exception {
        this.data = data;
        Settings settings = Settings.of(Map.of(), environment);
        bot = new PolicyBot(settings);
        try {
            HttpServer server = bot.serve();
            port = server.port();
            routes = server.routes();
            bot.deliver();
        } catch (Exception e) {
            bot.close();
            throw e;
        }
        databaseUrl = settings.databaseUrl();
        store = Store.open(databaseUrl);
    }

    /** As the other, with these settings as well. */
    public static TestBot start(List<String> also, String... settings) {
        return start(Stream.concat(Stream.of(settings), also.stream()).toArray(String[]::new));
    }

    /** A bot with the shipped corpus and no rate limit, and with these settings, given as name, value, name, value. */
    public static TestBot start(String... settings) {
        try {
            Path data = Files.createTempDirectory("policybot-test");
            Map<String, String> environment = new HashMap<>(
                    Map.of("PORT", "0", "RATE_LIMIT", "off", "DATA_DIR", data.toString()));
            for (int i = 0; i < settings.length; i += 2) {
                environment.put(settings[i], settings[i + 1]);
            }
            if (ON_POSTGRESQL && !environment.containsKey("DATABASE_URL")) {
                environment.put("DATABASE_URL", Postgres.SHARED.freshUrl());
            }
            return new TestBot(data, environment);
        } catch (Exception e) {
            throw new IllegalStateException("the bot does not start", e);
        }
    }

    /** Has it rehearse, as a server does once it listens. */
    void warmUp() {
        bot.warmUp();
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Method and path of every route that it serves. */
    public List<String> routes() {
        return routes;
    }

    /** Where it keeps everything, readable when it is closed too. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** What links to it begin with. */
    public String publicUrl() {
        return "http://localhost:" + port;
    }

    /** The folder it writes to. */
    public Path data() {
        return data;
    }

    /** Makes an API key. */
    public String apiKey(String name) {
        return apiKey(ApiKey.Grant.all(name));
    }

    /** Makes an API key that may do that. */
    public String apiKey(ApiKey.Grant grant) {
        return bot.apiKeys().add(grant, "test");
    }

    /** What is kept of the API keys, the newest first. */
    public List<ApiKey> apiKeys() {
        return bot.apiKeys().all();
    }

    /** Revokes an API key. */
    public boolean revoke(String key) {
        return bot.apiKeys().revoke(key, "test");
    }

    /** Erases what is too old, as the command does; gives how many conversations. */
    public int purge() {
        return bot.purge();
    }

    /** The link that sets up the first agent, if it takes one. */
    public Optional<String> setupLink() {
        return bot.setUpAgents();
    }

    /** Makes an agent of that role who can log in by that password, as an administrator would. */
    public void agent(String name, Role role, String password) {
        String token = bot.agents().add(name, role, "test").orElseThrow();
        assertThat(bot.agents().choosePassword(token, password)).isPresent();
    }

    /** The cookies of a session of that agent. */
    public String session(String name, String password) {
        HttpResponse<String> reply = post("/api/console/session",
                JSON.createObjectNode().put("name", name).put("password", password).toString());
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return reply.headers().allValues("Set-Cookie").stream().map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    /**
     * A request to that path; headers given as name, value, name, value. One to the console comes from its own page, unless
     * a header tells where it comes from.
     */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        if (path.startsWith("/api/console/")
                && Stream.of(headers).noneMatch(name -> name.equals("Origin") || name.equals("Sec-Fetch-Site"))) {
            request.header("Origin", "http://127.0.0.1:" + port);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Sends a request and gives the reply's lines as they come. */
    public HttpResponse<Stream<String>> stream(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new IllegalStateException("no reply came", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request and gives the reply, which must be as the API's document says. */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpRequest sent = request.build();
            HttpResponse<String> reply = client.send(sent, BodyHandlers.ofString(StandardCharsets.UTF_8));
            Contract.ALL.check(sent.method(), sent.uri().getRawPath(), reply);
            return reply;
        } catch (IOException e) {
            throw new IllegalStateException("no reply came", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The reply to a GET. */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers));
    }

    /** The reply to a POST of that JSON text. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** The JSON of a reply. */
    public static ObjectNode json(HttpResponse<String> reply) {
        return json(reply.body());
    }

    /** The JSON object in a text. */
    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The body of a request that asks that question. */
    public static ObjectNode question(String question) {
        return JSON.createObjectNode().put("question", question);
    }

    /** The answer to a question in a conversation of its own. */
    public ObjectNode ask(String question) {
        return ask(question(question));
    }

    /** The answer to a request's body. */
    public ObjectNode ask(JsonNode body, String... headers) {
        HttpResponse<String> reply = post("/ask", body.toString(), headers);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return json(reply);
    }

    /** The answer to a question in the conversation of an earlier answer. */
    public ObjectNode goOn(JsonNode earlier, String question) {
        return ask(question(question).put("conversation_id", earlier.path("conversation_id").asText()),
                "Authorization", "Bearer " + earlier.path("conversation_token").asText());
    }

    /** The events of a streamed answer. */
    public List<SseEvent> stream(String question) {
        HttpResponse<String> reply = post("/ask", question(question).toString(), "Accept", "text/event-stream");
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return SseEvent.parse(reply.body());
    }

    /** The sum of a metric over all rows of that name that have these labels, given as {@code name="value"}; 0 without any. */
    public double metric(String name, String... labels) {
        return get("/metrics").body().lines().filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /** How many rows each table has. */
    public Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(table, store.read(
                    handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one()));
        }
        return rows;
    }

    /** A column of the stored row of that answer. */
    public String stored(String answerId, String column) {
        return store.read((Handle handle) -> handle.createQuery("select " + column + " from answer where id = :id")
                .bind("id", answerId).mapTo(String.class).one());
    }

    @Override
    public void close() {
        // a reply that a test has not read to its end must not hold it up
        client.shutdownNow();
        store.close();
        bot.close();
        Folders.delete(data);
    }
}
