package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelayConfigTest {
    private static final URI URL = URI.create("https://relayme.ai/v1");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void hidesTheKey() {
        assertThat(new RelayConfig(URL, "sk-secret", "m", List.of(), TIMEOUT, 1, Map.of()).toString())
                .doesNotContain("sk-secret").contains("https://relayme.ai/v1");
    }

    @Test
    void asksTheModelFirstAndThenTheFallbacks() {
        assertThat(new RelayConfig(URL, "k", "a", List.of("b", "c"), TIMEOUT, 1, Map.of()).models()).containsExactly(
                "a", "b",
                "c");
    }

    @Test
    void rejectsWhatCannotWorkWithoutRepeatingIt() {
        for (String bad : List.of("ftp://host/v1", "https:/v1", "https://user:secret@host/v1", "https://host/v1?secret",
                "https://host/v1#secret")) {
            assertThatThrownBy(() -> new RelayConfig(URI.create(bad), "k", "m", List.of(), TIMEOUT, 1, Map.of()))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("secret");
        }
        for (String bad : List.of("", "se cret", "secret\r\nX: y", "sécret")) {
            assertThatThrownBy(() -> new RelayConfig(URL, bad, "m", List.of(), TIMEOUT, 1, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("cret");
        }
        assertThatThrownBy(() -> new RelayConfig(URL, "k", " ", List.of(), TIMEOUT, 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelayConfig(URL, "k", "m", List.of(""), TIMEOUT, 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelayConfig(URL, "k", "m", List.of(), Duration.ZERO, 1, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RelayConfig(URL, "k", "m", List.of(), TIMEOUT, 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pricesWhatIsUsedToTheLastToken() {
        RelayConfig config = new RelayConfig(URL, "k", "a", List.of("b"), TIMEOUT, 1,
                Map.of("a", new Price(new BigDecimal("0.25"), new BigDecimal("2"))));
        assertThat(config.cost("a", new Usage(1_001, 7, false))).isEqualByComparingTo("0.00026425");
        assertThat(config.cost("b", new Usage(1_001, 7, false))).isZero();
        assertThatThrownBy(() -> new Price(new BigDecimal("-1"), BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
