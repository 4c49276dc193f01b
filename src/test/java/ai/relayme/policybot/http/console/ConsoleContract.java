package ai.relayme.policybot.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.agent.Role;
import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.mail.MailServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the console shows of conversations and requests, and what agents do with them, whichever database there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleContract {
    private static final String PASSWORD = "correct horse battery";
    private static final String API = "/api/console/";

    private TestBot bot;
    private String admin;
    private String reviewer;
    private ObjectNode answered;
    private ObjectNode abstained;
    private ObjectNode private1;

    private final List<String> database;

    /** @param database the setting of a database of its own, none for SQLite */
    ConsoleContract(List<String> database) {
        this.database = database;
    }

    /** A bot with these settings on the database of this test. */
    final TestBot start(String... settings) {
        return TestBot.start(database, settings);
    }

    @BeforeAll
    void prepare() {
        bot = start("AGENT_PASSWORD", PASSWORD);
        admin = bot.session("admin", PASSWORD);
        bot.agent("reviewer", Role.REVIEWER, PASSWORD);
        reviewer = bot.session("reviewer", PASSWORD);
        answered = bot.ask("Do you sell my personal data?");
        bot.goOn(answered, "你們會否出售我的個人資料？");
        abstained = bot.ask("Do you give discounts to students?");
        private1 = bot.ask("Do you sell the address jo.doe@example.org to others?");
        bot.post("/answers/" + abstained.path("id").asText() + "/feedback",
                "{\"helpful\":false,\"reason\":\"incomplete\",\"comment\":\"write to jo.doe@example.org\"}");
    }

    @AfterAll
    void stop() {
        bot.close();
    }

    private ObjectNode get(String path) {
        HttpResponse<String> reply = bot.get(API + path, "Cookie", reviewer);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return TestBot.json(reply);
    }

    private HttpResponse<String> post(String path, String body, String session) {
        return bot.post(API + path, body, "Cookie", session);
    }

    private static String conversation(JsonNode answer) {
        return answer.path("conversation_id").asText();
    }

    private List<String> ids(String query) {
        return StreamSupport.stream(get("conversations?" + query).path("conversations").spliterator(), false)
                .map(item -> item.path("id").asText()).toList();
    }

    /** Those of the three conversations that every test may count on. */
    private List<String> own(String query) {
        return ids(query).stream().filter(id -> List.of(conversation(private1), conversation(abstained),
                conversation(answered)).contains(id)).toList();
    }

    private static JsonNode of(JsonNode list, JsonNode answer) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(item -> item.path("id").asText().equals(conversation(answer))).findFirst().orElseThrow();
    }

    @Test
    void listsEachConversationOnceTheNewestFirstWithIdentifiersMasked() {
        assertThat(own("")).containsExactly(conversation(private1), conversation(abstained), conversation(answered));
        JsonNode list = get("conversations").path("conversations");
        assertThat(of(list, private1).path("question").asText()).contains("[EMAIL_1]").doesNotContain("jo.doe");
        assertThat(of(list, answered).path("turns").asInt()).isEqualTo(2);
        assertThat(of(list, answered).path("language").asText()).isEqualTo("zh-Hant");
        assertThat(of(list, abstained).path("feedback").asText()).isEqualTo("unhelpful");
        assertThat(of(list, private1).path("status").asText()).isEqualTo("open");
    }

    @Test
    void filtersByAllThatExplainsAnAnswer() {
        assertThat(own("outcome=abstained")).containsExactly(conversation(abstained));
        assertThat(own("outcome=answered&language=en")).containsExactly(conversation(private1),
                conversation(answered));
        assertThat(own("reason=" + abstained.path("abstain").path("reason").asText()))
                .containsExactly(conversation(abstained));
        assertThat(own("feedback=unhelpful")).containsExactly(conversation(abstained));
        assertThat(own("feedback=helpful")).isEmpty();
        assertThat(own("feedback=none&language=zh-Hant")).containsExactly(conversation(answered));
        assertThat(own("passage=privacy-policy:3.1&language=zh-Hant")).containsExactly(conversation(answered));
        assertThat(own("document=privacy-policy&outcome=abstained")).isEmpty();
        assertThat(own("max_support=0.649")).containsExactly(conversation(abstained));
        assertThat(own("from=2020-01-01&to=2020-01-02")).isEmpty();
        assertThat(own("from=2020-01-01")).hasSize(3);
    }

    @Test
    void findsWordsOfQuestionsInThreeLanguages() {
        assertThat(ids("q=discount")).containsExactly(conversation(abstained));
        assertThat(ids("q=%E5%87%BA%E5%94%AE")).as("出售").containsExactly(conversation(answered));
        assertThat(ids("q=%E4%B8%AA%E4%BA%BA%E8%B5%84%E6%96%99")).as("个人资料, in the other script")
                .containsExactly(conversation(answered));
        assertThat(ids("q=sell&outcome=answered")).contains(conversation(private1), conversation(answered));
        assertThat(ids("q=%22%20%27%3B")).isEmpty();
    }

    /** Whoever may not read an identifier may not guess it word by word, or letter by letter, in the search either. */
    @Test
    void findsNothingByWhatIsMasked() {
        ObjectNode asked = bot.ask("qzxmask: my number is ９１２３ 4567, jo.doe@example.org, A123456(3); do you sell it?");
        assertThat(ids("q=qzxmask")).containsExactly(conversation(asked));
        for (String guess : List.of("91234567", "9123%204567", "9123", "912", "jo.doe%40example.org", "jo.doe", "doe",
                "example.org", "A123456", "a1234", "qzxmask%209123", "qzxmask%20%22jo.doe%22")) {
            assertThat(own("q=" + guess)).as(guess).isEmpty();
            assertThat(ids("q=" + guess)).as(guess).isEmpty();
        }
        bot.goOn(asked, "qzxmask again, without it: do you sell my data?");
        assertThat(ids("q=qzxmask")).containsExactly(conversation(asked));
        assertThat(ids("q=9123")).isEmpty();
    }

    @Test
    void pagesThroughAListWithoutGapsOrRepetitions() {
        for (String query : List.of("", "q=sell&", "outcome=answered&")) {
            List<String> paged = new ArrayList<>();
            String cursor = "";
            do {
                ObjectNode page = get("conversations?" + query + "limit=1" + cursor);
                page.path("conversations").forEach(item -> paged.add(item.path("id").asText()));
                cursor = page.path("next_cursor").isNull() ? "" : "&cursor=" + page.path("next_cursor").asText();
            } while (!cursor.isEmpty());
            assertThat(paged).as(query).isEqualTo(ids(query.replaceFirst("&$", ""))).doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesAFilterThatItDoesNotKnowOrUnderstand() {
        String ulid = "01M8D3D6JNV9185SEZPP1M40ZG";
        for (String query : List.of("none=1", "min_support=2", "from=yesterday", "limit=0", "limit=1000",
                "outcome=nope", "reason=nope", "intent=nope", "status=foo", "queued_by=zz", "language=fr", "mode=x",
                "feedback=maybe", "label=nope", "cursor=zzz", "cursor=", "cursor=cnv_" + ulid)) {
            refuses("conversations?" + query);
            refuses("rights-requests?" + query.replace("status=foo", "state=foo").replace(ulid, "1"));
        }
        for (String path : List.of("rights-requests?zz=1", "rights-requests?kind=x", "rights-requests?right=all",
                "rights-requests?regime=fr", "rights-requests?due_within_days=soon", "rights-requests?cursor=-1",
                "conversations.csv?outcome=nope", "corrections?state=nope", "corrections?cursor=ans_" + ulid,
                "corrections?zz=1", "gaps?zz=1", "analytics?language=fr",
                "analytics?from=2026-11-02&to=2026-11-01", "conversations?from=2026-11-02&to=2026-11-01",
                "conversations?outcome=answered&outcome=answered", "analytics?language=en&language=en",
                "conversations?limit=1&limit=2")) {
            refuses(path);
        }
        for (String path : List.of("audit?zz=1", "audit?cursor=zzz")) {
            assertThat(bot.get(API + path, "Cookie", admin).statusCode()).as(path).isEqualTo(400);
        }
    }

    private void refuses(String path) {
        HttpResponse<String> reply = bot.get(API + path, "Cookie", reviewer);
        assertThat(reply.statusCode()).as(path).isEqualTo(400);
        assertThat(TestBot.json(reply).path("errors").path(0).path("parameter").asText())
                .as(path).isNotEmpty().matches(name -> path.contains(name + "="));
    }

    /** A word that answers or agents have must be one that lists can be asked for. */
    @Test
    void takesEveryWordThatItsDocumentNames() throws Exception {
        JsonNode paths = new ObjectMapper().readTree(bot.get("/openapi.json").body()).path("paths");
        int taken = 0;
        for (String list : List.of("conversations", "rights-requests", "corrections", "analytics")) {
            for (JsonNode parameter : paths.path(API + list).path("get").path("parameters")) {
                for (JsonNode word : parameter.path("schema").path("enum")) {
                    get(list + "?" + parameter.path("name").asText() + "=" + word.asText());
                    taken++;
                }
            }
        }
        assertThat(taken).isGreaterThan(60);
    }

    @Test
    void showsWhyAnAnswerWasGivenAndRevealsOnlyOnTheRecord() {
        ObjectNode shown = get("conversations/" + conversation(private1));
        JsonNode turn = shown.path("turns").path(0);
        assertThat(shown.path("masked").asBoolean()).isTrue();
        assertThat(shown.toString()).doesNotContain("jo.doe");
        assertThat(turn.path("answer").path("id")).isEqualTo(private1.path("id"));
        assertThat(turn.path("trace").path("passages").path(0).path("score").isNumber()).isTrue();
        assertThat(turn.path("trace").path("threshold").asDouble()).isPositive();
        assertThat(get("conversations/" + conversation(abstained)).toString()).doesNotContain("jo.doe");

        HttpResponse<String> revealed = post("conversations/" + conversation(private1) + "/reveal", "{}", reviewer);
        assertThat(TestBot.json(revealed).path("turns").path(0).path("question").asText())
                .contains("jo.doe@example.org");
        JsonNode log = TestBot.json(bot.get(API + "audit?target=" + conversation(private1), "Cookie", admin))
                .path("entries").path(0);
        assertThat(log.path("action").asText()).isEqualTo("conversation_revealed");
        assertThat(log.path("agent").asText()).isEqualTo("reviewer");
    }

    @Test
    void refusesAReviewThatNobodyCanDoAndNamesEachFieldOnce() {
        String path = API + "conversations/" + conversation(private1);
        for (var fault : Map.of("{\"status\": \"reviewed\", \"reviewer\": \"ghost\"}", "/reviewer", "{}", "/status",
                "{\"status\": \"x\"}", "/status").entrySet()) {
            HttpResponse<String> reply = bot.send(bot.request(path, "Cookie", reviewer, "Content-Type",
                    "application/json").method("PATCH", BodyPublishers.ofString(fault.getKey())));
            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(TestBot.json(reply).path("errors").findValuesAsText("pointer"))
                    .containsExactly(fault.getValue());
        }
    }

    @Test
    void keepsLabelsNotesAndStatusAndErasesThemWithTheConversation() {
        ObjectNode answer = bot.ask("Who can see my prompts, qzxreview?");
        String path = "conversations/" + conversation(answer);
        String label = "{\"answer_id\":\"" + answer.path("id").asText() + "\",\"label\":\"incomplete\",\"given\":";
        assertThat(post(path + "/labels", label + "true}", reviewer).statusCode()).isEqualTo(204);
        assertThat(post(path + "/labels", label + "true}", reviewer).statusCode()).as("again").isEqualTo(204);
        assertThat(post("conversations/" + conversation(answered) + "/labels", label + "true}", reviewer).statusCode())
                .as("of another conversation").isEqualTo(404);
        assertThat(post(path + "/notes", "{\"text\":\"look at 2.1 <b>x</b>\"}", reviewer).statusCode()).isEqualTo(204);
        assertThat(bot.send(bot.request(API + path, "Cookie", reviewer, "Content-Type", "application/json").method(
                "PATCH", BodyPublishers.ofString("{\"status\":\"reviewed\",\"reviewer\":\"reviewer\"}"))).statusCode())
                .isEqualTo(204);
        assertThat(ids("label=incomplete")).containsExactly(conversation(answer));
        assertThat(ids("status=reviewed&reviewer=reviewer")).containsExactly(conversation(answer));
        ObjectNode shown = get(path);
        assertThat(shown.path("notes").path(0).path("text").asText()).isEqualTo("look at 2.1 <b>x</b>");
        assertThat(shown.path("turns").path(0).path("labels").path(0).path("agent").asText()).isEqualTo("reviewer");
        assertThat(shown.path("history")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(post(path + "/labels", label + "false}", reviewer).statusCode()).isEqualTo(204);
        assertThat(ids("label=incomplete")).isEmpty();

        assertThat(bot.send(bot.request("/conversations/" + conversation(answer), "Authorization",
                "Bearer " + answer.path("conversation_token").asText()).DELETE()).statusCode()).isEqualTo(204);
        assertThat(ids("status=reviewed")).isEmpty();
        assertThat(bot.get(API + path, "Cookie", reviewer).statusCode()).isEqualTo(404);
    }

    @Test
    void queuesAConversationOnceByEveryRuleThatHolds() {
        assertThat(own("queued_by=abstained")).containsExactly(conversation(abstained));
        assertThat(own("queued_by=unhelpful")).containsExactly(conversation(abstained));
        assertThat(own("queued_by=any")).contains(conversation(abstained));
        JsonNode queuedBy = of(get("conversations?queued_by=any").path("conversations"), abstained).path("queued_by");
        assertThat(queuedBy.toString()).contains("abstained", "unhelpful");
        assertThat(get("conversations/" + conversation(abstained)).path("queued_by")).isEqualTo(queuedBy);
        assertThat(own("queued_by=new_document_version")).as("the first answers that cite this text")
                .contains(conversation(answered));

        ObjectNode asked = bot.ask("Do you sell my data, qzxqueue?");
        assertThat(ids("queued_by=repeat_question")).doesNotContain(conversation(asked));
        bot.goOn(asked, "Do you sell my data, qzxqueue?");
        assertThat(ids("queued_by=repeat_question")).contains(conversation(asked));
        assertThat(ids("queued_by=handoff_after_answer")).doesNotContain(conversation(asked));
        HttpResponse<String> handedOver = bot.post("/handoffs",
                "{\"email\":\"jo@example.org\",\"message\":\"call me\",\"conversation_id\":\"" + conversation(asked)
                        + "\"}",
                "Authorization", "Bearer " + asked.path("conversation_token").asText());
        assertThat(handedOver.statusCode()).as(handedOver.body()).isEqualTo(202);
        assertThat(ids("queued_by=handoff_after_answer")).contains(conversation(asked));

        String feedback = "/answers/" + asked.path("id").asText() + "/feedback";
        bot.post(feedback, "{\"helpful\":false}");
        assertThat(ids("queued_by=unhelpful")).contains(conversation(asked));
        bot.post(feedback, "{\"helpful\":true}");
        assertThat(ids("queued_by=unhelpful")).as("changed their mind").doesNotContain(conversation(asked));
    }

    @Test
    void exportsWhatTheFilterLetsThroughAsACsvThatSpreadsheetsTakeForText() {
        ObjectNode formula = bot.ask("=HYPERLINK(\"https://evil.example\"), do you sell my data?");
        HttpResponse<String> reply = bot.get(API + "conversations.csv?q=hyperlink", "Cookie", reviewer);
        assertThat(reply.headers().firstValue("Content-Type")).get().asString().startsWith("text/csv");
        assertThat(reply.headers().firstValue("Content-Disposition")).get().asString().startsWith("attachment");
        List<String> lines = reply.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("\uFEFF\"conversation_id\",");
        assertThat(lines.getLast()).contains("\"'=HYPERLINK(\"\"https", formula.path("created_at").asText())
                .startsWith('"' + conversation(formula) + '"');
        assertThat(bot.get(API + "conversations.csv", "Cookie", reviewer).body()).doesNotContain("jo.doe");
    }

    @Test
    void tellsWhatThePoliciesDoNotAnswerAndHowTheBotDoes() {
        JsonNode gaps = get("gaps").path("gaps");
        assertThat(gaps.toString()).contains("discounts to students");
        assertThat(gaps.path(0).path("questions_7d").asInt()).isPositive();
        ObjectNode figures = get("analytics");
        long questions = figures.path("questions").asLong();
        assertThat(figures.path("outcomes").path("abstained").asLong()).isPositive();
        assertThat(figures.path("feedback").path("unhelpful").asLong()).isEqualTo(1);
        assertThat(figures.path("feedback").path("none").asLong())
                .isEqualTo(questions - 1 - figures.path("feedback").path("helpful").asLong());
        assertThat(figures.path("took_micros").path("p95").asLong())
                .isGreaterThanOrEqualTo(figures.path("took_micros").path("p50").asLong()).isPositive();
        assertThat(figures.path("passages").path("privacy-policy:3.1").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(figures.path("days")).hasSizeBetween(1, 2);
        assertThat(get("analytics?to=2020-01-01").path("questions").asLong()).isZero();
        assertThat(get("analytics?language=zh-Hant").path("questions").asLong()).isEqualTo(1);
    }

    @Test
    void hasASecondPersonApproveACorrection() {
        String draft = "{\"question\":\"Student discounts?\",\"answer\":\"We say nothing of them.\",\"language\":\"en\",";
        for (String bad : List.of("\"policy_silent\":false}",
                "\"passages\":[\"privacy-policy:99.9\"],\"policy_silent\":false}",
                "\"passages\":[\"privacy-policy:3.1\"],\"policy_silent\":true}")) {
            assertThat(post("corrections", draft + bad, reviewer).statusCode()).as(bad).isEqualTo(400);
        }
        HttpResponse<String> added = post("corrections",
                draft + "\"passages\":[\"privacy-policy:3.1\"],\"policy_silent\":false}", admin);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        ObjectNode correction = TestBot.json(added);
        assertThat(correction.path("passages").path(0).path("digest").asText()).startsWith("sha256:");
        String path = "corrections/" + correction.path("id").asText();
        assertThat(post(path + "/approve", "{}", admin).statusCode()).as("their own").isEqualTo(403);
        assertThat(post(path + "/approve", "{}", reviewer).statusCode()).as("no approver").isEqualTo(403);
        bot.agent("approver", Role.APPROVER, PASSWORD);
        String approver = bot.session("approver", PASSWORD);
        assertThat(post(path + "/approve", "{}", approver).statusCode()).isEqualTo(204);
        assertThat(post(path + "/approve", "{}", approver).statusCode()).as("again").isEqualTo(409);
        assertThat(get(path).path("approver").asText()).isEqualTo("approver");
        assertThat(get("corrections?state=approved").path("corrections")).hasSize(1);
        assertThat(get("corrections?state=draft").path("corrections")).isEmpty();
        assertThat(post(path + "/retire", "{}", approver).statusCode()).isEqualTo(204);
    }

    @Test
    void showsRequestsWithTheirClocksAndMailsAndChangesThem() {
        HttpResponse<String> taken = bot.post("/rights-requests",
                "{\"right\":\"erasure\",\"email\":\"jane@example.org\",\"regime\":\"gdpr\",\"details\":\"call +852 2345 6789\"}");
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        String reference = TestBot.json(taken).path("reference").asText();
        JsonNode item = get("rights-requests?right=erasure").path("rights_requests").path(0);
        assertThat(item.path("reference").asText()).isEqualTo(reference);
        assertThat(item.path("clock").asText()).isEqualTo("on_track");
        assertThat(item.path("days_left").asInt()).isBetween(27, 31);
        assertThat(item.path("email").asText()).isEqualTo("j\u2026@example.org");
        assertThat(item.path("last_mail").path("topic").asText()).isNotEmpty();
        assertThat(get("rights-requests?due_within_days=3").path("rights_requests")).isEmpty();
        assertThat(get("rights-requests?state=closed").path("rights_requests")).isEmpty();
        String path = "rights-requests/" + reference;
        ObjectNode shown = get(path);
        assertThat(shown.path("log_whole").asBoolean()).isTrue();
        assertThat(shown.path("log").path(0).path("event").asText()).isEqualTo("submitted");
        assertThat(shown.path("details").asText()).doesNotContain("2345");
        ObjectNode revealed = TestBot.json(post(path + "/reveal", "{}", reviewer));
        assertThat(revealed.path("email").asText()).isEqualTo("jane@example.org");
        assertThat(revealed.path("details").asText()).contains("2345 6789");
        assertThat(post(path + "/changes", "{\"change\":\"start\"}", reviewer).statusCode()).as("not verified yet")
                .isEqualTo(409);
        for (String close : List.of("{\"change\":\"close\"}", "{\"change\":\"close\",\"outcome\":\"refused\"}",
                "{\"change\":\"close\",\"outcome\":\"partly_granted\",\"reason\":\" \"}")) {
            assertThat(post(path + "/changes", close, reviewer).statusCode()).as(close).isEqualTo(400);
        }
        assertThat(post(path + "/mails/none/resend", "{}", reviewer).statusCode()).isEqualTo(409);
    }

    @Test
    void setsTheLawOfARequestThatNamedNoneAndThenExtendsIt() throws Exception {
        String reference = TestBot.json(bot.post("/rights-requests",
                "{\"right\":\"access\",\"email\":\"law@example.org\"}")).path("reference").asText();
        String path = "rights-requests/" + reference;
        String set = "{\"change\":\"set_regime\",\"regime\":\"EU\",\"reason\":\"You live in Ghent\"}";
        assertThat(post(path + "/changes", set, reviewer).statusCode()).as("not verified yet").isEqualTo(409);
        assertThat(bot.post("/rights-requests/" + reference + "/verify",
                "{\"code\":\"" + MailServer.code(bot.data().resolve("mail"), reference) + "\"}").statusCode())
                .isEqualTo(200);
        for (String bad : List.of("{\"change\":\"set_regime\",\"regime\":\"gdpr\"}",
                "{\"change\":\"set_regime\",\"reason\":\"x\"}",
                "{\"change\":\"set_regime\",\"regime\":\"nowhere\",\"reason\":\"x\"}",
                "{\"change\":\"start\",\"regime\":\"gdpr\"}")) {
            assertThat(post(path + "/changes", bad, reviewer).statusCode()).as(bad).isEqualTo(400);
        }
        String extend = "{\"change\":\"extend\",\"reason\":\"complex\"}";
        HttpResponse<String> refused = post(path + "/changes", extend, reviewer);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("unspecified", "set that first");

        HttpResponse<String> changed = post(path + "/changes", set, reviewer);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(TestBot.json(changed).path("regime").asText()).isEqualTo("gdpr");
        assertThat(post(path + "/changes", extend, reviewer).statusCode()).isEqualTo(200);
        ObjectNode shown = get(path);
        assertThat(shown.path("extended").asBoolean()).isTrue();
        assertThat(shown.path("log").findValuesAsText("event")).contains("regime_set", "extended");
        assertThat(shown.path("log_whole").asBoolean()).isTrue();
        assertThat(TestBot.json(bot.get(API + "audit?target=" + reference, "Cookie", admin)).path("entries")
                .findValuesAsText("detail")).contains("set_regime gdpr");
        assertThat(get("rights-requests?regime=gdpr").path("rights_requests").findValuesAsText("reference"))
                .contains(reference);
    }
}
