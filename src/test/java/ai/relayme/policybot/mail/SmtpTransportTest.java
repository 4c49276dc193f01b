package ai.relayme.policybot.mail;

import static org.assertj.core.api.Assertions.assertThat;

import ai.relayme.policybot.language.Language;
import ai.relayme.policybot.mail.FakeSmtp.Trick;
import ai.relayme.policybot.mail.SmtpConfig.Security;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every fault of a mail server, each over a real socket. */
class SmtpTransportTest {
    private static final SmtpTransport.Limits SHORT = new SmtpTransport.Limits(Duration.ofSeconds(2),
            Duration.ofMillis(700), Duration.ofMillis(1_500));
    /** Where time is not what is tried: a busy machine may be slow to shake hands. */
    private static final SmtpTransport.Limits AMPLE = new SmtpTransport.Limits(Duration.ofSeconds(30),
            Duration.ofSeconds(30), Duration.ofSeconds(60));
    private static final String SUBJECT = "我們已收到您的要求 RM-1";
    private static final Letter LETTER = new Letter(Language.ZH_HANT, SUBJECT, "您好，資料😀\n.\n..點\n",
            "<!doctype html><p>您好，資料😀</p>");
    private static final Mail MAIL = new Mail("mail_1@bot.example", "visitor@example.com", "reply@example.com",
            Instant.parse("2026-11-25T09:00:00Z"), LETTER);

    @TempDir
    private static Path folder = Path.of("");

    private static Outcome deliver(int port, Security security, SSLSocketFactory tls) {
        return deliver(port, security, tls, AMPLE);
    }

    private static Outcome deliver(int port, Security security, SSLSocketFactory tls, SmtpTransport.Limits limits) {
        SmtpConfig config = new SmtpConfig("localhost", port, security, "user", "pa:ss@word");
        try (SmtpTransport transport = new SmtpTransport(config, "bot@bot.example", limits, tls)) {
            return transport.deliver(MAIL);
        }
    }

