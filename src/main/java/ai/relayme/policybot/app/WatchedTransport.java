package ai.relayme.policybot.app;

import ai.relayme.policybot.mail.Mail;
import ai.relayme.policybot.mail.MailTransport;
import ai.relayme.policybot.mail.Outcome;
import ai.relayme.policybot.metrics.Metrics;
import ai.relayme.policybot.tracing.Span;
import ai.relayme.policybot.tracing.Tracing;

/** Counts how attempts to send mail end, and makes a span of each. */
record WatchedTransport(MailTransport transport, Metrics metrics, Tracing tracing) implements MailTransport {
    @Override
    public Outcome deliver(Mail mail) {
        try (Span span = tracing.begin("mail")) {
            Outcome outcome = transport.deliver(mail);
            String result = switch (outcome) {
                case Outcome.Delivered() -> "delivered";
                case Outcome.Kept() -> "kept";
                case Outcome.Deferred _ -> "deferred";
                case Outcome.Refused _ -> "refused";
                case Outcome.Misconfigured _ -> "misconfigured";
            };
            metrics.mail(result);
            span.set("policybot.result", result);
            return outcome;
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
