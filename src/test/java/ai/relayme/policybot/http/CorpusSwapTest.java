package ai.relayme.policybot.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.app.TestBot;
import ai.relayme.policybot.app.Waiting;
import ai.relayme.policybot.corpus.CorpusFiles;
import ai.relayme.policybot.hashing.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus that is exchanged while questions come. */
class CorpusSwapTest {
    private static final int SWAPS = 3;
    private static final int ASKERS = 4;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> textOfDigest = new ConcurrentHashMap<>();

    private void publish(int version) {
        String sentence = "We keep your personal data for " + version + " days 🗓️ and never sell it.";
        String text = CorpusFiles.document("Policy", "official", sentence);
        textOfDigest.put("sha256:" + Sha256.hex(text), sentence);
        CorpusFiles.write(folder, "en/policy.md", text);
    }

    private static String served(TestBot bot) {
        return TestBot.json(bot.get("/documents/policy")).path("digest").asText();
    }

    /** Asks until the bot serves that digest; returns the digests that its answers quoted. */
    private Set<String> askUntil(TestBot bot, String last) {
        Set<String> quoted = new HashSet<>();
        while (!quoted.contains(last)) {
            HttpResponse<String> reply = bot.post("/ask", TestBot.question("Do you sell my data?").toString());
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            ObjectNode answer = TestBot.json(reply);
            assertThat(answer.path("outcome").asText()).isEqualTo("answered");
            for (JsonNode citation : answer.path("citations")) {
                String digest = citation.path("digest").asText();
                String text = textOfDigest.getOrDefault(digest, "");
                assertThat(text).contains(citation.path("quote").asText());
                assertThat(text.substring(text.offsetByCodePoints(0, citation.path("start").intValue()),
                        text.offsetByCodePoints(0, citation.path("end").intValue())))
                        .isEqualTo(citation.path("quote").asText());
                quoted.add(digest);
            }
        }
        return quoted;
    }

    @Test
    void quotesVerbatimFromTheVersionThatItNamesWhileVersionsChange() throws Exception {
        publish(0);
        try (TestBot bot = TestBot.start("CORPUS_DIR", folder.toString());
                ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            String last = "sha256:"
                    + Sha256.hex(CorpusFiles.document("Policy", "official",
                            "We keep your personal data for " + SWAPS + " days 🗓️ and never sell it."));
            List<Future<Set<String>>> asking = new ArrayList<>();
            for (int i = 0; i < ASKERS; i++) {
                asking.add(askers.submit(() -> askUntil(bot, last)));
            }
            for (int version = 1; version <= SWAPS; version++) {
                publish(version);
                String digest = "sha256:" + Sha256.hex(CorpusFiles.document("Policy", "official",
                        "We keep your personal data for " + version + " days 🗓️ and never sell it."));
                Waiting.until("the new version is served", () -> served(bot).equals(digest));
            }
            Set<String> quoted = new HashSet<>();
            for (Future<Set<String>> asker : asking) {
                quoted.addAll(asker.get());
            }
            assertThat(quoted).hasSize(SWAPS + 1).isSubsetOf(textOfDigest.keySet());
        }
    }

    /** As a cluster mounts files: each is a link into a folder that is exchanged whole by turning one more link. */
    @Test
    void takesUpAFolderThatALinkIsTurnedTo() throws Exception {
        for (String version : List.of("one", "two")) {
            Path file = folder.resolve(version + "/en/policy.md");
            CorpusFiles.write(folder.resolve(version), "en/policy.md", CorpusFiles.document("Policy", "official",
                    "We keep your personal data for " + version + " days and never sell it."));
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        }
        Path current = Files.createSymbolicLink(folder.resolve("current"), Path.of("one"));
        try (TestBot bot = TestBot.start("CORPUS_DIR", current.toString())) {
            String first = served(bot);
            Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
            Files.move(folder.resolve("next"), current, StandardCopyOption.ATOMIC_MOVE);
            Waiting.until("the other folder is served", () -> !served(bot).equals(first));
            assertThat(bot.ask("Do you sell my data?").path("citations").path(0).path("quote").asText())
                    .contains("for two days");
        }
    }

    @Test
    void keepsServingTheLastGoodCorpusWhileTheFolderIsFaulty() throws Exception {
        publish(0);
        try (TestBot bot = TestBot.start("CORPUS_DIR", folder.toString())) {
            String good = served(bot);
            CorpusFiles.write(folder, "en/other.md", "no front matter");
            publish(1);
            assertThat(served(bot)).isEqualTo(good);
            assertThat(bot.ask("Do you sell my data?").path("citations").get(0).path("digest").asText())
                    .isEqualTo(good);
            Files.delete(folder.resolve("en/other.md"));
            Waiting.until("the mended corpus is served", () -> !served(bot).equals(good));
            assertThat(bot.ask("Do you sell my data?").path("citations").get(0).path("quote").asText())
                    .contains("for 1 days");
        }
    }
}
