package ai.relayme.policybot.app;

import ai.relayme.policybot.answer.AnswerJson;
import ai.relayme.policybot.answer.FixedTexts;
import ai.relayme.policybot.answer.Mode;
import ai.relayme.policybot.answer.QuotingAnswerer;
import ai.relayme.policybot.answer.SupportDesk;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.conversation.Conversations;
import ai.relayme.policybot.conversation.RelayAnswerer;
import ai.relayme.policybot.conversation.RelayLedger;
import ai.relayme.policybot.conversation.Responder;
import ai.relayme.policybot.corpus.CorpusException;
import ai.relayme.policybot.corpus.CorpusFolder;
import ai.relayme.policybot.corpus.CorpusReader;
import ai.relayme.policybot.divergence.DivergenceFinder;
import ai.relayme.policybot.glossary.ConceptClassifier;
import ai.relayme.policybot.glossary.Glossary;
import ai.relayme.policybot.grounding.Verifier;
import ai.relayme.policybot.http.HttpServer;
import ai.relayme.policybot.http.PortInUseException;
import ai.relayme.policybot.intent.IntentClassifier;
import ai.relayme.policybot.intent.IntentFeatures;
import ai.relayme.policybot.language.LanguageDetector;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.SentenceSplitter;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.outbox.Outbox;
import ai.relayme.policybot.reading.Reader;
import ai.relayme.policybot.redaction.Redactor;
import ai.relayme.policybot.relay.ChatRelay;
import ai.relayme.policybot.retrieval.PassageIndex;
import ai.relayme.policybot.retrieval.Retriever;
import ai.relayme.policybot.rights.Cases;
import ai.relayme.policybot.store.DatabaseClock;
import ai.relayme.policybot.store.Secrets;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.StoreException;
import ai.relayme.policybot.transcript.TranscriptStore;
import ai.relayme.policybot.usage.UsageStore;
import ai.relayme.policybot.vectors.TextEmbedder;
import com.github.f4b6a3.ulid.UlidFactory;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The whole bot, built from its settings: constructs every part, leaves first, and closes them in reverse. */
final class PolicyBot implements AutoCloseable {
    /** How the company of the policies is named; in an answer its name is the same as "we". */
    private static final String OPERATOR = "RelayMe";
    /** How soon a changed corpus folder is noticed. */
    private static final Duration LOOK_AT_CORPUS = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final AtomicReference<@Nullable PassageIndex> index = new AtomicReference<>();
    private final AtomicReference<URI> publicUrl;
    private final Settings settings;
    private final UlidFactory ids = UlidFactory.newMonotonicInstance();
    private final InstantSource clock = InstantSource.system();
    private final LanguageDetector languages;
    private final AnswerJson json;
    private final Store store;
    private final ApiKeys apiKeys;
    private final TranscriptStore transcripts;
    private final Conversations conversations;
    private final Responder responder;
    private final Metrics metrics = new Metrics();
    private final Optional<RelayAnswerer> relayed;
    private final SecureRandom random = new SecureRandom();
    private final InstantSource databaseClock;
    private final SupportDesk desk;
    private final Outbox outbox;
    private @Nullable Cases cases;

    /**
     * Builds the bot: reads the corpus, opens the database.
     *
     * @throws CorpusException if the corpus folder is missing or faulty
     * @throws ai.relayme.policybot.store.StoreException if the database cannot be opened
     */
    PolicyBot(Settings settings) throws CorpusException {
        this.settings = settings;
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
            parts.push(CorpusFolder.watch(settings.corpusDir(), reader, LOOK_AT_CORPUS,
                    corpus -> index.set(
                            new PassageIndex(corpus, glossary, tokenizer, scripts, vectors.join()))));
            store = open(joined(opening));
            apiKeys = new ApiKeys(store, random, clock);
            transcripts = new TranscriptStore(store);
            UsageStore usage = new UsageStore(store, clock, settings.relayTokenBudget());
            relayed = settings.relay()
                    .map(relay -> new RelayAnswerer(
                            open(new ChatRelay(relay, metrics, new RelayLedger(relay, usage, metrics))), relay,
                            new Verifier(languages, sentences, new Reader(tokenizer, scripts, OPERATOR)),
                            new Redactor(Set.of(settings.supportEmail())), usage, metrics));
            desk = new SupportDesk(settings.supportEmail(), texts, clock);
            databaseClock = new DatabaseClock(store);
            outbox = new Outbox(store, settings.mail(), settings.mail()::transport, ids, databaseClock, random);
            responder = new Responder(intents.join(),
                    new Retriever(glossary, concepts.join(), tokenizer),
                    new QuotingAnswerer(sentences, tokenizer, glossary, languages, texts), relayed, texts,
                    desk, metrics);
            conversations = new Conversations(responder, this::index, transcripts,
                    () -> new Secrets(store, random).secret("conversation-token"), languages, json, ids, clock);
        } catch (RuntimeException | CorpusException e) {
            close();
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

    private <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    /** The newest index. */
    PassageIndex index() {
        PassageIndex current = index.get();
        if (current == null) {
            throw new IllegalStateException("the corpus is not read yet");
        }
        return current;
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
     * @return the port
     * @throws PortInUseException if the port is taken
     */
    int serve() throws PortInUseException {
        open(new Retention(transcripts, settings.retention(), clock));
        HttpServer server = open(HttpServer.start(settings.http(), publicUrl::get,
                new HttpServer.Services(conversations, this::index, apiKeys, languages, json, this::mode, this::cases,
                        desk, outbox, metrics),
                ids));
        if (settings.publicUrl().isEmpty()) {
            publicUrl.set(URI.create("http://localhost:" + server.port()));
        }
        return server.port();
    }

    /** Begins to deliver mail, in the background. */
    void deliver() {
        open(new Delivery(outbox, this::cases));
    }

    /** Has the first visitors find everything loaded, in the background. */
    void warmUp() {
        open(new WarmUp(() -> responder.rehearse(index())));
    }

    /** Rights requests and hand-offs; what they need is loaded when they are first asked for. */
    private synchronized Cases cases() {
        if (cases == null) {
            cases = new Cases(store, outbox, desk, publicUrl::get, random, databaseClock);
        }
        return cases;
    }

    /** Erases what is older than the retention allows; returns how many conversations. */
    int purge() {
        return transcripts.eraseBefore(clock.instant().minus(settings.retention()));
    }

    /** Closes every part, the newest first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part could not be closed", e);
            }
        }
    }
}
