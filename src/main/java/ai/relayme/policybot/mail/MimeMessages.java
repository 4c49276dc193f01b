package ai.relayme.policybot.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerHelper;

/** Gives a mail its form. The headers are always the same ones, whatever the mail says. */
final class MimeMessages {
    private final String sender;

    /** @param sender address the mails come from */
    MimeMessages(String sender) {
        this.sender = sender;
    }

    /**
     * That mail in its form for the wire.
     *
     * @throws RuntimeException if an address or header is not safe to send
     */
    MimeMessage of(Mail mail, Session session) {
        Letter letter = mail.letter();
        var builder = EmailBuilder.startingBlank().from(sender).to(mail.recipient()).withSubject(letter.subject())
                .withPlainText(letter.text()).withHTMLText(letter.html()).fixingMessageId("<" + mail.messageId() + ">")
                .fixingSentDate(Date.from(mail.date())).withHeader("Content-Language", letter.language().tag())
                // RFC 3834: absence notes and mailing lists do not answer it
                .withHeader("Auto-Submitted", "auto-generated");
        if (mail.replyTo() != null) {
            builder.withReplyTo(mail.replyTo());
        }
        Email email = builder.buildEmail();
        // the library checks at sending only; this refuses line breaks in headers and what is not an address
        MailerHelper.validate(email);
        return EmailConverter.emailToMimeMessage(email, session);
    }
}
