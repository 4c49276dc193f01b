package ai.relayme.policybot.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real mail server, and whoever reads the mailboxes on it. */
public final class MailServer implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})\\r?$");
    private static final Pattern STATUS_URL = Pattern.compile("http://localhost:\\d+/rights-requests/\\S+");
    private static final long PATIENCE_MILLIS = 60_000;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    /** Starts it on a free port. */
    public static MailServer start() {
        MailServer mailServer = new MailServer();
        mailServer.server.start();
        mailServer.server.setUser("bot", "secret");
        return mailServer;
    }

    /** The settings of a bot that sends by it, as name, value, name, value. */
    public String[] settings() {
        return new String[]{"SMTP_URL", "smtp://bot:secret@127.0.0.1:" + server.getSmtp().getPort(), "MAIL_FROM",
                "bot@relayme.ai"};
    }

    /** All mails that it has taken. */
    public List<MimeMessage> all() {
        return List.of(server.getReceivedMessages());
    }

    /** The mails to that address whose subject holds that reference, once there are that many. */
    public List<MimeMessage> mails(String recipient, String reference, int count) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            List<MimeMessage> found = new ArrayList<>();
            for (MimeMessage mail : all()) {
                if (mail.getSubject().contains(reference)
                        && mail.getRecipients(Message.RecipientType.TO)[0].toString().equals(recipient)) {
                    found.add(mail);
                }
            }
            if (found.size() >= count) {
                return found;
            }
            assertThat(System.nanoTime()).as("mail to " + recipient).isLessThan(end);
            server.waitForIncomingEmail(500, all().size() + 1);
        }
    }

    /** The plain text of a mail. */
    public static String text(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString();
    }

    /** The HTML of a mail. */
    public static String html(MimeMessage mail) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent().toString();
    }

    /** The code in a mail. */
    public static String code(MimeMessage mail) throws Exception {
        return find(CODE, text(mail), 1);
    }

    /** The code in the newest of so many mails about that case. */
    public String code(String recipient, String reference, int count) throws Exception {
        return code(mails(recipient, reference, count).getLast());
    }

    /** The code of that case where there is no mail server: in the folder that its mail lies in, once it does. */
    public static String code(Path folder, String reference) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (true) {
            File[] files = folder.toFile().listFiles((all, name) -> name.endsWith(".eml"));
            for (File file : files == null ? new File[0] : files) {
                try (InputStream stream = Files.newInputStream(file.toPath())) {
                    MimeMessage mail = new MimeMessage(null, stream);
                    if (mail.getSubject().contains(reference)) {
                        return find(CODE, text(mail), 1);
                    }
                }
            }
            assertThat(System.nanoTime()).as("a mail about " + reference).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The address in a mail that shows how the case stands. */
    public static String statusUrl(MimeMessage mail) throws Exception {
        return find(STATUS_URL, text(mail), 0);
    }

    private static String find(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(group);
    }

    @Override
    public void close() {
        server.stop();
    }
}
