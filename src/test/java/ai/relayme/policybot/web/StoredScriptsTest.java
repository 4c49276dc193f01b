package ai.relayme.policybot.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.Letters;
import ai.relayme.policybot.relay.FakeRelay;
import ai.relayme.policybot.relay.Reply;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred and fifty kinds of scripts, in the words of visitors, models, documents and agents, on every page that shows
 * these: they are text, run nothing and ask nobody for anything. A page has them all at once.
 */
class StoredScriptsTest extends BrowserTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String CONSOLE = "/api/console/";
    private static final int LONGEST_QUESTION = 2_000;
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_NAME = 200;
    /** What no page of ours makes of a text: handlers, frames, foreign scripts and links that are no addresses. */
    private static final String MADE = """
            () => {
              const roots = [document];
              const found = [];
              for (const root of roots) {
                for (const node of root.querySelectorAll('*')) {
                  if (node.shadowRoot) roots.push(node.shadowRoot);
                  const name = node.localName;
                  const script = name === 'script' && !node.src.startsWith(location.origin);
                  const frame = /^(i?frame|frameset|object|embed|applet|base|portal|fencedframe|animate|set|foreignObject|math|marquee)$/.test(name);
                  const attribute = [...node.attributes].find((one) => /^on/i.test(one.name) || one.name === 'srcdoc'
                    || (/^(href|src|srcset|action|formaction|data|poster|background|ping|xlink:href)$/.test(one.name)
                      && /^[\\s\\0-\\x1f]*(javascript|vbscript|data):|evil\\.example/i.test(one.value)));
                  if (script || frame || attribute) found.push(node.outerHTML.slice(0, 200));
                }
              }
              return found;
            }""";

    private final List<String> scripts = scripts();
    private final FakeRelay relay = FakeRelay.start();
    private TestBot attacked;
    private String admin;

    private static List<String> scripts() {
        try (InputStream stream = StoredScriptsTest.class.getResourceAsStream("/web/scripts.txt")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void start(@TempDir Path corpus) {
        CorpusFiles.copyShipped(corpus);
        String title = "Title <img src=x onerror=alert(1)>";
        CorpusFiles.write(corpus, "en/scripts.md", CorpusFiles.document(title, "official",
                "## 1. " + escaped(scripts.getFirst()) + "\n\n"
                        + String.join("\n\n", scripts.stream().map(StoredScriptsTest::escaped).toList()))
                .replace("# " + title, "# " + escaped(title)));
        attacked = TestBot.start("AGENT_PASSWORD", PASSWORD, "CORPUS_DIR", corpus.toString(), "RELAY_BASE_URL",
                relay.baseUrl().toString(), "RELAY_API_KEY", "none", "RELAY_MODEL", "m");
        admin = attacked.session("admin", PASSWORD);
    }

    @AfterAll
    void stop() {
        attacked.close();
        relay.close();
    }

    /** As a document says it, so that Markdown takes it for text. */
    private static String escaped(String script) {
        return script.replaceAll("(\\p{Punct})", "\\\\$1");
    }

    /** All of them in as few texts of that length as hold them. */
    private List<String> packed(int longest) {
        List<String> packs = new ArrayList<>();
        StringBuilder pack = new StringBuilder();
        for (String script : scripts) {
            if (pack.length() + script.length() + 1 > longest) {
                packs.add(pack.toString().strip());
                pack.setLength(0);
            }
            pack.append(script).append('\n');
        }
        packs.add(pack.toString().strip());
        return packs;
    }

    private static ObjectNode json(String name, String value) {
        return TestBot.json("{}").put(name, value);
    }

    private ObjectNode post(String path, ObjectNode body, int status) {
        var reply = attacked.post(path, body.toString(), "Cookie", admin);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        return status == 204 ? TestBot.json("{}") : TestBot.json(reply);
    }

    private void assertOnlyText(Visitor visitor, String where) {
        assertThat((List<?>) visitor.page().evaluate(MADE)).as(where).isEmpty();
        assertThat(visitor.requests()).as(where).allSatisfy(url -> assertThat(url)
                .startsWith(attacked.publicUrl() + "/").doesNotContain("evil").doesNotEndWith("/x"));
        assertThat(visitor.complaints()).as(where).isEmpty();
    }

    /** Goes through the console; what is shown there was stored through the doors that visitors and agents use. */
    @Test
    void areTextInTheConsole() {
        relay.replies(Reply.says(String.join(" [1]\n", scripts) + " [1]\n"));
        ObjectNode answer = attacked.ask("Do you sell my personal data?");
        for (String pack : packed(LONGEST_QUESTION)) {
            attacked.goOn(answer, pack);
        }
        String conversation = answer.path("conversation_id").asText();
        for (String pack : packed(LONGEST_TEXT)) {
            post(CONSOLE + "conversations/" + conversation + "/notes", json("text", pack), 204);
        }
        post("/answers/" + answer.path("id").asText() + "/feedback",
                TestBot.json("{\"helpful\":false}").put("comment", packed(LONGEST_QUESTION).getFirst()), 200);
        String correction = post(CONSOLE + "corrections",
                TestBot.json("{\"language\":\"en\",\"passages\":[\"scripts:1.1\"],\"policy_silent\":false}")
                        .put("question", packed(LONGEST_QUESTION).getFirst())
                        .put("answer", packed(LONGEST_TEXT).getFirst()),
                201).path("id").asText();
        String reference = "";
        for (String pack : packed(LONGEST_NAME)) {
            reference = post("/rights-requests", TestBot.json("{\"right\":\"access\",\"email\":\"eve@example.org\"}")
                    .put("name", pack).put("on_behalf_of", pack).put("details", packed(LONGEST_TEXT).getFirst()), 202)
                    .path("reference").asText();
        }

        Visitor visitor = visitor();
        Page page = visitor.loggedIn(attacked.publicUrl(), admin).open(attacked.publicUrl() + "/console/").page();
        assertThat(page.locator(".who")).containsText("admin");
        String shown = "#conversations/" + conversation + "?answer=" + answer.path("id").asText() + "&tab=";
        for (String hash : List.of("#conversations", shown + "why", shown + "passages", shown + "trace",
                shown + "history", "#rights-requests", "#rights-requests/" + reference, "#gaps", "#corrections",
                "#corrections/" + correction, "#corrections/new?conversation=" + conversation + "&answer="
                        + answer.path("id").asText(),
                "#documents", "#documents/scripts?lang=en", "#analytics", "#audit")) {
            page.evaluate("(hash) => { document.querySelector('main').id = 'old'; location.hash = hash; }", hash);
            assertThat(page.locator("#main h1")).isVisible();
            assertOnlyText(visitor, hash);
            if (hash.endsWith("tab=why")) {
                assertThat(page.locator(".turn .asked p[lang]").last()).containsText(scripts.getLast());
                assertThat(page.locator(".notes")).containsText(scripts.getLast());
                assertThat(page.locator("[role=tabpanel]")).containsText(scripts.getFirst());
                page.getByText("Show what is masked").click();
                assertThat(page.getByText("Show what is masked")).hasCount(0);
                assertOnlyText(visitor, "revealed");
            }
        }
        page.evaluate("() => { location.hash = '#documents/scripts?lang=en'; }");
        assertThat(page.locator(".reading .passage > p:first-child"))
                .hasText(scripts.toArray(String[]::new));
    }

    /** What a model says is checked before it is sent; here a server sends it all, in every field that it has. */
    @Test
    void areTextInTheAssistant() {
        Visitor visitor = visitor();
        visitor.page().route("**/ask", route -> route.fulfill(
                new FulfillOptions().setContentType("application/json").setBody(answer().toString())));
        visitor.page().route("**/passages/**", route -> route.fulfill(new FulfillOptions()
                .setContentType("application/json").setBody(json("text", scripts.getFirst()).toString())));
        Assistant assistant = visitor.open(attacked.publicUrl() + "/?lang=en").inline();
        Locator turn = assistant.ask(packed(LONGEST_QUESTION).getFirst());
        assertThat(turn.locator(".question")).containsText(scripts.getFirst());
        assertThat(turn.locator("[data-provenance]")).hasCount(scripts.size());
        assertThat(turn.locator("[data-provenance]").last()).containsText(scripts.getLast());
        assertOnlyText(visitor, "the answer");
        turn.locator(".chip").first().click();
        assertThat(assistant.drawer().locator("mark")).hasText(scripts.getFirst());
        assertOnlyText(visitor, "the drawer");
        visitor.page().reload();
        assertThat(assistant.turns().locator("[data-provenance]")).hasCount(scripts.size());
        assertOnlyText(visitor, "after a reload");
    }

    private ObjectNode answer() {
        ObjectNode answer = TestBot.json("{}").put("id", scripts.getFirst()).put("conversation_id", scripts.get(1))
                .put("conversation_token", "t").put("language", "en").put("outcome", "answered");
        ArrayNode segments = answer.putArray("segments");
        ArrayNode citations = answer.putArray("citations");
        List<String> provenances = List.of("ai_generated", "verbatim_quote", "reviewed_answer", "fixed_text");
        for (int i = 0; i < scripts.size(); i++) {
            String script = scripts.get(i);
            segments.addObject().put("text", script).put("provenance", provenances.get(i % 4)).putArray("citations")
                    .add(i + 1);
            citations.addObject().put("number", i + 1).put("passage_id", script).put("document", script)
                    .put("title", script).put("language", "en").put("version", script).put("heading", script)
                    .put("quote", script).put("start", 0).put("end", script.length())
                    .put("url", script.replace("//evil", "https://evil")).putObject("prevailing")
                    .put("language", "zh-Hans").put("quote", script).put("status", script);
        }
        answer.putObject("handoff").put("kind", "rights_request").put("right", scripts.getFirst())
                .put("email", scripts.get(11)).put("hours", scripts.get(12)).put("next_open", scripts.get(13));
        answer.putArray("notices").add(scripts.getFirst()).add("__proto__");
        return answer;
    }

    /** The letters as a mail reader shows them that lets scripts run; the pages that mail leads to lie beside them. */
    @Test
    void areTextInMailsAndOnThePagesOfDocuments() {
        StringBuilder mails = new StringBuilder();
        Letters letters = new Letters();
        Map<String, String> values = new HashMap<>();
        for (String name : List.of("reference", "subject", "state", "received", "due", "act_by", "law", "email", "name",
                "on_behalf_of", "language", "verified", "joined", "support", "code", "hours", "days", "days_left",
                "unconfirmed", "change", "from_support", "complaint")) {
            values.put(name, String.join(" ", scripts));
        }
        for (String name : List.of("due_each", "details", "transcript", "reason", "others")) {
            values.put(name, Letters.quote(String.join("\n", scripts)));
        }
        values.put("case_url", attacked.publicUrl() + "/console/");
        values.put("status_url", attacked.publicUrl() + "/rights-requests/");
        for (String template : List.of("code", "acknowledgement", "support", "unverified", "reminder", "status")) {
            mails.append(letters.write(template, Language.EN, values).html());
        }
        Visitor visitor = visitor();
        Page page = visitor.page();
        page.route("**/mails", route -> route.fulfill(
                new FulfillOptions().setContentType("text/html; charset=utf-8").setBody(mails.toString())));
        visitor.open(attacked.publicUrl() + "/mails");
        assertThat(page.locator("blockquote").first()).containsText(scripts.getLast());
        assertOnlyText(visitor, "mails");
        visitor.open(attacked.publicUrl() + "/documents/scripts?lang=en");
        assertThat(page.locator(".passage")).hasCount(scripts.size());
        assertThat(page.locator(".passage").last()).containsText(scripts.getLast());
        assertOnlyText(visitor, "the document's page");
    }
}
