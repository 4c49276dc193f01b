package ai.relayme.policybot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.agent.Agent;
import ai.relayme.policybot.agent.Agents;
import ai.relayme.policybot.agent.AuditLog;
import ai.relayme.policybot.agent.LoginThrottle;
import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.agent.Sessions;
import ai.relayme.policybot.apikey.ApiKey;
import ai.relayme.policybot.apikey.ApiKeys;
import ai.relayme.policybot.apikey.Scope;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.transcript.AskedQuestions;
import ai.relayme.policybot.transcript.AskedQuestions.Earlier;
import ai.relayme.policybot.transcript.CitedPassage;
import ai.relayme.policybot.transcript.Explanation;
import ai.relayme.policybot.transcript.Feedback;
import ai.relayme.policybot.transcript.FullText;
import ai.relayme.policybot.transcript.ReadableQuestions;
import ai.relayme.policybot.transcript.SearchWords;
import ai.relayme.policybot.transcript.TranscriptStore;
import ai.relayme.policybot.transcript.TranscriptStore.Conversation;
import ai.relayme.policybot.transcript.Turn;
import ai.relayme.policybot.usage.UsageStore;
import com.github.f4b6a3.ulid.UlidFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the database and all that is kept in it must do, whichever database it is. */
abstract class StoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

    private final SecureRandom random = new SecureRandom();
    private Store store;

    /** Address of a database that no other test uses. */
    abstract String freshUrl() throws Exception;

    private String url = "";

    @BeforeEach
    void open() throws Exception {
        url = freshUrl();
        store = Store.open(url);
    }

    @AfterEach
    void close() {
        store.close();
    }

    final Store store() {
        return store;
    }

    private TranscriptStore transcripts() {
        return transcripts(1, UnaryOperator.identity());
    }

    private TranscriptStore transcripts(int rules, UnaryOperator<String> masked) {
        return new TranscriptStore(store, new SearchWords(new Tokenizer(new ScriptFolder())),
                new ReadableQuestions(rules, masked));
    }

    private static Conversation conversation(String id, @Nullable String apiKeyId) {
        return new Conversation(id, Language.ZH_HANT, apiKeyId);
    }

    private static Turn turn(String id, Instant at, String question) {
        return new Turn(id, at, question, Language.ZH_HANT, "answered", "quote", null, "abc", "答案 answers",
                "{\"a\":\"😀\"}", "{\"t\":1}",
                new Explanation("policy_question", null, "retention", question, 0.9, 0.65,
                        "privacy-policy:3.1", null, null, 0, 0, 0, 1_000, null, null),
                List.of(new CitedPassage(1, "privacy-policy:3.1", "privacy-policy", "en", "2026-06-06", "sha256:0")));
    }

    private int count(String table) {
        return store.read(handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
    }

    @Test
    void keepsAConversationAndItsQuestionsInOrder() {
        TranscriptStore transcripts = transcripts();
        for (int i = 0; i < 6; i++) {
            // the last three come in one millisecond: their ids tell the order
            transcripts.add(conversation("cnv_1", null),
                    turn("ans_" + i, NOON.plusMillis(Math.min(i, 3)), "問題 😀 " + i));
        }
        assertThat(transcripts.questions("cnv_1", 4)).containsExactly("問題 😀 2", "問題 😀 3", "問題 😀 4", "問題 😀 5");
        assertThat(transcripts.questions("cnv_1", 10)).hasSize(6);
        assertThat(transcripts.questions("cnv_2", 10)).isEmpty();
        assertThat(transcripts.conversation("cnv_1")).contains(conversation("cnv_1", null));
        assertThat(transcripts.conversation("cnv_2")).isEmpty();
        assertThat(transcripts.conversation("' or '1'='1")).isEmpty();
    }

    @Test
    void keepsTheLanguageOfTheNewestAnswerAndTheKeyThatBeganIt() {
        TranscriptStore transcripts = transcripts();
        transcripts.add(conversation("cnv_1", "key_1"), turn("ans_1", NOON, "q"));
        transcripts.add(new Conversation("cnv_1", Language.EN, "key_2"), turn("ans_2", NOON, "q"));
        assertThat(transcripts.conversation("cnv_1")).contains(new Conversation("cnv_1", Language.EN, "key_1"));
    }

    @Test
    void erasesOldConversationsWithAllTheirAnswers() {
        TranscriptStore transcripts = transcripts();
        transcripts.add(conversation("cnv_old", null), turn("ans_1", NOON.minusSeconds(10), "old"));
        transcripts.add(conversation("cnv_old", null), turn("ans_2", NOON.minusSeconds(5), "old"));
        transcripts.add(conversation("cnv_kept", null), turn("ans_3", NOON.minusSeconds(10), "kept"));
        transcripts.add(conversation("cnv_kept", null), turn("ans_4", NOON, "kept"));
        assertThat(transcripts.eraseBefore(NOON)).isEqualTo(1);
        assertThat(transcripts.conversation("cnv_old")).isEmpty();
        assertThat(transcripts.questions("cnv_kept", 10)).hasSize(2);
        assertThat(count("answer")).isEqualTo(2);
        assertThat(transcripts.eraseBefore(NOON)).isZero();
    }

    private List<String> found(String text) {
        return found(1, text);
    }

    private List<String> found(int rules, String text) {
        FullText search = new FullText(new SearchWords(new Tokenizer(new ScriptFolder())), rules,
                store.isPostgresql());
        return store.read(handle -> handle.createQuery("select a.question from " + search.index()
                + " join answer_words found on found.number = " + search.number()
                + " join answer a on a.id = found.answer_id where " + search.condition() + " order by "
                + search.number()).bind("words", search.query(text))
                .mapTo(String.class).list());
    }

    @Test
    void findsAnswersByTheWordsOfTheirQuestionsInThreeLanguages() {
        List<String> questions = List.of("How long are chat logs retained?", "Who deletes my data, and when: 30 days?",
                "你們會否出售我的個人資料？", "你们会出售我的个人信息吗？", "API金鑰如何重設？", "隱私。政策");
        for (String question : questions) {
            transcripts().add(conversation("cnv_1", null), turn("ans_" + questions.indexOf(question), NOON, question));
        }
        assertThat(found("retaining")).containsExactly(questions.get(0));
        assertThat(found("DELETE 30 data")).containsExactly(questions.get(1));
        assertThat(found("delet")).containsExactly(questions.get(1));
        assertThat(found("出售")).containsExactly(questions.get(2), questions.get(3));
        assertThat(found("个人资料")).as("folded").containsExactly(questions.get(2));
        assertThat(found("資料？")).containsExactly(questions.get(2));
        assertThat(found("料")).as("the last character of a run").containsExactly(questions.get(2));
        assertThat(found("售出")).isEmpty();
        assertThat(found("api 金钥")).containsExactly(questions.get(4));
        assertThat(found("答案")).as("the answer's own words").hasSize(questions.size());
        assertThat(found("nothing")).isEmpty();
        for (String syntax : List.of("data OR \" ' ) ( * : & | ! <->", "near(data)", "words:data")) {
            assertThat(found(syntax)).as(syntax).isEmpty();
        }
    }

    @Test
    void findsWhatWasKeptUnderEarlierRulesByWhatTheNewOnesLeave() {
        UnaryOperator<String> masked = question -> question.replace("91234567", "[PHONE_1]");
        for (int i = 0; i < 300; i++) {
            transcripts().add(conversation("cnv_1", null), turn("ans_" + i, NOON, "unmistakable 91234567 n" + i));
        }
        transcripts(2, masked).add(conversation("cnv_1", null), turn("ans_x", NOON, "unmistakable 91234567 new"));
        assertThat(found(1, "91234567")).hasSize(300);
        assertThat(found(2, "unmistakable")).hasSize(1);
        assertThat(found(2, "9123")).isEmpty();

        TranscriptStore transcripts = transcripts(2, masked);
        int made = 0;
        for (int some = transcripts.maskEarlier(); some > 0; some = transcripts.maskEarlier()) {
            made += some;
        }
        assertThat(made).isEqualTo(300);
        assertThat(found(2, "unmistakable")).hasSize(301);
        assertThat(found(2, "n299")).containsExactly("unmistakable 91234567 n299");
        assertThat(found(2, "9123")).isEmpty();
        assertThat(found(1, "91234567")).as("no word is left of it").isEmpty();
        assertThat(transcripts.erase("cnv_1")).isTrue();
        assertThat(found(2, "unmistakable")).isEmpty();
    }

    @Test
    void findsWhatIsErasedNoMore() {
        transcripts().add(conversation("cnv_1", null), turn("ans_1", NOON, "unmistakable 出售"));
        transcripts().add(conversation("cnv_2", null), turn("ans_2", NOON, "unmistakable"));
        assertThat(transcripts().erase("cnv_1")).isTrue();
        assertThat(transcripts().erase("cnv_1")).isFalse();
        assertThat(found("unmistakable")).hasSize(1);
        assertThat(found("出售")).isEmpty();
        assertThat(count("citation")).isEqualTo(1);
        assertThat(count("answer_words")).isEqualTo(1);
    }

    @Test
    void keepsNothingThatComesForAConversationErasedMeanwhile() {
        transcripts().add(conversation("cnv_1", null), turn("ans_1", NOON, "first"));
        transcripts().goOn(conversation("cnv_1", null), turn("ans_2", NOON, "second"));
        assertThat(transcripts().transcript("cnv_1").orElseThrow().turns()).hasSize(2);
        transcripts().erase("cnv_1");
        transcripts().goOn(conversation("cnv_1", null), turn("ans_3", NOON, "third"));
        assertThat(count("answer")).isZero();
        assertThat(transcripts().transcript("cnv_1")).isEmpty();
    }

    @Test
    void keepsFeedbackOnAnswersThatAreThere() {
        transcripts().add(conversation("cnv_1", null), turn("ans_1", NOON, "first"));
        Feedback no = new Feedback(false, "wrong", "comment 😀", NOON);
        assertThat(transcripts().addFeedback("ans_1", new Feedback(true, null, null, NOON))).isTrue();
        assertThat(transcripts().addFeedback("ans_1", no)).isTrue();
        assertThat(transcripts().addFeedback("ans_2", no)).isFalse();
        assertThat(transcripts().transcript("cnv_1").orElseThrow().turns().getFirst().feedback()).isEqualTo(no);
        transcripts().erase("cnv_1");
        assertThat(count("feedback")).isZero();
    }

    @Test
    void keepsNothingOfATurnThatCannotBeKeptWhole() {
        TranscriptStore transcripts = transcripts();
        transcripts.add(conversation("cnv_1", null), turn("ans_1", NOON, "first"));
        assertThatThrownBy(() -> transcripts.add(conversation("cnv_2", null), turn("ans_1", NOON, "again")))
                .isInstanceOf(StoreException.class).hasMessageNotContaining("again");
        assertThat(transcripts.conversation("cnv_2")).isEmpty();
        assertThat(transcripts.questions("cnv_1", 10)).containsExactly("first");
    }

    @Test
    void refusesAnAnswerWithoutItsConversation() {
        assertThatThrownBy(() -> store.write(handle -> handle.execute("""
                insert into answer (id, conversation_id, created_at, question, language, outcome, mode, corpus_version,
                answer_json, trace_json) values ('a', 'none', 1, 'q', 'en', 'o', 'm', 'c', '{}', '{}')""")))
                .isInstanceOf(StoreException.class);
        assertThat(count("answer")).isZero();
    }

    @Test
    void takesManyWritersAtOnceAndLosesNothing() throws Exception {
        TranscriptStore transcripts = transcripts();
        int writers = 16;
        int turns = 10;
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                String own = "cnv_" + writer % 4;
                int number = writer;
                done.add(executor.submit(() -> IntStream.range(0, turns).forEach(i -> {
                    transcripts.add(conversation(own, null), turn("ans_" + number + "_" + i, NOON, "q"));
                    assertThat(transcripts.conversation(own)).isPresent();
                })));
            }
        }
        for (Future<?> each : done) {
            each.get();
        }
        assertThat(count("conversation")).isEqualTo(4);
        assertThat(count("answer")).isEqualTo(writers * turns);
    }

    @Test
    void failsAloneAmongThoseThatWriteBesideIt() throws Exception {
        TranscriptStore transcripts = transcripts();
        transcripts.add(conversation("cnv_taken", null), turn("ans_taken", NOON, "q"));
        int writers = 48;
        List<Future<?>> done = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                done.add(executor.submit(() -> transcripts.add(conversation("cnv_" + number, null),
                        turn(number % 3 == 0 ? "ans_taken" : "ans_" + number, NOON, "q"))));
            }
        }
        for (int writer = 0; writer < writers; writer++) {
            Future<?> each = done.get(writer);
            if (writer % 3 == 0) {
                assertThatThrownBy(each::get).hasCauseInstanceOf(StoreException.class);
            } else {
                each.get();
            }
            assertThat(transcripts.conversation("cnv_" + writer).isPresent()).isEqualTo(writer % 3 != 0);
        }
        assertThat(count("answer")).isEqualTo(1 + writers * 2 / 3);
    }

    @Test
    void opensAgainWhatItWrote() {
        transcripts().add(conversation("cnv_1", null), turn("ans_1", NOON, "question"));
        byte[] secret = new Secrets(store, random).secret("s");
        store.close();
        store = Store.open(url);
        assertThat(transcripts().questions("cnv_1", 10)).containsExactly("question");
        assertThat(new Secrets(store, random).secret("s")).isEqualTo(secret);
    }

    @Test
    void knowsTheNewestScriptThatComesWithTheProgram() throws Exception {
        Path scripts = Path.of(Store.class.getResource("V1__conversations.sql").toURI()).resolve("../..").normalize();
        try (Stream<Path> files = Files.walk(scripts)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql"))
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__")))).max(Integer::compare))
                    .hasValue(Integer.valueOf(Store.NEWEST));
        }
    }

    private static final class Now implements InstantSource {
        private Instant instant = NOON;

        @Override
        public Instant instant() {
            return instant;
        }
    }

    private AuditLog audit(InstantSource clock) {
        return new AuditLog(store, UlidFactory.newMonotonicInstance(), clock);
    }

    private Agents agents(InstantSource clock) {
        return new Agents(store, audit(clock), random, clock);
    }

    @Test
    void hasNoAgentWhoCouldLogInBeforeAPasswordWasChosen() {
        Now now = new Now();
        Agents agents = agents(now);
        String link = agents.setUp(Optional.empty()).orElseThrow();
        String second = agents.setUp(Optional.empty()).orElseThrow();
        assertThat(agents.verify("admin", "")).isEmpty();
        assertThat(agents.verify("admin", "admin")).isEmpty();
        assertThat(agents.accounts()).singleElement().satisfies(one -> assertThat(one.active()).isFalse());
        assertThat(agents.choosePassword("none", "correct horse battery")).isEmpty();
        assertThat(agents.choosePassword(link, "correct horse battery")).contains(new Agent("admin", Role.ADMIN));
        assertThat(agents.choosePassword(link, "another horse battery")).as("once").isEmpty();
        assertThat(agents.choosePassword(second, "another horse battery")).as("nor any other").isEmpty();
        assertThat(agents.verify("admin", "correct horse battery")).contains(new Agent("admin", Role.ADMIN));
        assertThat(agents.verify("admin", "correct horse batterY")).isEmpty();
        assertThat(agents.setUp(Optional.of("set too late"))).isEmpty();
        assertThat(agents.verify("admin", "set too late")).isEmpty();
        String late = agents.link("admin", "test").orElseThrow();
        now.instant = NOON.plus(Duration.ofHours(24)).plusMillis(1);
        assertThat(agents.choosePassword(late, "another horse battery")).as("expired").isEmpty();
        List<String> kept = store.read(handle -> handle.createQuery("select password from agent").mapTo(String.class)
                .list());
        assertThat(kept).singleElement().asString().startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void takesTheFirstPasswordFromTheSettingOnAnEmptyDatabase() {
        Agents agents = agents(new Now());
        assertThat(agents.setUp(Optional.of("from the setting"))).isEmpty();
        assertThat(agents.setUp(Optional.of("changed setting"))).isEmpty();
        assertThat(agents.verify("admin", "from the setting")).contains(new Agent("admin", Role.ADMIN));
        assertThat(agents.verify("admin", "changed setting")).isEmpty();
    }

    @Test
    void alwaysLeavesAnAdministratorWhoCanLogIn() {
        Agents agents = agents(new Now());
        agents.setUp(Optional.of("from the setting"));
        assertThat(agents.change("admin", Role.VIEWER, false, "admin")).isEqualTo(Agents.Changed.LAST_ADMIN);
        assertThat(agents.change("admin", Role.ADMIN, true, "admin")).isEqualTo(Agents.Changed.LAST_ADMIN);
        assertThat(agents.change("none", Role.ADMIN, true, "admin")).isEqualTo(Agents.Changed.UNKNOWN);
        String link = agents.add("second", Role.ADMIN, "admin").orElseThrow();
        assertThat(agents.add("second", Role.ADMIN, "admin")).isEmpty();
        assertThat(agents.change("admin", Role.VIEWER, false, "admin")).as("second cannot log in yet")
                .isEqualTo(Agents.Changed.LAST_ADMIN);
        agents.choosePassword(link, "correct horse battery");
        assertThat(agents.change("admin", Role.ADMIN, true, "second")).isEqualTo(Agents.Changed.DONE);
        assertThat(agents.verify("admin", "from the setting")).as("disabled").isEmpty();
        assertThat(audit(new Now()).entries(null, "admin", 10)).extracting(AuditLog.Entry::action)
                .containsExactly("agent_changed", "agent_set_up");
    }

    @Test
    void endsASessionThatIsIdleOrOldOrWhoseAgentChanged() {
        Now now = new Now();
        Agents agents = agents(now);
        Sessions sessions = new Sessions(store, audit(now), random, now);
        agents.setUp(Optional.of("from the setting"));
        Agent admin = new Agent("admin", Role.ADMIN);
        String token = sessions.begin(admin);
        String idle = sessions.begin(admin);
        assertThat(sessions.agent(token + "x")).isEmpty();
        Instant end = NOON.plus(Duration.ofHours(8));
        while (now.instant.plus(Duration.ofMinutes(29)).isBefore(end)) {
            now.instant = now.instant.plus(Duration.ofMinutes(29));
            assertThat(sessions.agent(token)).contains(admin);
        }
        assertThat(sessions.agent(idle)).isEmpty();
        now.instant = end;
        assertThat(sessions.agent(token)).contains(admin);
        now.instant = end.plusMillis(1);
        assertThat(sessions.agent(token)).as("after eight hours").isEmpty();
        String next = sessions.begin(admin);
        sessions.end(next, admin);
        assertThat(sessions.agent(next)).isEmpty();
        String last = sessions.begin(admin);
        agents.choosePassword(agents.link("admin", "test").orElseThrow(), "correct horse battery");
        assertThat(sessions.agent(last)).as("a new password").isEmpty();
        List<String> kept = store
                .read(handle -> handle.createQuery("select hash from agent_session").mapTo(String.class).list());
        assertThat(kept).doesNotContain(token, idle, next, last);
    }

    @Test
    void slowsDownWhoGuessesAndNeverTheOwnersOwnBrowser() {
        Now now = new Now();
        LoginThrottle throttle = new LoginThrottle(store, random, now);
        LoginThrottle.Attempt stranger = new LoginThrottle.Attempt("203.0.113.9", "admin", null);
        LoginThrottle.Attempt owner = new LoginThrottle.Attempt("203.0.113.9", "admin", throttle.device("admin"));
        for (int i = 0; i < 40; i++) {
            throttle.failed(new LoginThrottle.Attempt("203.0.113." + i % 3, "admin", "forged." + i));
        }
        assertThat(throttle.wait(stranger)).contains(Duration.ofMinutes(15));
        assertThat(throttle.wait(new LoginThrottle.Attempt("198.51.100.1", "admin", null))).isPresent();
        assertThat(throttle.wait(new LoginThrottle.Attempt("198.51.100.1", "other", null))).isEmpty();
        assertThat(throttle.wait(new LoginThrottle.Attempt("198.51.100.1", "admin", throttle.device("other"))))
                .as("another's device").isPresent();
        assertThat(throttle.wait(owner)).isEmpty();
        for (int i = 0; i < 10; i++) {
            throttle.failed(owner);
        }
        assertThat(throttle.wait(owner)).as("a stolen device").isPresent();
        now.instant = NOON.plus(Duration.ofMinutes(15));
        assertThat(throttle.wait(stranger)).isEmpty();
        throttle.failed(stranger);
        assertThat(count("login_failure")).as("old ones are forgotten").isEqualTo(2);
    }

    @Test
    void makesASecretOnceHoweverManyAskForIt() throws Exception {
        List<Future<byte[]>> made = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                made.add(executor.submit(() -> new Secrets(store, random).secret("shared")));
            }
        }
        byte[] first = made.getFirst().get();
        assertThat(first).hasSize(32);
        for (Future<byte[]> each : made) {
            assertThat(each.get()).isEqualTo(first);
        }
        assertThat(new Secrets(store, random).secret("other")).isNotEqualTo(first);
    }

    @Test
    void knowsItsApiKeysAndKeepsNoneInTheClear() {
        ApiKeys keys = new ApiKeys(store, audit(InstantSource.fixed(NOON)), random,
                InstantSource.fixed(NOON));
        ApiKey.Grant narrow = new ApiKey.Grant("one", Set.of(Scope.ASK, Scope.SEARCH),
                Set.of("https://a.example", "https://b.example"), new RateLimit(5, Duration.ofMinutes(1)));
        String key = keys.add(narrow, "ming");
        String other = keys.add(ApiKey.Grant.all("other"), "ming");
        assertThat(key).startsWith("pbk_").isNotEqualTo(other);
        assertThat(keys.find(key)).map(ApiKey::grant).contains(narrow);
        assertThat(keys.find(other)).map(ApiKey::grant).contains(ApiKey.Grant.all("other"));
        assertThat(keys.find(key + "x")).isEmpty();
        assertThat(keys.find("pbk_")).isEmpty();
        assertThat(keys.isOrigin("https://b.example")).isTrue();
        assertThat(keys.isOrigin("https://c.example")).isFalse();
        List<String> kept = store.read(handle -> handle
                .createQuery("select id || name || hash || prefix from api_key").mapTo(String.class).list());
        assertThat(kept).hasSize(2).noneMatch(row -> row.contains(key.substring(4)));
        keys.used(keys.find(key).orElseThrow());
        assertThat(keys.find(key).orElseThrow().lastUsedAt()).isEqualTo(NOON);
        assertThat(keys.revoke(key.substring(0, 12), "lan")).isTrue();
        assertThat(keys.revoke(key.substring(0, 12), "lan")).isFalse();
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.isOrigin("https://b.example")).isFalse();
        assertThat(keys.all()).hasSize(2).filteredOn(one -> one.revokedAt() != null).singleElement()
                .extracting(ApiKey::grant).isEqualTo(narrow);
        assertThat(audit(InstantSource.fixed(NOON)).entries(null, null, 10))
                .extracting(entry -> entry.agent() + " " + entry.action())
                .containsExactlyInAnyOrder("lan api_key_revoked",
                        "ming api_key_added", "ming api_key_added");
    }

    @Test
    void remembersForADayWhichAnswerAnIdempotencyKeyGot() {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        AskedQuestions asked = new AskedQuestions(store, now::get, Duration.ofMinutes(1));
        assertThat(asked.take("key", "body")).isEqualTo(new Earlier.None());
        assertThat(asked.take("key", "body")).isEqualTo(new Earlier.Running());
        assertThat(asked.take("key", "other")).isEqualTo(new Earlier.Another());
        asked.begun("key", "ans_1");
        assertThat(asked.take("key", "body")).isEqualTo(new Earlier.Running());
        // a node that died while it answered keeps nobody waiting for ever
        now.set(NOON.plus(Duration.ofMinutes(2)));
        assertThat(asked.take("key", "body")).isEqualTo(new Earlier.None());
        asked.release("key");
        assertThat(asked.take("key", "other")).isEqualTo(new Earlier.None());
    }

    @Test
    void undoesAWritingThatStopsHalfWay() {
        assertThatThrownBy(() -> store.write(handle -> {
            handle.execute("insert into secret (name, value) values ('a', 'b')");
            throw new IllegalStateException("stop");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(count("secret")).isZero();
    }

    @Test
    void countsTheTokensOfADayOverAllModelsAndWriters() throws Exception {
        Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
        UsageStore today = new UsageStore(store, InstantSource.fixed(midnight.minusMillis(1)), Optional.of(100L));
        UsageStore tomorrow = new UsageStore(store, InstantSource.fixed(midnight), Optional.of(100L));
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 9; i++) {
                String model = "model-" + i % 2;
                executor.execute(() -> today.add(model, 10, 1, new BigDecimal("0.0000125")));
            }
        }
        assertThat(today.isUsedUp()).isFalse();
        today.add("model-1", 1, 0, BigDecimal.ZERO);
        assertThat(today.isUsedUp()).isTrue();
        assertThat(tomorrow.isUsedUp()).isFalse();
        assertThat(today.on(midnight.minusMillis(1)))
                .isEqualTo(new UsageStore.Total(10, 91, 9, new BigDecimal("0.000117")));
        assertThat(today.on(midnight).calls()).isZero();
        assertThat(new UsageStore(store, InstantSource.fixed(NOON), Optional.empty()).isUsedUp()).isFalse();
    }

    @Test
    void servesADatabaseThatALaterVersionAddsTo() {
        LaterVersion.adds(url);
        try (Store started = Store.open(url)) {
            AuditLog log = audit(InstantSource.system());
            String key = new ApiKeys(store, log, random, InstantSource.system())
                    .add(ApiKey.Grant.all("beside a later one"), "ming");
            assertThat(new ApiKeys(started, log, random, InstantSource.system()).find(key)).isPresent();
        }
    }

    @Test
    void refusesADatabaseFromWhichALaterVersionTookWhatItNeeds() {
        LaterVersion.takesAway(url);
        assertThatThrownBy(() -> Store.open(url)).isInstanceOf(StoreException.class)
                .hasMessageContaining("later version of the program (1007)").hasMessageContaining("backup");
    }
}
