package ai.relayme.policybot.app;

import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.metrics.Metrics;

/** Counts how attempts to send mail end. */
record CountedTransport(MailTransport transport, Metrics metrics) implements MailTransport {
    @Override
    public Outcome deliver(Mail mail) {
        Outcome outcome = transport.deliver(mail);
        metrics.mail(switch (outcome) {
            case Outcome.Delivered() -> "delivered";
            case Outcome.Kept() -> "kept";
            case Outcome.Deferred _ -> "deferred";
            case Outcome.Refused _ -> "refused";
            case Outcome.Misconfigured _ -> "misconfigured";
        });
        return outcome;
    }

    @Override
    public void close() {
        transport.close();
    }
}
