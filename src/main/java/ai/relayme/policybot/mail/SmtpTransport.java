package ai.relayme.policybot.mail;

import ai.relayme.policybot.mail.SmtpConfig.Security;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Sends mail by SMTP, each over a connection of its own, whose every step has an end. */
public final class SmtpTransport implements MailTransport {
    private final SmtpConfig config;
    private final Limits limits;
    private final SSLSocketFactory tls;
    private final MimeMessages messages;
    private final Session session;
    private final ScheduledExecutorService watchdog = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mail-watchdog").factory());

    /**
     * How long a delivery may take.
     *
     * @param connect to a connection
     * @param read    to each of the server's replies; RFC 5321 4.5.3.2 advises up to ten minutes, but a mail that is sent
     *                twice has the same Message-ID, so that a shorter wait does no harm
     * @param whole   in all: a server that sends a byte a second never exceeds the time of a read
     */
    public record Limits(Duration connect, Duration read, Duration whole) {
        /** Ten seconds, half a minute and two minutes. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30),
                Duration.ofSeconds(120));
    }

    /**
     * @param sender address the mails come from
     * @param tls    makes connections safe and knows which certificates to trust
     */
    public SmtpTransport(SmtpConfig config, String sender, Limits limits, SSLSocketFactory tls) {
        this.config = config;
        this.limits = limits;
        this.tls = tls;
        this.messages = new MimeMessages(sender);
        this.session = session(config, sender, tls);
    }

    private static Session session(SmtpConfig config, String sender, SSLSocketFactory tls) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", config.host());
        properties.put("mail.smtp.port", Integer.toString(config.port()));
        properties.put("mail.smtp.from", sender);
        // what the machine is called is nobody's business, and looking it up can take seconds
        properties.put("mail.smtp.localhost", sender.substring(sender.indexOf('@') + 1));
        properties.put("mail.smtp.auth", Boolean.toString(config.user() != null));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(config.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(config.security() == Security.STARTTLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls);
        Authenticator login = new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return config.user() == null
                        ? null
                        : new PasswordAuthentication(config.user(), config.password());
            }
        };
        return Session.getInstance(properties, login);
    }

    @Override
    public Outcome deliver(Mail mail) {
        MimeMessage message;
        InternetAddress recipient;
        try {
            message = messages.of(mail, session);
            recipient = new InternetAddress(mail.recipient(), true);
        } catch (RuntimeException | MessagingException e) {
            return new Outcome.Refused("cannot be sent in this form");
        }
        Socket socket = new Socket();
        Future<?> alarm = watchdog.schedule(() -> close(socket), limits.whole().toMillis(), TimeUnit.MILLISECONDS);
        boolean connected = false;
        boolean taken = false;
        SmtpConnection connection = new SmtpConnection(session, new URLName("smtp", config.host(), config.port(), null,
                config.user(), config.password()));
        try (connection) {
            connection.connect(open(socket));
            connected = true;
            connection.sendMessage(message, new InternetAddress[]{recipient});
            taken = true;
        } catch (MessagingException | IOException e) {
            // a server that takes the mail and then does not take leave has taken it
            if (!taken) {
                return connected
                        ? SmtpFaults.ofSending(e, connection.isHandedOver())
                        : SmtpFaults.ofConnecting(e);
            }
        } finally {
            alarm.cancel(false);
            close(socket);
        }
        return new Outcome.Delivered();
    }

    private Socket open(Socket socket) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(config.host());
        }
        socket.connect(address, Math.toIntExact(limits.connect().toMillis()));
        socket.setSoTimeout(Math.toIntExact(limits.read().toMillis()));
        if (config.security() != Security.TLS) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, config.host(), config.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
