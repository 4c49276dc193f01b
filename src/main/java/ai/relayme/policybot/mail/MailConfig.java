package ai.relayme.policybot.mail;

import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How mail leaves.
 *
 * @param sender address it comes from
 * @param smtp   the mail server; without one mail waits, and lies in the folder
 * @param folder where mail lies as files
 */
public record MailConfig(String sender, Optional<SmtpConfig> smtp, Path folder) {
    /** The way that these settings name. */
    public MailTransport transport() {
        return smtp.<MailTransport>map(server -> new SmtpTransport(server, sender, SmtpTransport.Limits.DEFAULT,
                (SSLSocketFactory) SSLSocketFactory.getDefault())).orElseGet(this::mailFolder);
    }

    /** The folder where mail lies as files. */
    public MailFolder mailFolder() {
        return new MailFolder(folder, sender);
    }
}
