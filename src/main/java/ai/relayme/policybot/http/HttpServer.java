package ai.relayme.policybot.http;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.conversation.Admission;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.http.page.CasePage;
import ai.relayme.policybot.http.page.DocumentPage;
import ai.relayme.policybot.http.page.ProblemPages;
import ai.relayme.policybot.http.page.StaticFiles;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.HttpConfig;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RequestIds;
import ai.relayme.policybot.http.request.RouteGroup;
import ai.relayme.policybot.http.stream.LiveAnswers;
import ai.relayme.policybot.http.stream.OpenStreams;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.receipt.SigningKey;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.tracing.Tracing;
import ai.relayme.policybot.transcript.AskedQuestions;
import ai.relayme.policybot.transcript.TranscriptStore;
import com.github.f4b6a3.ulid.UlidFactory;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The bot's HTTP server. */
public final class HttpServer implements AutoCloseable {
    /** The largest body, in bytes: a question of 2,000 characters and its surroundings many times over. */
    static final long LARGEST_BODY = 64 * 1024;

    /** Answers under way may end within this when the server stops, in milliseconds; a relay's may take 20 s. */
    private static final long STOP_MILLIS = 25_000;

    /** A connection on which nothing moves is closed after this; heartbeats keep streams from it. */
    private static final long IDLE_MILLIS = 30_000;

    /** A request that takes longer than two of these to come is no browser's; so it is gone within three. */
    private static final long LOOK_AT_CLIENTS_SECONDS = 5;

    /** Above this, new connections wait: each holds some kilobytes and a file of the process's. */
    private static final int MOST_CONNECTIONS = 4_000;

    private final Javalin javalin;
    private final OpenStreams streams;

    private HttpServer(Javalin javalin, OpenStreams streams) {
        this.javalin = javalin;
        this.streams = streams;
    }

    /**
     * What the server serves.
     *
     * @param groups the routes of other packages
     * @param timer  for what must happen now and then; it outlives the server
     */
    public record Services(Callers callers, Answering answering, Rights rights, Watching watching,
            List<RouteGroup> groups, ScheduledExecutorService timer) {
        public Services {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Who answers questions, from what, and what is kept of it.
     *
     * @param json       the JSON of answers, with the address its links begin with
     * @param clock      the time of receipts and feedback
     * @param signingKey what receipts are signed with, made when the first is asked for
     */
    public record Answering(Conversations conversations, TranscriptStore transcripts, AskedQuestions asked,
            Supplier<PassageIndex> index, LanguageDetector languages, AnswerJson json, InstantSource clock,
            Supplier<SigningKey> signingKey) {}

    /**
     * Who takes rights requests and hand-offs.
     *
     * @param cases made when the first is asked for
     */
    public record Rights(SupportDesk desk, Supplier<Cases> cases) {}

    /**
     * What an operator watches.
     *
     * @param mode who would write an answer now
     */
    public record Watching(Metrics metrics, Tracing tracing, Supplier<Mode> mode, Outbox outbox) {}

    /**
     * Makes a server and lets it go: a third of a start is the loading of what one needs, which may happen beside the
     * reading of the corpus.
     */
    public static void preload() {
        Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.concurrency.useVirtualThreads = true;
            javalin.jetty.threadPool = new QueuedThreadPool();
        }).jettyServer().server();
    }

