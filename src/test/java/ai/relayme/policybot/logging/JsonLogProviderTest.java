package ai.relayme.policybot.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class JsonLogProviderTest {
    private static final String NAME = "ai.relayme.policybot.app.Main";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonLogProvider provider = new JsonLogProvider(out, () -> Instant.parse("2026-11-26T05:00:00Z"));

    JsonLogProviderTest() {
        provider.initialize();
    }

    private Logger logger(String name) {
        return provider.getLoggerFactory().getLogger(name);
    }

    private List<JsonNode> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().map(line -> {
            try {
                return new JsonMapper().readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(line, e);
            }
        }).toList();
    }

    @Test
    void writesOneObjectALine() {
        logger(NAME).info("a {} of \"{}\"\nand {}", "line", "隱私", 7);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"time\":\"2026-11-26T05:00:00.000Z\","
                + "\"level\":\"INFO\",\"logger\":\"" + NAME + "\",\"message\":\"a line of \\\"隱私\\\"\\nand 7\"}\n");
    }

    @Test
    void writesWhatWasThrownWithItsCauses() {
        logger(NAME).error("no {}", "luck", new IllegalStateException("above", new IOException("below")));
        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line.path("message").asText()).isEqualTo("no luck");
            assertThat(line.path("exception").asText()).contains("IllegalStateException: above", "\n\tat ",
                    "Caused by: java.io.IOException: below");
        });
    }

    @Test
    void saysForWhichRequestOnItsThreadAndOnNoOther() throws InterruptedException {
        provider.getMDCAdapter().put("request_id", "req_1");
        logger(NAME).warn("within");
        Thread.ofPlatform().start(() -> logger(NAME).warn("elsewhere")).join();
        provider.getMDCAdapter().remove("request_id");
        logger(NAME).warn("after");
        assertThat(lines()).extracting(line -> line.path("request_id").asText("none")).containsExactly("req_1", "none",
                "none");
    }

    @Test
    void tellsAsMuchAsThePlainLog() {
        logger("org.eclipse.jetty.Server").info("started");
        logger("io.modelcontextprotocol.Server").error("what a caller sent");
        logger(NAME).debug("detail");
        logger("org.eclipse.jetty.Server").warn("strange");
        assertThat(lines()).extracting(line -> line.path("message").asText()).containsExactly("strange");
    }

    @Test
    void writesHalfACharacterToo() {
        logger(NAME).info("half: \uD83D");
        assertThat(lines()).hasSize(1);
    }
}
