package ai.relayme.policybot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.relayme.policybot.logging.LogFormat;
import ai.relayme.policybot.ratelimit.RateLimit;
import ai.relayme.policybot.relay.Price;
import ai.relayme.policybot.relay.RelayConfig;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    private static Settings of(String... environment) {
        return Settings.of(Map.of(), environment(environment));
    }

    private static Map<String, String> environment(String... values) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            environment.put(values[i], values[i + 1]);
        }
        return environment;
    }

    @Test
    void hasTheDefaultsOfTheContract() {
        Settings settings = of();
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().bind()).isEqualTo("127.0.0.1");
        assertThat(settings.http().secure()).isFalse();
        assertThat(settings.http().allowedOrigins()).isEmpty();
        assertThat(settings.http().trustedProxies()).isEmpty();
        assertThat(settings.http().rateLimit()).contains(new RateLimit(30, Duration.ofMinutes(1)));
        assertThat(settings.publicUrl()).isEmpty();
        assertThat(settings.corpusDir()).isEqualTo(Path.of("corpus"));
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.databaseUrl()).isEqualTo("jdbc:sqlite:" + Path.of("data", "policybot.db"));
        assertThat(settings.relay()).isEmpty();
        assertThat(settings.supportEmail()).isEqualTo("support@relayme.ai");
        assertThat(settings.retention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void hasTheRelaysDefaultsOfTheContract() {
        RelayConfig relay = of("RELAY_BASE_URL", "https://relay.example/v1", "RELAY_API_KEY", "sk-1", "RELAY_MODEL",
                "m")
                .relay().orElseThrow();
        assertThat(relay.baseUrl()).isEqualTo(URI.create("https://relay.example/v1"));
        assertThat(relay.models()).containsExactly("m");
        assertThat(relay.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(relay.concurrency()).isEqualTo(32);
    }

    @Test
    void readsEverySetting() {
        Settings settings = of("PORT", "0", "BIND", "0.0.0.0", "PUBLIC_URL", "https://policy.example/bot/",
                "CORPUS_DIR",
                "c", "DATA_DIR", "d", "DATABASE_URL", "jdbc:postgresql://db/x", "VECTORS", "off", "RELAY_BASE_URL",
                "http://relay:9/v1", "RELAY_API_KEY", "sk-1", "RELAY_MODEL", "m", "RELAY_TIMEOUT", "PT5S",
                "RELAY_FALLBACK_MODELS", "n, o", "RELAY_CONCURRENCY", "3", "RELAY_PRICES",
                "m=0.25/2, n=1/4.5", "RELAY_TOKEN_BUDGET", "1000000", "SMTP_URL", "smtp://u:p@mail:587",
                "MAIL_FROM",
                "a@b.example", "SUPPORT_EMAIL", "c@d.example", "ALLOWED_ORIGINS",
                "https://a.example, https://b.example:81",
                "TRUSTED_PROXIES", "10.0.0.0/8,::1", "TRANSCRIPT_RETENTION", "PT1H", "RATE_LIMIT", "5/PT10S",
                "AGENT_PASSWORD", "anything");
        assertThat(settings.http().port()).isZero();
        assertThat(settings.http().bind()).isEqualTo("0.0.0.0");
        assertThat(settings.http().secure()).isTrue();
        assertThat(settings.http().allowedOrigins()).containsExactlyInAnyOrder("https://a.example",
                "https://b.example:81");
        assertThat(settings.http().trustedProxies()).hasSize(2);
        assertThat(settings.http().rateLimit()).contains(new RateLimit(5, Duration.ofSeconds(10)));
        assertThat(settings.publicUrl()).contains(URI.create("https://policy.example/bot"));
        assertThat(settings.databaseUrl()).isEqualTo("jdbc:postgresql://db/x");
        RelayConfig relay = settings.relay().orElseThrow();
        assertThat(relay.models()).containsExactly("m", "n", "o");
        assertThat(relay.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(relay.concurrency()).isEqualTo(3);
        assertThat(relay.prices()).containsOnlyKeys("m", "n").containsEntry("n",
                new Price(new BigDecimal("1"), new BigDecimal("4.5")));
        assertThat(settings.relayTokenBudget()).contains(1_000_000L);
        assertThat(settings.supportEmail()).isEqualTo("c@d.example");
        assertThat(settings.retention()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesOriginsAsBrowsersTellThem() {
        assertThat(of("ALLOWED_ORIGINS",
                "https://WWW.A.example:443,http://b.example:80,https://c.example:80,http://d.example:8443").http()
                .allowedOrigins()).containsExactlyInAnyOrder("https://www.a.example", "http://b.example",
                        "https://c.example:80", "http://d.example:8443");
    }

    @Test
    void keepsTheSpacesOfAPassword() {
        assertThat(of("AGENT_PASSWORD", "  long pass phrase 9 \n").agentPassword()).contains("  long pass phrase 9 ");
        assertThat(of("AGENT_PASSWORD", "").agentPassword()).isEmpty();
    }

    @Test
    void takesASchemeInAnyCase() {
        assertThat(of("PUBLIC_URL", "HTTPS://bot.example").http().secure()).isTrue();
        assertThat(of("SMTP_URL", "SMTPS://mail").mail().smtp().orElseThrow().port()).isEqualTo(465);
    }

    @Test
    void tellsWhatIsWrongWithTheAddressOfAMailServer() {
        assertThatThrownBy(() -> of("SMTP_URL", "smtp://user:p@ss@host:587")).hasMessageContaining("@ as %40");
        assertThatThrownBy(() -> of("SMTP_URL", "smtp://host:99999")).hasMessageContaining("port");
    }

    @Test
    void putsItsDatabaseIntoTheDataFolder() {
        assertThat(of("DATA_DIR", "/srv/bot").databaseUrl()).isEqualTo("jdbc:sqlite:/srv/bot/policybot.db");
    }

    @Test
    void quotesWhereTheRelaysAddressOrKeyIsMissing() {
        assertThat(of("RELAY_BASE_URL", "https://relay.example/v1").relay()).isEmpty();
        assertThat(of("RELAY_API_KEY", "sk-1", "RELAY_MODEL", "m").relay()).isEmpty();
    }

    @Test
    void takesAnEmptyValueForNone() {
        assertThat(of("PORT", "", "RATE_LIMIT", " ", "DATABASE_URL", "").http().port()).isEqualTo(8080);
        assertThat(of("RATE_LIMIT", "off").http().rateLimit()).isEmpty();
    }

    @Test
    void prefersAFlagToTheEnvironment() {
        assertThat(Settings.of(Map.of(Setting.PORT, "1"), environment("PORT", "2")).http().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void hasAFlagOfTheSameName(Setting setting) {
        assertThat(setting.flag()).matches("--[a-z]+(-[a-z]+)*");
        assertThat(setting.flag().substring(2).replace('-', '_')).isEqualToIgnoringCase(setting.name());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"PORT | eighty", "PORT | -1", "PORT | 65536", "PORT | 80.5",
            "PUBLIC_URL | relayme.ai", "PUBLIC_URL | ftp://relayme.ai",
            "PUBLIC_URL | https://relayme.ai/?secret-word=1",
            "PUBLIC_URL | https://user:secret-word@relayme.ai", "PUBLIC_URL | https://relay me.ai", "VECTORS | maybe",
            "DATABASE_URL | jdbc:mysql://db/secret-word", "DATABASE_URL | secret-word",
            "RELAY_BASE_URL | relay:secret-word",
            "RELAY_BASE_URL | file:///etc/passwd", "RELAY_BASE_URL | https://relay.example/v1?key=secret-word",
            "RELAY_BASE_URL | https://relay.example/v1#secret-word", "RELAY_TIMEOUT | 20", "RELAY_TIMEOUT | PT0S",
            "RELAY_TIMEOUT | -PT1S",
            "RELAY_TIMEOUT | PT2H", "RELAY_CONCURRENCY | 0", "RELAY_CONCURRENCY | 99999999999", "RELAY_PRICES | m=1",
            "RELAY_PRICES | m=-1/2",
            "RELAY_PRICES | m=1e9/2", "RELAY_TOKEN_BUDGET | many", "RELAY_TOKEN_BUDGET | -1",
            "SMTP_URL | http://mail", "SMTP_URL | smtp://mail:70000", "SMTP_URL | smtp://mail:0",
            "PUBLIC_URL | https://relayme.ai:65536", "RELAY_BASE_URL | https://relay.example:99999/v1",
            "DATABASE_URL | jdbc:sqlite:", "DATABASE_URL | jdbc:sqlite:bot.db?journal_mode=OFF",
            "DATABASE_URL | jdbc:sqlite:file:bot.db", "DATA_DIR | what?", "DATABASE_URL | jdbc:sqlite::memory:",
            "SMTP_URL | smtp:user:secret-word", "MAIL_FROM | nobody", "MAIL_FROM | a@b.c,d@e.f", "MAIL_FROM | bot@host",
            "MAIL_FROM | a..b@example.com",
            "SUPPORT_EMAIL | support@-example.com", "SUPPORT_EMAIL | support@example..com",
            "SUPPORT_EMAIL | support@192.0.2.1", "AGENT_PASSWORD | password1234", "AGENT_PASSWORD | 123456789012",
            "SUPPORT_EMAIL | Support <a@b.c>", "SUPPORT_EMAIL | a@b@c", "ALLOWED_ORIGINS | *", "ALLOWED_ORIGINS | null",
            "ALLOWED_ORIGINS | https://a.example/", "ALLOWED_ORIGINS | https://a.example https://b.example",
            "SMTP_URL | smtp://user:secret@word@mail:587", "AGENT_PASSWORD | a", "AGENT_PASSWORD | sevenly",
            "AGENT_PASSWORD | \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD",
            "TRUSTED_PROXIES | 10.0.0.0/33", "TRUSTED_PROXIES | proxy.example", "TRUSTED_PROXIES | 010.0.0.1/8",
            "TRUSTED_PROXIES | 8", "TRUSTED_PROXIES | *",
            "TRANSCRIPT_RETENTION | 90", "TRANSCRIPT_RETENTION | P3M", "TRANSCRIPT_RETENTION | P0D",
            "TRANSCRIPT_RETENTION | P99999999999D", "TRANSCRIPT_RETENTION | P999999999D", "RATE_LIMIT | 30",
            "RATE_LIMIT | 30/", "RATE_LIMIT | 0/PT1M", "RATE_LIMIT | 30/PT0S", "RATE_LIMIT | 30/PT1M/PT1M",
            "RATE_LIMIT | on", "RATE_LIMIT | 30/P2D"})
    void refusesAMalformedValueInOneLineThatNamesItAndRepeatsNoSecret(String name, String value) {
        assertRefused(name, name, value, "RELAY_BASE_URL", "https://relay.example/v1", "RELAY_API_KEY",
                "sk-secret-word", "RELAY_MODEL", "m");
    }

    @Test
    void namesTheRelaysSettingAtFault() {
        assertRefused("RELAY_MODEL", "RELAY_BASE_URL", "https://relay.example/v1", "RELAY_API_KEY", "sk-secret-word");
        assertRefused("RELAY_API_KEY", "RELAY_BASE_URL", "https://relay.example/v1", "RELAY_API_KEY",
                "secret-word\nX: y",
                "RELAY_MODEL", "m");
        assertRefused("RELAY_BASE_URL", "RELAY_BASE_URL", "https://u:secret-word@relay.example/v1", "RELAY_API_KEY",
                "secret-word", "RELAY_MODEL", "m");
    }

    /** The later value of a name counts, so that the one at fault goes last. */
    private static void assertRefused(String named, String... environment) {
        Map<String, String> values = environment(environment);
        values.put(environment[0], environment[1]);
        assertThatThrownBy(() -> Settings.of(Map.of(), values)).isInstanceOf(SettingException.class)
                .message().startsWith(named + " (").doesNotContain("secret-word").doesNotContain("\n");
    }
}
