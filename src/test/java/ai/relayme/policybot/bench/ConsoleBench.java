package ai.relayme.policybot.bench;

import ai.relayme.policybot.console.Analytics;
import ai.relayme.policybot.console.ConversationFilter;
import ai.relayme.policybot.console.ConversationFilter.Column;
import ai.relayme.policybot.console.ConversationItem;
import ai.relayme.policybot.console.ConversationList;
import ai.relayme.policybot.console.Gaps;
import ai.relayme.policybot.console.Masking;
import ai.relayme.policybot.language.ScriptFolder;
import ai.relayme.policybot.language.Tokenizer;
import ai.relayme.policybot.store.Store;
import ai.relayme.policybot.store.TestPostgres;
import ai.relayme.policybot.transcript.FullText;
import ai.relayme.policybot.transcript.SearchWords;
import com.github.f4b6a3.ulid.Ulid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * How long the console's lists take over many conversations. Arguments: the database's address, or {@code postgresql} for one
 * of its own; how many conversations it is to have, of which those that are missing are made, the same every time, over the
 * 90 days before 2026-11-25; and, where {@link AgentsBench} is to follow, the packaged server, the corpus folder, and the
 * seconds of each of its phases.
 */
final class ConsoleBench {
    private static final Instant END = Instant.parse("2026-11-25T12:00:00Z");
    private static final Duration OVER = Duration.ofDays(90);
    private static final int ROUNDS = 60;
    private static final int AT_ONCE = 2_000;
    private static final List<String> LANGUAGES = List.of("en", "zh-Hant", "zh-Hans");
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("Do you sell my personal data to %s?", "How long do you keep my %s?", "Can I delete my %s?",
                    "Who can read the %s that I send?", "Is my %s used for training?"),
            List.of("你們會否出售我的%s？", "你們會保留我的%s多久？", "怎樣刪除我的%s？", "誰可以看到我的%s？"),
            List.of("你们会出售我的%s吗？", "我的%s会保留多久？", "怎样删除我的%s？", "谁可以看到我的%s？"));
    private static final List<List<String>> THINGS = List.of(
            List.of("prompts", "invoices", "API keys", "account", "card number", "address", "files", "history"),
            List.of("個人資料", "提示詞", "發票", "金鑰", "帳戶", "信用卡", "地址", "紀錄"),
            List.of("个人信息", "提示词", "发票", "密钥", "账户", "信用卡", "地址", "记录"));
    private static final List<String> OUTCOMES = List.of("answered", "answered", "answered", "answered", "answered",
            "answered", "abstained", "abstained", "rights_request", "smalltalk");
    private static final List<String> REASONS = List.of("low_support", "not_covered", "off_topic");

    private final Store store;
    private final SearchWords words = new SearchWords(new Tokenizer(new ScriptFolder()));

    private ConsoleBench(Store store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (!arguments[0].equals("postgresql")) {
            run(arguments[0], arguments);
            return;
        }
        try (TestPostgres postgres = TestPostgres.start()) {
            run(postgres.freshUrl(), arguments);
        }
    }

    private static void run(String database, String[] arguments) throws IOException, InterruptedException {
        try (Store store = Store.open(database)) {
            ConsoleBench bench = new ConsoleBench(store);
            bench.generate(Integer.parseInt(arguments[1]));
            bench.measure();
        }
        if (arguments.length > 2) {
            new AgentsBench(Path.of(arguments[2]), Path.of(arguments[3]), Integer.parseInt(arguments[4]))
                    .run(database);
        }
    }

    private void generate(int conversations) {
        int there = store.read(
                handle -> handle.createQuery("select count(*) from conversation").mapTo(Integer.class).one());
        for (int from = there; from < conversations; from += AT_ONCE) {
            int begin = from;
            int end = Math.min(conversations, from + AT_ONCE);
            store.write(handle -> generate(handle, begin, end, conversations));
        }
    }

    private void generate(Handle handle, int from, int to, int all) {
        PreparedBatch conversation = handle.prepareBatch("""
                insert into conversation (id, language, created_at, last_at) values (:id, :language, :at, :at)""");
        PreparedBatch answer = handle.prepareBatch("""
                insert into answer (id, conversation_id, created_at, question, language, outcome, mode, corpus_version,
                    answer_json, trace_json, intent, reason, topic, query, support, threshold, top_passage,
                    rejected_sentences, input_tokens, output_tokens, took_micros, first_segment_micros)
                values (:id, :conversation, :at, :question, :language, :outcome, 'quote', 'abc', :answer, :trace,
                    'policy_question', :reason, :topic, :question, :support, 0.65, :passage, 0, 0, 0, :took, :took)""");
        PreparedBatch citation = handle.prepareBatch("""
                insert into citation (answer_id, number, passage_id, document, language, version, digest)
                values (:id, 1, :passage, :document, :language, '2026-06-06', 'sha256:0')""");
        PreparedBatch found = handle
                .prepareBatch("insert into answer_words (answer_id, masked_by, words) values (:id, 1, "
                        + (store.isPostgresql() ? "to_tsvector('simple', :words))" : ":words)"));
        PreparedBatch feedback = handle.prepareBatch("""
                insert into feedback (answer_id, helpful, created_at) values (:id, :helpful, :at)""");
        PreparedBatch label = handle.prepareBatch(
                "insert into label (answer_id, name, agent, at) values (:id, 'incomplete', 'agent', :at)");
        PreparedBatch review = handle.prepareBatch("""
                insert into review (conversation_id, status, reviewer, updated_at)
                values (:id, 'reviewed', 'agent', :at)""");
        PreparedBatch queued = handle.prepareBatch("""
                insert into queued (conversation_id, rule, answer_id) values (:conversation, :rule, :id)
                on conflict do nothing""");
        String filler = "x".repeat(1_500);
        for (int i = from; i < to; i++) {
            Random random = new Random(i);
            int language = random.nextInt(10) < 5 ? 0 : 1 + random.nextInt(2);
            String tag = LANGUAGES.get(language);
            long began = END.minus(OVER).toEpochMilli() + OVER.toMillis() / all * i;
            String id = "cnv_" + new Ulid(began << 16 | random.nextInt(1 << 16), random.nextLong());
            conversation.bind("id", id).bind("language", tag).bind("at", began).add();
            int turns = 1 + random.nextInt(3);
            for (int turn = 0; turn < turns; turn++) {
                long at = began + turn * 20_000L;
                String answerId = "ans_" + new Ulid(at << 16 | random.nextInt(1 << 16), random.nextLong());
                String question = one(QUESTIONS.get(language), random).formatted(one(THINGS.get(language), random))
                        + (random.nextInt(1_000) == 0 ? " unusual" : "");
                String outcome = one(OUTCOMES, random);
                String reason = outcome.equals("abstained") ? one(REASONS, random) : null;
                String document = random.nextInt(500) == 0 ? "rare-policy" : "privacy-policy";
                String passage = document + ":" + random.nextInt(9) + "." + random.nextInt(6);
                answer.bind("id", answerId).bind("conversation", id).bind("at", at).bind("question", question)
                        .bind("language", tag).bind("outcome", outcome)
                        .bind("answer", "{\"answer\":\"" + filler + "\"}").bind("trace", "{\"t\":\"" + filler + "\"}")
                        .bind("reason", reason).bind("topic", "topic-" + random.nextInt(60))
                        .bind("support", random.nextDouble()).bind("passage", passage)
                        .bind("took", 1_000L + random.nextInt(90_000)).add();
                citation.bind("id", answerId).bind("passage", passage).bind("document", document)
                        .bind("language", tag).add();
                found.bind("id", answerId).bind("words", words.words(question
                        + " We do not sell, rent, or trade your personal information to third parties. 我們不會出售您的個人資料。"))
                        .add();
                if (random.nextInt(10) == 0) {
                    feedback.bind("id", answerId).bind("helpful", random.nextInt(4) == 0 ? 0 : 1).bind("at", at).add();
                }
                for (String rule : List.of("abstained", "random", "handoff_after_answer")) {
                    if (rule.equals("abstained")
                            ? reason != null
                            : Math.floorMod(answerId.hashCode(), rule.equals("random") ? 50 : 2_000) == 0) {
                        queued.bind("conversation", id).bind("rule", rule).bind("id", answerId).add();
                    }
                }
                if (random.nextInt(200) == 0) {
                    label.bind("id", answerId).bind("at", at).add();
                }
            }
            if (random.nextInt(20) == 0) {
                review.bind("id", id).bind("at", began).add();
            }
        }
        for (PreparedBatch batch : List.of(conversation, answer, citation, found, feedback, label, review,
                queued)) {
            batch.execute();
        }
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private void measure() {
        Masking masking = new Masking(Set.of());
        ConversationList list = new ConversationList(store, new FullText(words, 1, store.isPostgresql()), masking);
        InstantSource clock = InstantSource.fixed(END);
        Map<String, Supplier<Integer>> runs = new LinkedHashMap<>();
        runs.put("first page", () -> page(list, filter(null, Map.of()), null));
        runs.put("page 21", () -> page(list, filter(null, Map.of()),
                "ans_" + Ulid.min(END.minus(Duration.ofDays(1)).toEpochMilli())));
        runs.put("outcome=abstained", () -> page(list, filter(null, Map.of(Column.OUTCOME, "abstained")), null));
        runs.put("reason=off_topic, zh-Hant", () -> page(list,
                filter(null, Map.of(Column.REASON, "off_topic", Column.LANGUAGE, "zh-Hant")), null));
        runs.put("feedback=unhelpful", () -> page(list, filter(null, Map.of(Column.FEEDBACK, "unhelpful")), null));
        runs.put("label=incomplete", () -> page(list, filter(null, Map.of(Column.LABEL, "incomplete")), null));
        runs.put("document=rare-policy", () -> page(list, filter(null, Map.of(Column.DOCUMENT, "rare-policy")), null));
        runs.put("status=reviewed", () -> page(list, filter(null, Map.of(Column.STATUS, "reviewed")), null));
        runs.put("queued_by=any, open", () -> page(list,
                filter(null, Map.of(Column.QUEUED_BY, "any", Column.STATUS, "open")), null));
        runs.put("queued_by=random", () -> page(list, filter(null, Map.of(Column.QUEUED_BY, "random")), null));
        runs.put("queued_by=handoff_after_answer", () -> page(list,
                filter(null, Map.of(Column.QUEUED_BY, "handoff_after_answer")), null));
        runs.put("outcome=none", () -> page(list, filter(null, Map.of(Column.OUTCOME, "none")), null));
        runs.put("label=none", () -> page(list, filter(null, Map.of(Column.LABEL, "none")), null));
        runs.put("a week two months ago", () -> page(list, new ConversationFilter(null, Map.of(), null, null,
                END.minus(Duration.ofDays(67)), END.minus(Duration.ofDays(60))), null));
        runs.put("q=personal (in all)", () -> page(list, filter("personal", Map.of()), null));
        runs.put("q=unusual (one in 1,000)", () -> page(list, filter("unusual", Map.of()), null));
        runs.put("q=发票 (one in 32)", () -> page(list, filter("发票", Map.of()), null));
        runs.put("q=invoices delete, abstained", () -> page(list,
                filter("invoices delete", Map.of(Column.OUTCOME, "abstained")), null));
        runs.put("q=nothing", () -> page(list, filter("nothing-like-it", Map.of()), null));
        runs.put("gaps", () -> new Gaps(store, masking, clock).list(50).size());
        runs.put("analytics of 28 days", () -> (int) new Analytics(store)
                .figures(new Analytics.Period(END.minus(Duration.ofDays(28)), END, null)).questions());
        System.out.printf(Locale.ROOT, "%-32s %8s %8s %8s%n", "", "rows", "p50 ms", "p95 ms");
        runs.forEach((name, run) -> {
            int rows = run.get();
            long[] nanos = new long[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long began = System.nanoTime();
                var _ = run.get();
                nanos[i] = System.nanoTime() - began;
            }
            Arrays.sort(nanos);
            System.out.printf(Locale.ROOT, "%-32s %8d %8.1f %8.1f%n", name, rows, nanos[ROUNDS / 2] / 1e6,
                    nanos[ROUNDS * 95 / 100] / 1e6);
        });
    }

    private static ConversationFilter filter(@Nullable String words, Map<Column, String> equal) {
        return new ConversationFilter(words, equal, null, null, null, null);
    }

    private static int page(ConversationList list, ConversationFilter filter, @Nullable String before) {
        List<ConversationItem> items = list.list(filter, before, 51);
        return items.size();
    }
}
