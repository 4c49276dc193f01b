package ai.relayme.policybot.app;

import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.agent.LoginThrottle;
import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.FixedTexts;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.answer.QuotingAnswerer;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.ConversationList;
import ai.relayme.policybot.console.Gaps;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.console.PastQuestions;
import ai.relayme.policybot.console.Reviews;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.RelayAnswerer;
import ai.relayme.policybot.conversation.RelayLedger;
import ai.relayme.policybot.conversation.Responder;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusFolder;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.correction.Corrections;
import ai.relayme.policybot.correction.QuestionLikeness;
import ai.relayme.policybot.correction.ReviewedAnswers;
import ai.relayme.policybot.divergence.DivergenceFinder;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.grounding.Verifier;
import ai.relayme.policybot.http.CannotListenException;
import ai.relayme.policybot.http.HttpServer;
import ai.relayme.policybot.http.chat.ChatRoutes;
import ai.relayme.policybot.http.console.ConsoleRoutes;
import ai.relayme.policybot.http.console.SetupLinks;
import ai.relayme.policybot.http.mcp.McpRoutes;
import ai.relayme.policybot.http.reference.ReferenceRoutes;
import ai.relayme.policybot.http.request.Callers;
import ai.relayme.policybot.http.request.Problems;
import ai.relayme.policybot.http.request.RouteGroup;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.publication.Publication;
import ai.relayme.policybot.ratelimit.SharedBuckets;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.receipt.SigningKey;
import ai.relayme.policybot.redaction.Redactor;
import ai.relayme.policybot.relay.ChatRelay;
import ai.relayme.policybot.relay.RelayConfig;
import ai.relayme.policybot.retrieval.IndexFolder;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Retriever;
import ai.relayme.policybot.rights.CaseList;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.store.DatabaseClock;
import ai.relayme.policybot.store.Secrets;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.tracing.Tracing;
import ai.relayme.policybot.transcript.AskedQuestions;
import ai.relayme.policybot.transcript.ErasureLog;
import ai.relayme.policybot.transcript.Erasures;
import ai.relayme.policybot.transcript.FullText;
import ai.relayme.policybot.transcript.ReadableQuestions;
import ai.relayme.policybot.transcript.SearchWords;
import ai.relayme.policybot.transcript.TranscriptStore;
import ai.relayme.policybot.usage.UsageStore;
import ai.relayme.policybot.vectors.TextEmbedder;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole bot, built from its settings: constructs every part, leaves first, and closes them in reverse. */
final class PolicyBot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyBot.class);
    /** How the company of the policies is named; in an answer its name is the same as "we". */
    private static final String OPERATOR = "RelayMe";
    /** How soon a changed corpus folder is noticed. */
    private static final Duration LOOK_AT_CORPUS = Duration.ofSeconds(1);
    private static final long FORGET_BUCKETS_SECONDS = 60;
    /** Before the server hangs up; containers are killed half a minute after they are told to stop. */
    private static final Duration RELAY_ENDS_WITHIN = Duration.ofSeconds(20);
    /** An answer takes milliseconds; what is being loaded takes longer. */
    private static final Duration WARMING_UP_ENDS_WITHIN = Duration.ofSeconds(2);

    /** Opened by the start and by the first requests that need them, closed by whoever ends the process. */
    private final Parts parts = new Parts();
    private final AtomicReference<Standings.@Nullable Served> index = new AtomicReference<>();
    private final AtomicReference<URI> publicUrl;
    private final Settings settings;
    private final UlidFactory ids = UlidFactory.newMonotonicInstance();
    private final InstantSource clock = InstantSource.system();
    private final LanguageDetector languages;
    private final AnswerJson json;
    private final Store store;
    private final ApiKeys apiKeys;
    private final Masking masking;
    private final SearchWords searchWords;
    private final TranscriptStore transcripts;
    private final Erasures erasures;
    private final Conversations conversations;
    private final Responder responder;
    private final Metrics metrics = new Metrics(version());
    private final Tracing tracing;
    private final Optional<RelayAnswerer> relayed;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource databaseClock;
    private final SupportDesk desk;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Corrections corrections;
    private final QuestionLikeness likeness;
    private final ReviewedAnswers reviewed;
    private final Optional<ChatRelay> relay;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable Delivery delivery;
    private @Nullable Cases cases;
    private @Nullable SigningKey signingKey;
    private ConsoleRoutes.@Nullable Services console;
    private Optional<String> setupToken = Optional.empty();

    /**
     * Builds the bot: reads the corpus, opens the database.
     *
     * @throws CorpusException if the corpus folder is missing or faulty
     * @throws ai.relayme.policybot.store.StoreException if the database cannot be opened
     */
    PolicyBot(Settings settings) throws CorpusException {
        this.settings = settings;
        tracing = parts.add(settings.traces().map(collector -> Tracing.to(collector, version())).orElse(Tracing.NONE));
        // a third of the time to start is the database's, and it needs nothing of the rest
        CompletableFuture<Store> opening = CompletableFuture.supplyAsync(() -> Store.open(settings.databaseUrl()));
        publicUrl = new AtomicReference<>(
                settings.publicUrl().orElse(URI.create("http://localhost:" + settings.http().port())));
        json = new AnswerJson(publicUrl::get);
        ScriptFolder scripts = new ScriptFolder();
        Tokenizer tokenizer = new Tokenizer(scripts);
        Glossary glossary = Glossary.read();
        SentenceSplitter sentences = new SentenceSplitter();
        FixedTexts texts = new FixedTexts();
        languages = new LanguageDetector(scripts);
        // nor have the classifier and the vectors to do with the corpus
        CompletableFuture<Optional<TextEmbedder>> vectors = CompletableFuture
                .supplyAsync(() -> settings.vectors() ? Optional.of(TextEmbedder.read()) : Optional.empty());
        CompletableFuture<IntentClassifier> intents = CompletableFuture
                .supplyAsync(() -> new IntentClassifier(new IntentFeatures(tokenizer, glossary)));
        CompletableFuture<ConceptClassifier> concepts = CompletableFuture
                .supplyAsync(() -> new ConceptClassifier(tokenizer, glossary));
        try {
            // made when versions are compared, which is after the start
            CorpusReader reader = new CorpusReader(
                    documents -> new DivergenceFinder(glossary, tokenizer, scripts, languages, sentences)
                            .compare(documents));
            CorpusFolder folder = parts.add(CorpusFolder.watch(settings.corpusDir(), reader, LOOK_AT_CORPUS,
                    corpus -> index.set(new Standings.Served(
                            new PassageIndex(corpus, glossary, tokenizer, scripts, vectors.join(),
                                    Optional.of(IndexFolder.of(settings.dataDir().resolve("index")))),
                            System.nanoTime()))));
            store = parts.add(joined(opening));
            masking = new Masking(Set.of(settings.supportEmail()));
            searchWords = new SearchWords(tokenizer);
            transcripts = new TranscriptStore(store, searchWords,
                    new ReadableQuestions(Masking.RULES, masking::mask));
            erasures = new Erasures(transcripts, new ErasureLog(settings.dataDir().resolve("erasures.log")),
                    () -> cases().handedOver());
            UsageStore usage = new UsageStore(store, clock, settings.relayTokenBudget());
            relay = settings.relay().map(
                    config -> parts.add(new ChatRelay(config, metrics, new RelayLedger(config, usage, metrics))));
            relayed = settings.relay()
                    .map(config -> new RelayAnswerer(relay.orElseThrow(), config,
                            new Verifier(languages, sentences, new Reader(tokenizer, scripts, OPERATOR)),
                            new Redactor(Set.of(settings.supportEmail())), usage, metrics, tracing));
            desk = new SupportDesk(settings.supportEmail(), texts, clock);
            databaseClock = new DatabaseClock(store);
            audit = new AuditLog(store, ids, databaseClock);
            apiKeys = new ApiKeys(store, audit, random, clock);
            corrections = new Corrections(store, audit, ids, databaseClock);
            likeness = new QuestionLikeness(tokenizer, vectors.join());
            reviewed = new ReviewedAnswers(corrections, likeness);
            outbox = new Outbox(store, settings.mail(),
                    () -> new WatchedTransport(settings.mail().transport(), metrics, tracing), ids, databaseClock,
                    random);
            metrics.watch(new Standings(this::served, folder, outbox,
                    () -> new CaseList(store, cases().regimes()), databaseClock)::now);
            responder = new Responder(intents.join(),
                    new Retriever(glossary, concepts.join(), tokenizer),
                    new Responder.Writers(Optional.of(reviewed), relayed,
                            new QuotingAnswerer(sentences, tokenizer, glossary, languages, texts)),
                    texts, desk, metrics, tracing);
            conversations = new Conversations(responder, this::index, transcripts, erasures,
                    () -> new Secrets(store, random).secret("conversation-token"), languages, json,
                    // whose next could be told from one's own otherwise: who knows an answer's id may read its receipt
                    UlidFactory.newInstance(), clock);
        } catch (RuntimeException | CorpusException e) {
            closeAfter(e);
            closeWhenOpen(opening);
            throw e;
        }
    }

    private static <T> T joined(CompletableFuture<T> fromDatabase) {
        try {
            return fromDatabase.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException failure ? failure : e;
        }
    }

    /** Waits, so that nothing writes any more when the caller is told of the failure. */
    private static void closeWhenOpen(CompletableFuture<Store> opening) {
        try {
            opening.join().close();
        } catch (CompletionException e) {
            // it could not be opened, so there is nothing to close; the first failure is the one that is told
        }
    }

    /** The newest index. */
    PassageIndex index() {
        return served().index();
    }

    private Standings.Served served() {
        Standings.Served current = index.get();
        if (current == null) {
            throw new IllegalStateException("the corpus is not read yet");
        }
        return current;
    }

    /** As the jar's manifest tells it; classes that lie in a folder have none. */
    static String version() {
        String version = PolicyBot.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    Conversations conversations() {
        return conversations;
    }

    ApiKeys apiKeys() {
        return apiKeys;
    }

    TranscriptStore transcripts() {
        return transcripts;
    }

    AnswerJson json() {
        return json;
    }

    LanguageDetector languages() {
        return languages;
    }

    private Mode mode() {
        return relayed.filter(RelayAnswerer::isAvailable).isPresent() ? Mode.RELAY : Mode.QUOTE;
    }

    /**
     * Starts listening.
     *
     * @throws CannotListenException if the port is taken, or the address is none of this machine's
     */
    HttpServer serve() throws CannotListenException {
        parts.add(new CorrectionWatch(reviewed, () -> index().corpus()));
        parts.add(new Retention(erasures, settings.retention(), clock, this::forget));
        ScheduledExecutorService shared = Executors
                .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timer").factory());
        parts.add(shared::shutdownNow);
        timer = shared;
        parts.add(new MaskingAnew(transcripts));
        delivery = parts.add(new Delivery(outbox, this::cases));
        Optional<SharedBuckets> buckets = store.isPostgresql()
                ? Optional.of(new SharedBuckets(store, () -> new Secrets(store, random).secret("rate-limit")))
                : Optional.empty();
        buckets.ifPresent(those -> {
            var _ = shared.scheduleWithFixedDelay(() -> Thread.startVirtualThread(those::forget),
                    FORGET_BUCKETS_SECONDS, FORGET_BUCKETS_SECONDS, TimeUnit.SECONDS);
        });
        Callers callers = new Callers(apiKeys, settings.http(), buckets);
        HttpServer.Answering answering = new HttpServer.Answering(conversations, transcripts,
                new AskedQuestions(store, clock, longestAnswer()), this::index, languages, json, clock,
                this::signingKey);
        Problems problems = new Problems(publicUrl::get, settings.supportEmail());
        List<RouteGroup> groups = List.of(new ReferenceRoutes(publicUrl::get),
                new ChatRoutes(conversations, json, callers, problems, shared),
                new McpRoutes(conversations, json, this::index, languages, callers, problems, publicUrl::get),
                new ConsoleRoutes(settings.http(), publicUrl::get, this::console));
        HttpServer server = parts.add(HttpServer.start(settings.http(), publicUrl::get, problems,
                new HttpServer.Services(callers, answering, new HttpServer.Rights(desk, this::cases),
                        new HttpServer.Watching(metrics, tracing, this::mode, outbox), groups, shared),
                ids));
        if (settings.publicUrl().isEmpty()) {
            publicUrl.set(URI.create("http://localhost:" + server.port()));
        }
        return server;
    }

    /** A minute more than a relay may take. */
    private Duration longestAnswer() {
        return settings.relay().map(RelayConfig::timeout).orElse(Duration.ZERO).plusMinutes(1);
    }

    /** Erases what counts no more, whether or not anybody comes again. */
    private void forget() {
        Instant now = databaseClock.instant();
        store.write(handle -> {
            AskedQuestions.erase(handle, clock.instant());
            Agents.eraseLinks(handle, now);
            Sessions.erase(handle, now);
            LoginThrottle.erase(handle, now);
        });
    }

    /** What receipts are signed with. */
    private synchronized SigningKey signingKey() {
        if (signingKey == null) {
            signingKey = SigningKey.of(new Secrets(store, random));
        }
        return signingKey;
    }

    /** Begins to deliver mail, in the background; once it serves. */
    void deliver() {
        if (delivery != null) {
            delivery.start();
        }
    }

    /** Has the first visitors find everything loaded, in the background, until it is closed. */
    void warmUp() {
        AtomicBoolean over = new AtomicBoolean();
        Thread rehearsing = Thread.ofPlatform().daemon().name("warm-up").start(() -> {
            try {
                masking.mask("");
                responder.rehearse(index(), over::get);
            } catch (RuntimeException e) {
                LOG.warn("warming up failed; the first answers take a little longer", e);
            }
        });
        parts.add(() -> {
            over.set(true);
            rehearsing.join(WARMING_UP_ENDS_WITHIN);
        });
    }

    /** Rights requests and hand-offs; what they need is loaded when they are first asked for. */
    private synchronized Cases cases() {
        if (cases == null) {
            cases = new Cases(store, outbox, desk, publicUrl::get, random, databaseClock);
        }
        return cases;
    }

    /** What the agents' console needs; the first account is made before anybody can use it. */
    private synchronized ConsoleRoutes.Services console() {
        if (console == null) {
            Agents agents = new Agents(store, audit, random, databaseClock);
            setupToken = agents.setUp(settings.agentPassword());
            console = new ConsoleRoutes.Services(
                    new ConsoleRoutes.People(agents, new Sessions(store, audit, random, databaseClock),
                            new LoginThrottle(store, random, databaseClock), audit, apiKeys),
                    this::work, databaseClock);
        }
        return console;
    }

    private ConsoleRoutes.Work work() {
        return new ConsoleRoutes.Work(
                new ConversationList(store, new FullText(searchWords, Masking.RULES, store.isPostgresql()), masking),
                new Reviews(store, audit, ids, databaseClock), masking,
                new ConsoleRoutes.CorrectionWork(corrections, reviewed,
                        new PastQuestions(store, likeness, masking, databaseClock), languages),
                parts.add(new Publication(settings.corpusDir(), settings.dataDir(),
                        new StagedCheck(settings, transcripts, corrections, masking), audit, databaseClock)),
                new Gaps(store, masking, databaseClock),
                new Analytics(store), new CaseList(store, cases().regimes()), cases().desk(audit), outbox, this::index);
    }

    /** Makes the first agent's account where there is none; returns the link that sets it up, if it takes one. */
    Optional<String> setUpAgents() {
        try {
            console();
        } catch (StoreException e) {
            LOG.error("the console cannot be set up; its first request will try again", e);
            return Optional.empty();
        }
        return setupToken.map(token -> SetupLinks.url(publicUrl.get(), token));
    }

    /** The agents' accounts, the first of them not made by a setting. */
    Agents agents() {
        return new Agents(store, audit, random, databaseClock);
    }

    /** The link that sets up the account that the token belongs to. */
    String setupUrl(String token) {
        return SetupLinks.url(publicUrl.get(), token);
    }

    /** Erases what is older than the retention allows; returns how many conversations. */
    int purge() {
        int erased = erasures.eraseBefore(clock.instant().minus(settings.retention()));
        erasures.rewrite();
        return erased;
    }

    /**
     * Closes every part, the newest first. Answers under way may end: a model has so long for the rest of one, then it is
     * quoted. Deliveries of mail end meanwhile.
     */
    @Override
    public void close() {
        if (delivery != null) {
            delivery.stop();
        }
        if (timer != null) {
            ScheduledExecutorService until = timer;
            relay.ifPresent(asked -> {
                var _ = until.schedule(asked::close, RELAY_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            });
        }
        parts.close();
    }

    /** Closes what is open after that failure, which is the one that is told. */
    void closeAfter(Exception failure) {
        try {
            close();
        } catch (IllegalStateException e) {
            failure.addSuppressed(e);
        }
    }
}