    /**
     * Starts listening.
     *
     * @param publicUrl how visitors reach it, known at the latest when the first request comes
     * @param problems  what callers are told of failures
     * @throws CannotListenException if the port is taken, or the address is none of this machine's
     */
    public static HttpServer start(HttpConfig config, Supplier<URI> publicUrl, Problems problems, Services services,
            UlidFactory ids) throws CannotListenException {
        OpenStreams streams = new OpenStreams(services.timer());
        Javalin javalin = Javalin.create(javalinConfig -> {
            SecurityHeaders headers = new SecurityHeaders(services.callers()::isAllowed, config.secure());
            EarlyProblems early = new EarlyProblems(problems, headers, ids);
            configure(javalinConfig, config, services, early);
            javalinConfig.jetty.modifyServer(server -> server.setErrorHandler(early));
            routes(javalinConfig, config, publicUrl, problems, headers, services, streams, ids);
        });
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new CannotListenException(!isOfThisMachine(config.bind()), e);
        }
        return new HttpServer(javalin, streams);
    }

    /** Whether anything could listen there: any free port will do. */
    private static boolean isOfThisMachine(String address) {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return any.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void configure(JavalinConfig javalin, HttpConfig config, Services services, EarlyProblems early) {
        Admission admission = services.answering().conversations().admission();
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.http.maxRequestSize = LARGEST_BODY;
        javalin.http.prefer405over404 = true;
        QueuedThreadPool platform = new QueuedThreadPool();
        platform.setName("http");
        javalin.jetty.threadPool = platform;
        javalin.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_MILLIS);
            server.setHandler(new Dispatch(Executors.newVirtualThreadPerTaskExecutor(), platform,
                    admission::admits, (request, response, callback) -> {
                        services.watching().metrics().refused();
                        early.refuse(request, response, callback);
                    }));
        });
        javalin.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // what a connection remembers of the headers that came before takes 100 KiB, whether or not it sends any again
            http.setHeaderCacheSize(0);
        });
        javalin.jetty.addConnector((server, http) -> {
            ServerConnector connector = new GatheringConnector(server, new HttpConnectionFactory(http),
                    admission::isRefusing);
            connector.setHost(config.bind());
            connector.setPort(config.port());
            connector.setIdleTimeout(IDLE_MILLIS);
            // of a burst of a thousand, those that find no place in the usual queue of 50 are reset
            connector.setAcceptQueueSize(MOST_CONNECTIONS);
            connector.addBean(new SlowClients(services.timer(), LOOK_AT_CLIENTS_SECONDS));
            connector.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
            return connector;
        });
    }

    private static void routes(JavalinConfig javalin, HttpConfig config, Supplier<URI> publicUrl, Problems problems,
            SecurityHeaders headers, Services services, OpenStreams streams, UlidFactory ids) {
        Watching watching = services.watching();
        new RequestIds(ids).register(javalin.routes);
        new RequestFigures(watching.metrics()).register(javalin.routes);
        new RequestSpans(watching.tracing()).register(javalin.routes);
        headers.register(javalin.routes);
        new DeclaredBody(LARGEST_BODY).register(javalin.routes);
        StaticFiles files = new StaticFiles();
        javalin.resourceHandler(files);
        problems.register(javalin.routes, files::canHandle);
        answering(javalin.routes, config, publicUrl, problems, services, streams);
        rights(javalin.routes, config, publicUrl, services);
        new HealthHandler(services.answering().index(), watching.mode(), watching.outbox()).register(javalin.routes);
        new MetricsHandler(watching.metrics()).register(javalin.routes);
        new ProblemPages(publicUrl).register(javalin.routes);
        services.groups().forEach(group -> group.register(javalin.routes));
    }

    private static void answering(RoutesConfig routes, HttpConfig config, Supplier<URI> publicUrl, Problems problems,
            Services services, OpenStreams streams) {
        Callers callers = services.callers();
        Answering answering = services.answering();
        LiveAnswers running = new LiveAnswers();
        AskHandler ask = new AskHandler(answering.conversations(), answering.json(), callers, answering.asked(),
                running,
                problems, streams);
        SearchHandler search = new SearchHandler(answering.index(), answering.languages(), callers);
        ResumeHandler resume = new ResumeHandler(answering.conversations(), running, callers, streams);
        routes.post("/ask", ask::handle);
        routes.post("/search", search::handle);
        routes.get("/answers/{id}/events", resume::handle);
        new DocumentsHandler(answering.index(), answering.json(), new DocumentPage(publicUrl)).register(routes);
        new TranscriptHandler(answering.conversations(), callers).register(routes);
        new AnswersHandler(answering.transcripts(), answering.index(),
                config.rateLimit().map(limit -> callers.limiter(limit, "feedback",
                        "There was too much feedback from this address.")),
                answering.clock(), answering.signingKey()).register(routes);
    }

    private static void rights(RoutesConfig routes, HttpConfig config, Supplier<URI> publicUrl, Services services) {
        Callers callers = services.callers();
        Rights rights = services.rights();
        Optional<CaseLimits> limits = config.rateLimit()
                .map(limit -> new CaseLimits(limit, callers, rights.desk().email()));
        new CasesHandler(rights.cases(), rights.desk(), new SubmissionReader(services.answering().languages()),
                services.answering().conversations(), callers, limits, new CasePage(publicUrl),
                services.watching().metrics()).register(routes);
        new FormHandler(rights.cases(), rights.desk()).register(routes);
    }

    /** Method and path of every route, such as {@code GET /answers/{id}}: what the API's document must describe. */
    public List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream().map(route -> route.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path).toList();
    }

    /** The port it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Stops listening, tells the readers of streams, and lets answers under way end. */
    @Override
    public void close() {
        streams.stop();
        javalin.stop();
    }
}
