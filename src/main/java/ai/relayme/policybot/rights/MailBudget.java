package ai.relayme.policybot.rights;

import ai.relayme.policybot.mail.EmailAddress;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * How many mails may go to addresses that nobody has proven: the form must not be a way to flood somebody else's mailbox.
 * Addresses that most likely reach the same mailbox count as one.
 */
final class MailBudget {
    private static final int A_DAY = 3;
    private static final Duration DAY = Duration.ofDays(1);

    private final CaseHashes hashes;

    MailBudget(CaseHashes hashes) {
        this.hashes = hashes;
    }

    /** Takes one mail to that address out of its budget; whether there was one left. */
    boolean take(Handle handle, String email, Instant now) {
        return handle.createUpdate("""
                insert into mail_budget (address, began_at, used) values (:address, :now, 1)
                on conflict (address) do update set
                    used = case when mail_budget.began_at <= :dayAgo then 1 else mail_budget.used + 1 end,
                    began_at = case when mail_budget.began_at <= :dayAgo then :now else mail_budget.began_at end
                where mail_budget.began_at <= :dayAgo or mail_budget.used < :most""")
                .bind("address", hashes.mailbox(EmailAddress.mailbox(email))).bind("now", now.toEpochMilli())
                .bind("dayAgo", now.minus(DAY).toEpochMilli()).bind("most", A_DAY).execute() == 1;
    }

    /** Forgets addresses whose day is over. */
    static void erase(Handle handle, Instant now) {
        handle.createUpdate("delete from mail_budget where began_at <= :dayAgo")
                .bind("dayAgo", now.minus(DAY).toEpochMilli()).execute();
    }
}
