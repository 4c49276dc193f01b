package ai.relayme.policybot.mail;

import ai.relayme.policybot.files.OwnerOnly;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where no mail server is set: puts each mail into a folder, as a file that mail readers open. */
public final class MailFolder implements MailTransport {
    private static final Logger LOG = LoggerFactory.getLogger(MailFolder.class);

    private final Path folder;
    private final MimeMessages messages;
    private final Session session = Session.getInstance(new Properties());

    /** @param sender address the mails come from */
    public MailFolder(Path folder, String sender) {
        this.folder = folder;
        this.messages = new MimeMessages(sender);
    }

    @Override
    public Outcome deliver(Mail mail) {
        Path file = file(mail);
        try {
            OwnerOnly.createOrCloseFolder(folder);
            MimeMessage message = messages.of(mail, session);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            // whoever watches the folder never sees half a mail
            Path half = folder.resolve(file.getFileName() + ".tmp");
            // one that was left half may have been made by an earlier version of the program, for all to read
            Files.deleteIfExists(half);
            Files.createFile(half, OwnerOnly.attributes(half));
            Files.write(half, bytes.toByteArray());
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Outcome.Kept();
        } catch (IOException | MessagingException e) {
            LOG.error("mail {} cannot be written into the mail folder", mail.messageId(), e);
            return new Outcome.Deferred("the mail folder cannot be written");
        } catch (RuntimeException e) {
            return new Outcome.Refused("cannot be sent in this form");
        }
    }

    /** Puts that mail in the place of what the folder has of it, if it has anything. */
    public void replace(Mail mail) {
        // what cannot be written must not keep its old words
        if (Files.exists(file(mail)) && !(deliver(mail) instanceof Outcome.Kept)) {
            forget(mail);
        }
    }

    /** Removes that mail from the folder, if it lies there. */
    public void forget(Mail mail) {
        try {
            Files.deleteIfExists(file(mail));
        } catch (IOException e) {
            LOG.error("mail {} cannot be removed from the mail folder", mail.messageId(), e);
        }
    }

    private Path file(Mail mail) {
        return folder.resolve(mail.messageId().substring(0, mail.messageId().indexOf('@')) + ".eml");
    }
}
