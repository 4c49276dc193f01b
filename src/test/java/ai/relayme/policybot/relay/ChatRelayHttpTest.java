package ai.relayme.policybot.relay;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.relay.RelayException.Reason;
import ai.relayme.policybot.relay.Samples.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay behind a server of others: what {@link FakeRelay} gets wrong about HTTP would show here. */
class ChatRelayHttpTest {
    private static final String ANSWER = """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":"We do not sell it [1]."},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":" 我们不出售。[1]"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static MockResponse.Builder answer() {
        return new MockResponse.Builder().addHeader("Content-Type", "text/event-stream").body(ANSWER);
    }

    private Outcome ask(Duration timeout) {
        return Samples.ask(server.url("/v1/").uri(), timeout);
    }

    @Test
    void readsAnAnswerOfKnownLengthAndOneThatTrickles() throws Exception {
        server.enqueue(answer().build());
        server.enqueue(answer().throttleBody(7, 1, TimeUnit.MILLISECONDS).build());
        for (int i = 0; i < 2; i++) {
            assertThat(ask(Duration.ofSeconds(10)).sentences()).containsExactly("We do not sell it [1].", "我们不出售。[1]");
            assertThat(server.takeRequest().getTarget()).isEqualTo("/v1/chat/completions");
        }
    }

    @Test
    void readsAnAnswerThatEndsWithItsConnection() {
        server.enqueue(answer().removeHeader("Content-Length").addHeader("Connection", "close")
                .onResponseEnd(new SocketEffect.CloseSocket()).build());
        assertThat(ask(Duration.ofSeconds(10)).sentences()).hasSize(2);
    }

    @Test
    void failsWhereTheBodyIsShorterThanItsStatedLength() {
        int length = ANSWER.getBytes(StandardCharsets.UTF_8).length;
        server.enqueue(answer().onResponseBody(new SocketEffect.CloseSocket()).setHeader("Content-Length", length)
                .build());
        assertThat(ask(Duration.ofSeconds(10)).failure().reason()).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void timesOutWhereHeadersOrBodyStall() {
        server.enqueue(answer().onResponseStart(SocketEffect.Stall.INSTANCE).build());
        server.enqueue(answer().onResponseBody(SocketEffect.Stall.INSTANCE).build());
        assertThat(ask(Duration.ofMillis(400)).failure().reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(ask(Duration.ofMillis(400)).failure().reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void followsNoRedirectAndShowsNoErrorBody() {
        server.enqueue(new MockResponse.Builder().code(302).addHeader("Location", server.url("/else").toString())
                .build());
        server.enqueue(new MockResponse.Builder().code(401).body("bad key " + Samples.KEY).build());
        assertThat(ask(Duration.ofSeconds(10)).failure().status()).hasValue(302);
        assertThat(ask(Duration.ofSeconds(10)).failure()).hasMessageNotContaining(Samples.KEY);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void speaksOnlyToWhomTheCertificateNames() throws IOException {
        HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate()).build();
        HeldCertificate valid = certificate(authority).addSubjectAlternativeName("localhost").build();
        HeldCertificate ofAnother = certificate(authority).addSubjectAlternativeName("other.example").build();
        HeldCertificate expired = certificate(authority).addSubjectAlternativeName("localhost")
                .validityInterval(0, 86_400_000).build();
        assertThat(ask(valid, trusting).sentences()).hasSize(2);
        assertThat(ask(ofAnother, trusting).failure().reason()).isEqualTo(Reason.CERTIFICATE);
        assertThat(ask(expired, trusting).failure().reason()).isEqualTo(Reason.CERTIFICATE);
    }

    private static HeldCertificate.Builder certificate(HeldCertificate authority) {
        return new HeldCertificate.Builder().signedBy(authority);
    }

    private static Outcome ask(HeldCertificate shown, HandshakeCertificates trusting) throws IOException {
        try (MockWebServer secured = new MockWebServer()) {
            secured.useHttps(new HandshakeCertificates.Builder().heldCertificate(shown).build().sslSocketFactory());
            secured.start();
            secured.enqueue(answer().build());
            RelayConfig config = Samples.config(secured.url("/v1").uri(), Duration.ofSeconds(10));
            try (ChatRelay relay = new ChatRelay(config, Timings.within(config.timeout()), trusting.sslContext(),
                    new Metrics("test"), _ -> {})) {
                return Samples.ask(relay);
            }
        }
    }
}