    private static Outcome deliver(FakeSmtp server) {
        return deliver(server.port(), Security.NONE, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static MimeMessage parse(FakeSmtp.Message message) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(
                String.join("\r\n", message.lines()).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void handsOverAMailThatReadersUnderstandThoughTheServerTakesNothingButAscii() throws Exception {
        try (FakeSmtp server = FakeSmtp.start()) {
            assertThat(deliver(server)).isEqualTo(new Outcome.Delivered());
            FakeSmtp.Message message = server.messages().getFirst();
            assertThat(message.recipients()).containsExactly("visitor@example.com");
            assertThat(message.headers()).containsExactlyInAnyOrder("From", "To", "Reply-To", "Subject", "Date",
                    "Message-ID", "MIME-Version", "Content-Type", "Content-Language", "Auto-Submitted");
            assertThat(message.header("Message-ID")).isEqualTo("<mail_1@bot.example>");
            assertThat(message.lines()).allSatisfy(line -> assertThat(line).matches("\\p{ASCII}{0,998}"));
            MimeMessage read = parse(message);
            assertThat(read.getSubject()).isEqualTo(SUBJECT);
            MimeMultipart parts = (MimeMultipart) read.getContent();
            assertThat(parts.getBodyPart(0).getContent()).asString().contains("您好，資料😀", "..點");
            assertThat(parts.getBodyPart(1).getContent()).asString().contains("<p>您好，資料😀</p>");
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 450 later, Deferred", "RCPT, 451 greylisted, Deferred", "RCPT, 550 nobody here, Refused",
            "RCPT, 553 no, Refused", "MAIL, 421 closing, Deferred", "MAIL, 550 not you, Refused",
            "MAIL, 530 login first, Misconfigured", "DATA-END, 451 later, Deferred", "DATA-END, 552 too large, Refused",
            "DATA-END, 554 spam, Refused", "EHLO, 421 busy, Deferred", "EHLO, 502 unknown, Delivered",
            "BANNER, 421 busy, Deferred",
            "BANNER, 554 go away, Deferred", "AUTH, 535 wrong, Misconfigured"})
    void tellsWhatAReplyMeansForTheMail(String word, String reply, String outcome) {
        try (FakeSmtp server = FakeSmtp.start()) {
            server.reply(word, reply);
            Outcome actual = deliver(server);
            assertThat(actual.getClass().getSimpleName()).as(actual.toString()).isEqualTo(outcome);
            assertThat(actual.toString()).doesNotContain("nobody here", "visitor", "pa:ss");
        }
    }

    @ParameterizedTest
    @CsvSource({"SILENT", "DRIP", "DROP_AFTER_DATA", "STALL_AFTER_DATA"})
    void triesAgainWhereTheServerDoesNotEndWhatItBegan(Trick trick) {
        try (FakeSmtp server = FakeSmtp.start().play(trick)) {
            assertThat(deliver(server.port(), Security.NONE, (SSLSocketFactory) SSLSocketFactory.getDefault(), SHORT))
                    .isInstanceOf(Outcome.Deferred.class);
        }
    }

    @Test
    void triesAgainWhereNobodyListensOrNoHostIsFound() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
        assertThat(deliver(free, Security.NONE, tls)).isInstanceOf(Outcome.Deferred.class);
        try (SmtpTransport transport = new SmtpTransport(
                new SmtpConfig("nowhere.invalid", 25, Security.NONE, null, null), "bot@bot.example", SHORT, tls)) {
            assertThat(transport.deliver(MAIL)).isInstanceOf(Outcome.Deferred.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "TLS"})
    void sendsOverAConnectionMadeSafe(Security security) throws Exception {
        SSLContext tls = TestCertificate.context(folder, "dns:localhost");
        try (FakeSmtp server = FakeSmtp.start(tls, security == Security.TLS)) {
            assertThat(deliver(server.port(), security, tls.getSocketFactory())).isEqualTo(new Outcome.Delivered());
            assertThat(server.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS, dns:localhost, false", "STARTTLS, dns:elsewhere.example, true", "TLS, dns:localhost, false",
            "TLS, dns:elsewhere.example, true"})
    void sendsNothingWhereTheCertificateIsNotTheServers(Security security, String san, boolean trusted)
            throws Exception {
        SSLContext tls = TestCertificate.context(folder, san);
        SSLSocketFactory ours = trusted ? tls.getSocketFactory() : (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (FakeSmtp server = FakeSmtp.start(tls, security == Security.TLS)) {
            assertThat(deliver(server.port(), security, ours)).isInstanceOf(Outcome.Misconfigured.class);
            assertThat(server.messages()).isEmpty();
            assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @ParameterizedTest
    @CsvSource({"STARTTLS", "TLS"})
    void sendsNothingWhereTheCertificateHasExpired(Security security) throws Exception {
        SSLContext tls = TestCertificate.expired();
        try (FakeSmtp server = FakeSmtp.start(tls, security == Security.TLS)) {
            assertThat(deliver(server.port(), security, tls.getSocketFactory()))
                    .isInstanceOf(Outcome.Misconfigured.class);
            assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    /** A server that is only busy is not one that is set up wrongly. */
    @ParameterizedTest
    @CsvSource({"EHLO, 421 busy", "STARTTLS, 454 later"})
    void triesAgainWhereStarttlsIsOnlyPutOff(String word, String reply) throws Exception {
        SSLContext tls = TestCertificate.expired();
        try (FakeSmtp server = FakeSmtp.start(tls, false).reply(word, reply)) {
            assertThat(deliver(server.port(), Security.STARTTLS, tls.getSocketFactory()))
                    .isInstanceOf(Outcome.Deferred.class);
            assertThat(server.commands()).noneMatch(
                    line -> line.startsWith("HELO") || line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void sendsNothingWhereStarttlsIsNotOffered() {
        try (FakeSmtp server = FakeSmtp.start()) {
            assertThat(deliver(server.port(), Security.STARTTLS, (SSLSocketFactory) SSLSocketFactory.getDefault()))
                    .isInstanceOf(Outcome.Misconfigured.class);
            assertThat(server.commands()).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }
}
