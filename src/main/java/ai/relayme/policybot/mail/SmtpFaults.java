package ai.relayme.policybot.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Tells what a failure to send means for the mail: try again, never again, or nothing at all goes. */
final class SmtpFaults {
    /** Replies from here on will be the same next time (RFC 5321 4.2.1). */
    static final int PERMANENT = 500;
    /** RFC 4954: the server wants a login, or a safer one, before anything else. */
    private static final List<Integer> LOGIN_WANTED = List.of(530, 534, 535, 538);

    private SmtpFaults() {}

    /** What a failure before the mail was begun means. */
    static Outcome ofConnecting(Exception failure) {
        List<Throwable> causes = causes(failure);
        if (has(causes, AuthenticationFailedException.class)) {
            return new Outcome.Misconfigured("the mail server does not accept the login");
        }
        // a connection that is cut in the middle of a handshake says nothing about its safety
        boolean cut = has(causes, SocketTimeoutException.class) || has(causes, SocketException.class);
        if (has(causes, SSLException.class) && !cut) {
            return new Outcome.Misconfigured("the mail server's certificate or TLS is not acceptable");
        }
        if (causes.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith("STARTTLS is required"))) {
            return new Outcome.Misconfigured("the mail server does not offer STARTTLS");
        }
        return new Outcome.Deferred(has(causes, SocketTimeoutException.class)
                ? "the mail server did not answer in time"
                : "the mail server could not be reached");
    }

    /**
     * What a failure while the mail was handed over means.
     *
     * @param handedOver whether the whole mail had been sent by then
     */
    static Outcome ofSending(Exception failure, boolean handedOver) {
        int code = replyCode(causes(failure));
        if (LOGIN_WANTED.contains(code)) {
            return new Outcome.Misconfigured("the mail server wants a login: SMTP " + code);
        }
        if (code >= PERMANENT) {
            return new Outcome.Refused("SMTP " + code);
        }
        if (code > 0) {
            return new Outcome.Deferred("SMTP " + code);
        }
        return new Outcome.Deferred(handedOver
                ? "the mail server did not say whether it took the mail, which may arrive twice"
                : "the connection broke off");
    }

    /** The reply to the recipient says more than that to the whole, which repeats it or says less. */
    private static int replyCode(List<Throwable> causes) {
        int code = 0;
        for (Throwable cause : causes) {
            switch (cause) {
                case SMTPAddressFailedException address -> {
                    return address.getReturnCode();
                }
                case SMTPSenderFailedException sender -> code = sender.getReturnCode();
                case SMTPSendFailedException whole -> code = Math.max(code, whole.getReturnCode());
                default -> {
                    // no reply of the server's
                }
            }
        }
        return code;
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    /** The failure and all that it was caused by; the mail API chains in two ways. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        collect(failure, causes);
        return causes;
    }

    private static void collect(@Nullable Throwable failure, List<Throwable> causes) {
        if (failure == null || causes.contains(failure)) {
            return;
        }
        causes.add(failure);
        if (failure instanceof MessagingException mail) {
            collect(mail.getNextException(), causes);
        }
        collect(failure.getCause(), causes);
    }
}
