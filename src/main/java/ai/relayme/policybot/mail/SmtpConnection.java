package ai.relayme.policybot.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A connection to the mail server that knows how far the handing over of a mail has come. */
final class SmtpConnection extends SMTPTransport {
    private boolean handedOver;

    SmtpConnection(Session session, URLName server) {
        super(session, server);
    }

    /**
     * RFC 5321 3.2: the older greeting is for servers that do not know the newer one. After it neither STARTTLS nor a login is
     * offered, so that a server which is only busy would look like one that is set up wrongly.
     */
    @Override
    protected void helo(String domain) throws MessagingException {
        if (getLastReturnCode() < SmtpFaults.PERMANENT) {
            throw new MessagingException("the server deferred the greeting");
        }
        super.helo(domain);
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        handedOver = true;
        super.finishData();
    }

    /** Whether the whole mail has been sent, so that the server may have it even if it never said so. */
    boolean isHandedOver() {
        return handedOver;
    }
}
